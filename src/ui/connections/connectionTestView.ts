import { env, QuickPickItemKind, ThemeColor, ThemeIcon, window, type QuickPickItem } from 'vscode';
import { CancelledError } from '../quickInput';
import {
  checkLabels,
  checkStatus,
  reportText,
  summary,
  type Check,
  type CheckState,
  type Fix,
  type TestReport,
} from './checklist';
import { localConnectionId, type Connection } from './connection';

export interface ConnectionTestViewOptions {
  readonly test: (connection: Connection, signal: AbortSignal) => AsyncIterable<TestReport>;
  /** Mends the connection, and gives what it is then. @throws CancelledError */
  readonly mend: (connection: Connection, fix: Fix) => Promise<Connection>;
  readonly edit: (connection: Connection) => Promise<void>;
}

type Action =
  | { readonly kind: 'none' | 'again' | 'edit' | 'copy' }
  | { readonly kind: 'read'; readonly check: Check }
  | { readonly kind: 'fix'; readonly fix: Fix };

interface Row extends QuickPickItem {
  readonly action: Action;
}

const icons: Readonly<Record<CheckState, ThemeIcon>> = {
  waiting: new ThemeIcon('circle-large-outline'),
  running: new ThemeIcon('loading~spin'),
  ok: new ThemeIcon('pass', new ThemeColor('testing.iconPassed')),
  warning: new ThemeIcon('warning', new ThemeColor('list.warningForeground')),
  failed: new ThemeIcon('error', new ThemeColor('testing.iconFailed')),
  skipped: new ThemeIcon('circle-slash'),
};

/** Shows the test of a connection as a list that fills, with what would mend it below; a fix that is taken is tested at once. */
export async function showConnectionTest(
  start: Connection,
  { test, mend, edit }: ConnectionTestViewOptions,
): Promise<void> {
  let connection = start;
  for (;;) {
    const action = await showRun(connection, (signal) => test(connection, signal));
    if (action.kind === 'none') return;
    if (action.kind === 'edit') return edit(connection);
    if (action.kind !== 'fix') continue;
    try {
      connection = await mend(connection, action.fix);
    } catch (error) {
      // Leaving the question leads back to the list.
      if (!(error instanceof CancelledError)) throw error;
    }
  }
}

/** Resolves with what the user wants next; `none` when it was left, which ends the test at once. */
async function showRun(
  connection: Connection,
  run: (signal: AbortSignal) => AsyncIterable<TestReport>,
): Promise<Action> {
  const abort = new AbortController();
  const list = window.createQuickPick<Row>();
  list.ignoreFocusOut = true;
  list.placeholder = 'Enter on a check shows all of its text. Escape ends the test.';
  let last: TestReport | undefined;
  const show = (report: TestReport): void => {
    last = report;
    list.title = `Test Connection ${connection.name}: ${summary(report)}`;
    list.busy = !report.isDone;
    const rows = [
      ...report.checks.map(checkRow),
      ...(report.isDone ? actionRows(connection, report.fixes) : []),
    ];
    list.items = rows;
    const active = report.isDone
      ? rows.find(({ action }) => action.kind === 'fix' || action.kind === 'again')
      : rows[report.checks.findIndex(({ state }) => state === 'running')];
    if (active) list.activeItems = [active];
  };
  const chosen = new Promise<Action>((resolve) => {
    list.onDidAccept(() => {
      const [row] = list.activeItems;
      if (row?.action.kind === 'copy' && last) copy(connection, last);
      else if (row?.action.kind === 'read') read(row.action.check);
      else if (row && row.action.kind !== 'none') resolve(row.action);
    });
    list.onDidHide(() => resolve({ kind: 'none' }));
  });
  list.show();
  try {
    const done = follow(run(abort.signal), show, abort.signal);
    return await Promise.race([chosen, done.then(() => chosen)]);
  } finally {
    abort.abort(new CancelledError());
    list.dispose();
  }
}

/** Shows every report; what fails after nobody wants to know is let go. */
async function follow(
  reports: AsyncIterable<TestReport>,
  show: (report: TestReport) => void,
  signal: AbortSignal,
): Promise<void> {
  try {
    for await (const report of reports) {
      if (signal.aborted) return;
      show(report);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function copy(connection: Connection, report: TestReport): void {
  env.clipboard.writeText(reportText(connection, report)).then(
    () => window.setStatusBarMessage('$(check) Copied the report', 3000),
    () => window.setStatusBarMessage('$(error) The report could not be copied', 3000),
  );
}

/** The list cuts long sentences off. */
function read({ name, detail }: Check): void {
  window.showInformationMessage(`${checkLabels[name]}: ${detail}`).then(undefined, () => undefined);
}

function checkRow(check: Check): Row {
  return {
    label: checkLabels[check.name],
    iconPath: icons[check.state],
    description: checkStatus(check),
    ...(check.detail === '' ? {} : { detail: check.detail }),
    action: check.detail === '' ? { kind: 'none' } : { kind: 'read', check },
  };
}

function actionRows({ id }: Connection, fixes: readonly Fix[]): readonly Row[] {
  // Nothing about the connection of the local service can be changed.
  const isLocal = id === localConnectionId;
  const offered = isLocal ? [] : fixes;
  return [
    ...(offered.length === 0 ? [] : [separator('Fixes')]),
    ...offered.map((fix) => actionRow(fix.label, 'lightbulb', { kind: 'fix', fix })),
    separator('More'),
    actionRow('Test Again', 'refresh', { kind: 'again' }),
    ...(isLocal ? [] : [actionRow('Edit Connection…', 'edit', { kind: 'edit' })]),
    actionRow('Copy Report', 'copy', { kind: 'copy' }),
  ];
}

function actionRow(label: string, icon: string, action: Action): Row {
  return { label, iconPath: new ThemeIcon(icon), action };
}

function separator(label: string): Row {
  return { label, kind: QuickPickItemKind.Separator, action: { kind: 'none' } };
}
