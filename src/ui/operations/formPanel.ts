import { env, window, ViewColumn, type Disposable, type Uri, type WebviewPanel } from 'vscode';
import { Channel, type Handlers } from '../../protocol/channel';
import {
  formProtocolVersion,
  type FormHost,
  type FormPage,
  type FormPageNotice,
  type FormView,
} from '../../protocol/form';
import { formPanelType } from '../ids';
import { DisposableStore } from '../lifecycle';
import { showPage, webviewPort } from '../webviews/webviewHost';
import { textOf } from './field';
import { FormSession, type FormSessionParts } from './formSession';

export interface FormPanelParts extends Omit<FormSessionParts, 'onView'> {
  readonly extensionUri: Uri;
  /** Asks for a file; undefined when none was chosen. */
  readonly chooseFile: () => Promise<string | undefined>;
  /** A panel of an earlier window; a new one unless given. */
  readonly restored?: WebviewPanel | undefined;
}

/** A form in an editor tab. */
export class FormPanel implements Disposable {
  private readonly panel: WebviewPanel;
  private readonly channel: Channel<FormHost, FormPage>;
  private readonly session: FormSession;
  private readonly store = new DisposableStore();
  /** The page has said hello; before that nobody listens. */
  private isGreeted = false;
  private lastState: FormView['run']['state'] = 'idle';

  constructor(private readonly parts: FormPanelParts) {
    this.panel = this.store.add(parts.restored ?? newPanel(parts.form.title));
    this.session = this.store.add(new FormSession({ ...parts, onView: (view) => this.show(view) }));
    this.channel = this.store.add(
      new Channel<FormHost, FormPage>({
        port: webviewPort(this.panel.webview),
        handlers: this.handlers(),
        onNotice: (notice) => this.follow(notice),
      }),
    );
    this.panel.onDidDispose(() => this.dispose());
    this.load();
    this.name(this.session.view());
  }

  onDidDispose(listener: () => void): Disposable {
    return this.panel.onDidDispose(listener);
  }

  reveal(): void {
    this.panel.reveal();
  }

  /** The connections changed. */
  refresh(): void {
    this.session.refresh();
  }

  dispose(): void {
    this.store.dispose();
  }

  private load(): void {
    const { extensionUri, form } = this.parts;
    showPage(this.panel.webview, { extensionUri, name: 'form', title: form.title });
  }

  private show(view: FormView): void {
    this.name(view);
    const { state } = view.run;
    // The question before a deletion took the keyboard.
    if (this.lastState === 'running' && state !== 'running' && view.form === 'delete' && this.panel.visible)
      this.panel.reveal();
    this.lastState = state;
    // A hidden page is gone; shown again it says hello anew.
    if (this.isGreeted && this.panel.visible) this.channel.notify(view);
  }

  private name({ title, values }: FormView): void {
    const path = textOf(values, 'table').replace(/\/+$/, '');
    const name = path === '' ? title : `${title} ${path.slice(path.lastIndexOf('/') + 1)}`;
    if (this.panel.title !== name) this.panel.title = name;
  }

  private handlers(): Handlers<FormPage> {
    return {
      hello: ({ protocolVersion }) => {
        if (protocolVersion !== formProtocolVersion) {
          this.isGreeted = false;
          this.load();
          throw new Error('The page belongs to another version and is loaded anew.');
        }
        this.isGreeted = true;
        return this.session.view();
      },
      proposals: ({ text }, { signal }) => this.session.proposals(text, signal),
    };
  }

  private follow(notice: FormPageNotice): void {
    switch (notice.type) {
      case 'change':
        this.session.change(notice.revision, notice.values);
        return;
      case 'run':
        this.session.start(notice.revision, notice.values);
        return;
      case 'cancel':
        this.session.cancel();
        return;
      case 'copyPython':
        env.clipboard.writeText(this.session.python()).then(undefined, () => undefined);
        return;
      case 'action':
        this.session.runAction(notice.action);
        return;
      case 'chooseFile':
        this.chooseFile(notice.field).catch(() => undefined);
    }
  }

  private async chooseFile(field: string): Promise<void> {
    const chosen = await this.parts.chooseFile();
    if (chosen !== undefined) this.session.set(field, chosen);
  }
}

function newPanel(title: string): WebviewPanel {
  return window.createWebviewPanel(formPanelType, title, ViewColumn.Active, { enableScripts: true });
}
