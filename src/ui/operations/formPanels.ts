import { Uri, window, workspace, type Disposable, type WebviewPanel } from 'vscode';
import type { FormValues, KeptForm } from '../../protocol/form';
import type { Collection } from '../../frames/collection';
import type { CollectionChanges } from '../collections/collectionChanges';
import type { CollectionOpener } from '../collections/collectionOpener';
import type { Connection } from '../connections/connection';
import type { ConnectionStore } from '../connections/connectionStore';
import type { LiveConnections } from '../connections/liveConnections';
import { openFile } from '../importer/fileSource';
import { DisposableStore } from '../lifecycle';
import type { Reporter } from '../reporter';
import type { ResultOpening } from '../results/resultOpening';
import type { ResultPanels } from '../results/resultPanels';
import { deleteCollections } from './deleteCollections';
import { confirmLoss } from './lossConfirmation';
import { textOf } from './field';
import { FormPanel } from './formPanel';
import { valuesOfTarget, type FormTarget } from './formTarget';
import { heededValues, initialValues, type OperationForm } from './operationForm';
import { isMethod, operationForms } from './operationForms';
import { HistoryRerun } from './historyRerun';
import { isFormOrigin, openingOf, type OpeningsOptions, type ShowingCall } from './openings';
import { Performer } from './performer';
import { startingRows } from './startingRows';

export interface FormPanelsParts {
  readonly extensionUri: Uri;
  readonly connections: ConnectionStore;
  readonly live: LiveConnections;
  readonly panels: ResultPanels;
  readonly opener: CollectionOpener;
  readonly changes: CollectionChanges;
  readonly reporter: Reporter;
}

/** The open forms: one for each operation on each target. */
export class FormPanels implements Disposable {
  private readonly forms = new Map<string, FormPanel>();
  private readonly store = new DisposableStore();
  private readonly performer: Performer;
  private readonly openings: OpeningsOptions;

  constructor(private readonly parts: FormPanelsParts) {
    const { connections, live, panels, opener, changes, reporter } = parts;
    this.performer = new Performer({
      live,
      changes,
      show: ({ call, connection, form, values }) =>
        panels.open(openingOf(this.openings, { call, connection, origin: { form, values } })),
      open: (connection, collection) => opener.open(connection, collection),
      confirm: ({ connection, preview, act }, options) =>
        confirmLoss({ connection, previews: [preview], act, panels }, options),
    });
    const rerun = new HistoryRerun({
      performer: this.performer,
      reporter,
      show: (call, connection) =>
        panels.open(openingOf(this.openings, { call, connection, origin: undefined })),
    });
    this.openings = { ...parts, again: (connection) => rerun.rowAction(connection) };
    this.store.add(
      connections.onDidChange(() => {
        for (const form of this.forms.values()) form.refresh();
      }),
    );
  }

  /**
   * Shows the form of an operation: the one that is open on the target already, as it was left, or a new one.
   */
  open(method: OperationForm['method'], target?: FormTarget): void {
    const key = `${method} ${target === undefined ? '' : JSON.stringify(valuesOfTarget(target))}`;
    const present = this.forms.get(key);
    if (present) present.reveal();
    else this.add(key, operationForms[method], { values: startingValues(method, target) });
  }

  /** Deletes what is selected together, after one question. @throws UserError; CancelledError; FramesError */
  deleteAll(connection: Connection, collections: readonly Collection[]): Promise<void> {
    return deleteCollections(this.parts, connection, collections);
  }

  /** Takes back a form that a window had when it was closed or reloaded. */
  restore(restored: WebviewPanel, state: unknown): void {
    const { form, values } = (state ?? {}) as Partial<KeptForm>;
    if (!isMethod(form)) {
      restored.dispose();
      return;
    }
    const kept = { values: initialValues(operationForms[form], values), restored };
    this.add(`${form} restored ${crypto.randomUUID()}`, operationForms[form], kept);
  }

  /** The rows that a form showed, for a window that restores their panel; undefined when they are of no form. */
  reopening(origin: unknown): ResultOpening | undefined {
    if (!isFormOrigin(origin) || !isMethod(origin.form)) return undefined;
    const form = operationForms[origin.form];
    const values = initialValues(form, origin.values);
    const call = form.toCall(heededValues(form, values), { connections: [] });
    const connection = this.parts.connections.find(textOf(values, 'connection'));
    return connection === undefined || !isShowing(call)
      ? undefined
      : openingOf(this.openings, { call, connection, origin });
  }

  dispose(): void {
    for (const form of [...this.forms.values()]) form.dispose();
    this.store.dispose();
  }

  private add(
    key: string,
    form: OperationForm,
    { values, restored }: { readonly values: FormValues; readonly restored?: WebviewPanel },
  ): void {
    const { extensionUri, connections, live, reporter } = this.parts;
    const panel = new FormPanel({
      extensionUri,
      form,
      values,
      connections: () => connections.list(),
      live,
      reporter,
      performer: this.performer,
      openCsv: async (uri, signal) => (await openFile(Uri.parse(uri), signal, () => undefined)).read,
      chooseFile: chooseCsvFile,
      restored,
    });
    this.forms.set(key, panel);
    panel.onDidDispose(() => this.forms.delete(key));
  }
}

function startingValues(method: OperationForm['method'], target: FormTarget | undefined): FormValues {
  const form = operationForms[method];
  const values = target === undefined ? {} : valuesOfTarget(target);
  const backend = target?.backend ?? form.backends?.[0];
  return initialValues(
    form,
    method === 'write' && backend ? { ...startingRows(backend), ...values } : values,
  );
}

function isShowing(call: ReturnType<OperationForm['toCall']>): call is ShowingCall {
  return call?.method === 'read' || call?.method === 'history';
}

async function chooseCsvFile(): Promise<string | undefined> {
  const folder = workspace.workspaceFolders?.[0];
  const chosen = await window.showOpenDialog({
    title: 'Rows to Write',
    openLabel: 'Choose',
    filters: { 'CSV files': ['csv', 'tsv', 'txt'], 'All files': ['*'] },
    ...(folder ? { defaultUri: folder.uri } : {}),
  });
  return chosen?.[0]?.toString();
}
