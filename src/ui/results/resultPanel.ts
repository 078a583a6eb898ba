import { env, window, workspace, ViewColumn, type Disposable, type Uri, type WebviewPanel } from 'vscode';
import { Channel, type Handlers } from '../../protocol/channel';
import {
  protocolVersion,
  type CopyRequest,
  type CopyResult,
  type ResultHost,
  type ResultNotice,
  type ResultPage,
} from '../../protocol/messages';
import { pythonOf } from '../calls/python';
import { resultPanelType } from '../ids';
import { DisposableStore } from '../lifecycle';
import type { Reporter } from '../reporter';
import { showPage, webviewPort } from '../webviews/webviewHost';
import type { ResultOpening } from './resultOpening';
import { ResultServer } from './resultServer';
import { resultText } from './resultText';
import { saveChart } from './chart/saveChart';
import { saveCsv } from './saveCsv';

export interface ResultPanelParts {
  readonly opening: ResultOpening;
  readonly extensionUri: Uri;
  readonly reporter: Reporter;
  readonly rowCap: (connectionId: string | undefined) => number;
  /** A panel of an earlier window: it offers to read. A new one, which reads at once, unless given. */
  readonly restored?: WebviewPanel;
}

/** One result in an editor tab. Closing the tab ends the read. */
export class ResultPanel implements Disposable {
  private readonly panel: WebviewPanel;
  private readonly channel: Channel<ResultHost, ResultPage>;
  private readonly server: ResultServer;
  private readonly store = new DisposableStore();
  private opening: ResultOpening;
  /** The page has said hello; before that nobody listens. */
  private isGreeted = false;

  constructor(private readonly parts: ResultPanelParts) {
    this.opening = parts.opening;
    this.panel = this.store.add(parts.restored ?? newPanel(this.opening));
    this.channel = this.store.add(
      new Channel<ResultHost, ResultPage>({
        port: webviewPort(this.panel.webview),
        handlers: this.handlers(),
        onNotice: (notice) => this.obey(notice),
      }),
    );
    this.server = this.store.add(
      new ResultServer({
        opening: this.opening,
        rowCap: () => parts.rowCap(this.opening.connectionId),
        waits: parts.restored !== undefined,
        onStatus: (status) => {
          // A hidden page is gone; shown again it says hello anew.
          if (this.isGreeted && this.panel.visible) this.channel.notify(status);
        },
      }),
    );
    this.panel.onDidDispose(() => this.dispose());
    this.load();
  }

  get isActive(): boolean {
    return this.panel.active;
  }

  /** Runs when the panel is gone, closed by the user or disposed. */
  onDidDispose(listener: () => void): Disposable {
    return this.panel.onDidDispose(listener);
  }

  /** Runs when the tab comes to the front or leaves it. */
  onDidChangeActive(listener: () => void): Disposable {
    return this.panel.onDidChangeViewState(listener);
  }

  /** What it was made from. */
  get origin(): object | undefined {
    return this.opening.origin;
  }

  get isPreview(): boolean {
    return this.opening.isPreview === true;
  }

  /** Keeps what it shows: it is nobody's preview any more. */
  pin(): void {
    this.opening = { ...this.opening, isPreview: false };
  }

  /** Brings the tab forward and reads again. */
  reopen(opening: ResultOpening): void {
    const isBeside = opening.placement === 'beside';
    // What asks from the group of the panel would be covered by it.
    const covers = isBeside && this.panel.viewColumn === window.activeTextEditor?.viewColumn;
    this.panel.reveal(covers ? ViewColumn.Beside : undefined, isBeside);
    const { title, connectionId } = this.opening;
    const isSame = title === opening.title && connectionId === opening.connectionId;
    // Who looks at a chart and queries the same anew wants to see what became of it; anything else begins with its rows.
    this.show(isSame ? opening : { initialView: 'table', ...opening });
  }

  /** Shows the same from now on, and new rows as they come, where there is a way to. */
  follow(): void {
    const { following, isPreview = false } = this.opening;
    if (following) this.show({ ...following(), isPreview });
  }

  /** Brings the tab forward. */
  reveal(): void {
    this.panel.reveal();
  }

  rerun(): void {
    this.server.rerun();
  }

  loadMore(): void {
    this.server.loadMore();
  }

  stop(): void {
    this.server.stop();
  }

  /** Shows no new rows of a followed result until it is resumed. */
  hold(): void {
    this.server.hold();
  }

  resume(): void {
    this.server.resume();
  }

