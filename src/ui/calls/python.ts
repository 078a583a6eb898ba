import type { StreamQuery } from '../../frames/query';
import type { Call } from './call';
import { pythonCall, type PythonCall } from './pythonCall';
import { pythonLiteral, pythonString } from './pythonLiteral';

/** In which session a call is made. */
export interface PythonSession {
  /** As `parseAddress` reads it. */
  readonly address: string;
  /**
   * That of the session: tables are then relative to it, also in SQL. Without one, as the clients of this window are made,
   * the first segment of a table's path names the container.
   */
  readonly container?: string | undefined;
  /** The web API that holds the data (`data_url`). */
  readonly webApi?: string | undefined;
  /** Whose password is asked of the environment; without one it is the access key. */
  readonly user?: string | undefined;
}

const defaultAddress = 'framesd:8081';

/**
 * The Python code that makes the same call with the client of Frames (`v3io_frames`). It runs as it stands, names only the
 * parameters that are set, and holds no secret: the client takes them from its environment.
 */
export function pythonOf(call: Call, session: PythonSession = { address: defaultAddress }): string {
  const { container, before = [], method, args, result } = pythonCall(call, session.container);
  const invocation = `client.${method}(${listed(args)})`;
  const body = [
    clientLine(session, container),
    ...before,
    result === undefined ? invocation : `${result} = ${invocation}`,
  ].join('\n');
  const imports = [
    body.includes('pd.') ? 'import pandas as pd' : undefined,
    'import v3io_frames as v3f',
    body.includes('fpb.') ? 'from v3io_frames import frames_pb2 as fpb' : undefined,
  ].filter((line) => line !== undefined);
  return `${imports.join('\n')}\n\n${comments(session)}\n${body}\n`;
}

/**
 * The same reads of several shards of a stream, one after the other, as one DataFrame with the shard as its outermost index.
 * @param shards their numbers; or how many there are, where all are read, and undefined where that is not known
 */
export function pythonOfShards(
  query: StreamQuery,
  shards: readonly string[] | number | undefined,
  session: PythonSession = { address: defaultAddress },
): string {
  const { container, args } = pythonCall({ method: 'read', query }, session.container);
  const ofShard = args.map(([name, value]): PythonCall['args'][number] =>
    name === 'shard_id' ? [name, { code: 'str(shard)' }] : [name, value],
  );
  const numbers = typeof shards === 'object' ? `[${shards.join(', ')}]` : `range(${shards ?? 'shards'})`;
  const read = `shard: client.read(${listed(ofShard)})`.replaceAll('\n', '\n        ');
  return [
    'import pandas as pd',
    'import v3io_frames as v3f',
    '',
    comments(session),
    clientLine(session, container),
    ...(shards === undefined ? ['shards = 1  # How many the stream has.'] : []),
    'df = pd.concat(',
    '    {',
    `        ${read}`,
    `        for shard in ${numbers}`,
    '    },',
    '    names=["shard"],',
    ')',
    '',
  ].join('\n');
}

function clientLine({ address, webApi }: PythonSession, container: string | undefined): string {
  const args = [
    pythonString(address),
    ...(container === undefined ? [] : [`container=${pythonString(container)}`]),
    ...(webApi === undefined ? [] : [`data_url=${pythonString(webApi)}`]),
  ];
  return `client = v3f.Client(${inLines(args)})`;
}

function comments({ user, address }: PythonSession): string {
  const secrets =
    user === undefined
      ? '# The access key comes from the environment variable V3IO_ACCESS_KEY.'
      : '# User and password come from the environment variables V3IO_USERNAME and V3IO_PASSWORD.';
  return /^grpcs:/i.test(address.trim())
    ? `${secrets}\n# This client has no gRPC inside TLS: put the https:// address of the service here.`
    : secrets;
}

function listed(args: PythonCall['args']): string {
  const set = args.flatMap(([name, value]) =>
    value === undefined || (Array.isArray(value) && value.length === 0)
      ? []
      : [`${name}=${pythonLiteral(value)}`],
  );
  return inLines(set);
}

/** Characters of a line, as Python's formatters count them. */
const lineLength = 88;

/** Arguments on one line where it is short enough, else each on its own. */
function inLines(args: readonly string[]): string {
  const line = args.join(', ');
  return line.length <= lineLength - 'client = v3f.Client()'.length
    ? line
    : `\n    ${args.join(',\n    ')},\n`;
}
