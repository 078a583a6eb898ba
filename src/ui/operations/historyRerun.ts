import { window } from 'vscode';
import type { Frame } from '../../data/frame';
import type { Call } from '../calls/call';
import { pythonOf } from '../calls/python';
import type { Connection } from '../connections/connection';
import { withCancellableProgress } from '../progress';
import { isCancellation } from '../report';
import type { Reporter } from '../reporter';
import type { RowAction } from '../results/resultOpening';
import { callOfHistoryRow } from './historyRows';
import type { ShowingCall } from './openings';
import type { Performer } from './performer';
import type { ChangingCall } from './runCall';

export interface HistoryRerunParts {
  readonly performer: Pick<Performer, 'perform'>;
  readonly reporter: Reporter;
  /** Shows the rows of a call in a grid. */
  readonly show: (call: ShowingCall, connection: Connection) => void;
}

/** Makes the calls of a history again: one that reads at once, any other after it was asked for a second time. */
export class HistoryRerun {
  constructor(private readonly parts: HistoryRerunParts) {}

  /** What the panel of a history offers for its rows. */
  rowAction(connection: Connection): RowAction {
    return {
      label: 'Run Again',
      run: (row) => {
        const again = (): Promise<void> => this.run(row, connection);
        again().catch((error: unknown) => this.report(error, connection, again));
      },
    };
  }

  private async run(row: Frame, connection: Connection): Promise<void> {
    const recorded = callOfHistoryRow(row);
    if ('problem' in recorded) {
      this.parts.reporter.inform(`This cannot be run again. ${recorded.problem}`);
      return;
    }
    const { call } = recorded;
    if (isShowing(call)) this.parts.show(call, connection);
    else await this.change(call, connection);
  }

  private async change(call: ChangingCall, connection: Connection): Promise<void> {
    // A deletion is asked about with what would go.
    if (call.method !== 'delete' && !(await isMeant(call, connection))) return;
    const { performer, reporter } = this.parts;
    const end = await withCancellableProgress(`Running again on ${connection.name}`, ({ signal, report }) =>
      performer.perform({
        call,
        connection,
        form: call.method,
        values: {},
        csv: undefined,
        signal,
        onProgress: report,
      }),
    );
    reporter.inform(
      end.text,
      Object.fromEntries(end.actions.map((action) => [action.label, () => action.run()])),
    );
  }

  private report(error: unknown, connection: Connection, retry: () => Promise<void>): void {
    if (isCancellation(error)) return;
    const again = (): Promise<void> =>
      retry().catch((fault: unknown) => this.report(fault, connection, retry));
    this.parts.reporter.show(error, { intent: 'run it again', connection }, again).catch(() => undefined);
  }
}

function isShowing(call: Call): call is ShowingCall {
  return call.method === 'read' || call.method === 'history';
}

async function isMeant(call: ChangingCall, { name, address, webApi, user }: Connection): Promise<boolean> {
  const verb = call.method === 'create' ? 'Create' : 'Execute';
  const detail = pythonOf(call, { address, webApi, user });
  const answer = await window.showWarningMessage(
    `${verb} this again on ${name}?`,
    { modal: true, detail },
    verb,
  );
  return answer === verb;
}