  /** Does what can be done with a row for the active one. */
  useRow(): void {
    this.channel.notify({ type: 'useRow' });
  }

  /** The call that made the result, for a notebook. */
  async copyAsPython(): Promise<void> {
    const { call, session } = this.opening;
    if (!call) {
      this.say('There is no call behind this result.');
      return;
    }
    await env.clipboard.writeText(pythonOf(call, session));
    this.say('Copied the call as Python');
  }

  /** Copies what is selected in the grid. */
  copySelection({ withHeader }: { readonly withHeader: boolean }): void {
    this.channel.notify({ type: 'copySelection', withHeader });
  }

  selectAll(): void {
    this.channel.notify({ type: 'selectAll' });
  }

  /** Never rejects: a failure is shown, and can be tried again. */
  async saveCsv(): Promise<void> {
    const { resultSet, isComplete } = this.server;
    const { reporter } = this.parts;
    const { title } = this.opening;
    try {
      await saveCsv({ resultSet, isComplete, title, reporter });
    } catch (error) {
      await reporter.show(error, { intent: `save ${title} as CSV` }, () => this.saveCsv());
    }
  }

  dispose(): void {
    this.store.dispose();
  }

  private show(opening: ResultOpening): void {
    this.opening = opening;
    this.panel.title = opening.title;
    if (opening.icon) this.panel.iconPath = opening.icon;
    this.server.rerun(opening);
  }

  private say(text: string): void {
    this.channel.notify({ type: 'say', text });
  }

  private load(): void {
    const { icon, title } = this.opening;
    if (icon) this.panel.iconPath = icon;
    showPage(this.panel.webview, { extensionUri: this.parts.extensionUri, name: 'results', title });
  }

  private handlers(): Handlers<ResultPage> {
    return {
      hello: ({ protocolVersion: version }) => {
        if (version !== protocolVersion) {
          this.isGreeted = false;
          this.load();
          throw new Error('The page belongs to another version and is loaded anew.');
        }
        this.isGreeted = true;
        return this.server.currentStatus();
      },
      page: (request) => this.server.page(request),
      cell: (request) => this.server.cellText(request),
      copy: (request) => this.copy(request),
      chart: (request, options) => this.server.chart(request, options),
      saveChart: async (request) => {
        await saveChart(request, this.opening.title);
        return null;
      },
      openCell: async (request) => {
        await openText(this.server.cellText(request).text);
        return null;
      },
    };
  }

  private async copy({ generation, ranges, withHeader }: CopyRequest): Promise<CopyResult> {
    this.server.check(generation);
    const { resultSet } = this.server;
    const kept = ranges.map((range) => ({
      ...range,
      startRow: range.startRow - resultSet.droppedRows,
      endRow: range.endRow - resultSet.droppedRows,
    }));
    const { text, rows, columns } = resultText(resultSet, kept, { withHeader });
    await env.clipboard.writeText(text);
    return { rows, columns };
  }

  private obey(notice: ResultNotice): void {
    switch (notice.type) {
      case 'loadMore':
        this.loadMore();
        return;
      case 'stop':
        this.stop();
        return;
      case 'rerun':
        this.rerun();
        return;
      case 'failureAction':
        this.server.runFailureAction(notice.generation, notice.action);
        return;
      case 'emptyAction':
        this.server.runEmptyAction(notice.generation, notice.action);
        return;
      case 'saveCsv':
        this.saveCsv().catch(() => undefined);
        return;
      case 'hold':
        this.hold();
        return;
      case 'resume':
        this.resume();
        return;
      case 'follow':
        this.follow();
        return;
      case 'action':
        this.server.runAction(notice.action);
        return;
      case 'rowAction':
        this.server.runRowAction(notice);
        return;
      case 'copyAsPython':
        this.copyAsPython().catch((error: unknown) => this.say(String(error)));
    }
  }
}

function newPanel({ title, placement = 'active' }: ResultOpening): WebviewPanel {
  const place =
    placement === 'active' ? ViewColumn.Active : { viewColumn: ViewColumn.Beside, preserveFocus: true };
  return window.createWebviewPanel(resultPanelType, title, place, { enableScripts: true });
}

/** Untitled, as it is: laying JSON out anew would round its large integers. */
async function openText(content: string): Promise<void> {
  const language = isJson(content) ? 'json' : 'plaintext';
  await window.showTextDocument(await workspace.openTextDocument({ content, language }), {
    viewColumn: ViewColumn.Beside,
  });
}

function isJson(text: string): boolean {
  if (!/^\s*[{[]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
