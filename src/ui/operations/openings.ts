import { Uri } from 'vscode';
import type { Frame } from '../../data/frame';
import type { FormValues } from '../../protocol/form';
import type { Call } from '../calls/call';
import { pythonOf } from '../calls/python';
import type { Connection } from '../connections/connection';
import type { LiveConnections } from '../connections/liveConnections';
import { reasonOf } from '../report';
import type { Reporter } from '../reporter';
import type { ReadRun, ResultOpening, RowAction } from '../results/resultOpening';

/** A call whose rows are shown in a grid. */
export type ShowingCall = Extract<Call, { readonly method: 'read' | 'history' }>;

export interface OpeningsOptions {
  readonly extensionUri: Uri;
  readonly live: Pick<LiveConnections, 'get'>;
  readonly reporter: Reporter;
  /** What can be done with a row of the history. */
  readonly again: (connection: Connection) => RowAction;
}

/** What a panel needs to be read again in another window: the form that it came from, which holds no secret. */
export interface FormOrigin {
  readonly form: string;
  readonly values: FormValues;
}

export function isFormOrigin(origin: unknown): origin is FormOrigin {
  const { form, values } = (origin ?? {}) as Partial<FormOrigin>;
  return typeof form === 'string' && typeof values === 'object';
}

/** The rows of a call as a result panel; where no form made it, it is not offered again in another window. */
export function openingOf(
  { extensionUri, live, reporter, again }: OpeningsOptions,
  {
    call,
    connection,
    origin,
  }: { readonly call: ShowingCall; readonly connection: Connection; readonly origin: FormOrigin | undefined },
): ResultOpening {
  const { backend, what } = subjectOf(call);
  const icon = (theme: string): Uri =>
    Uri.joinPath(extensionUri, 'media', 'kinds', `${backend ?? ''}-${theme}.svg`);
  return {
    key: `${connection.id} ${origin ? `${origin.form} ${JSON.stringify(origin.values)}` : pythonOf(call)}`,
    title: call.method === 'history' ? 'History' : what.slice(what.lastIndexOf('/') + 1),
    subtitle: [connection.name, backend, what]
      .filter((part) => part !== undefined && part !== '')
      .join(' · '),
    connectionId: connection.id,
    ...(backend === undefined || call.method === 'history'
      ? {}
      : { icon: { light: icon('light'), dark: icon('dark') } }),
    ...(origin && { origin }),
    call,
    session: { address: connection.address, webApi: connection.webApi, user: connection.user },
    ...(call.method === 'history' && { rowAction: again(connection) }),
    read: (run) => rowsOf(live, { call, connection, run }),
    describeError: (error) => reasonOf(error, connection),
    onError: (error) => reporter.actions(error, { intent: `read ${what}`, connection }),
  };
}

function subjectOf(call: ShowingCall): { readonly backend: string | undefined; readonly what: string } {
  if (call.method === 'history') return { backend: call.filter.backend, what: 'history' };
  const { query } = call;
  const isSql = query.backend === 'tsdb' && query.sql !== undefined;
  return { backend: query.backend, what: isSql ? 'SQL' : (query.table ?? '') };
}

async function* rowsOf(
  live: Pick<LiveConnections, 'get'>,
  {
    call,
    connection,
    run: { signal },
  }: {
    readonly call: ShowingCall;
    readonly connection: Connection;
    readonly run: ReadRun;
  },
): AsyncGenerator<Frame, void, undefined> {
  const { client } = await live.get(connection.id);
  if (call.method === 'read') yield* client.read(call.query, { signal });
  else yield* client.history(call.filter, { signal });
}
