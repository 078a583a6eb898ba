import type { Scalar } from '../data/dtype';
import type {
  CreateRequest,
  DeleteRequest,
  ExecRequest,
  InitialWriteRequest,
  ReadRequest,
} from '../wire/messages';
import { formatGoFloat } from './goFormat';
import { saveModes } from './requestRules';

/**
 * What a history tells of a request besides table and time, by the names that its readers see as columns (spec/history.md §1).
 * What a request does not say is left out.
 */
export type HistoryDetails = ReadonlyMap<string, string>;

/** @param defaultMessageLimit what the kind of table takes when the request names none; 0: it has no default */
export function readDetails(request: ReadRequest, defaultMessageLimit: bigint): HistoryDetails {
  return present({
    query: request.query,
    columns: request.columns.join(','),
    filter: request.filter,
    groupBy: request.groupBy,
    limit: integer(request.limit),
    messageLimit: integer(request.messageLimit === 0n ? defaultMessageLimit : request.messageLimit),
    shardingkeys: request.shardingKeys.join(','),
    sortKeyRangeStart: request.sortKeyRangeStart,
    sortKeyRangeEnd: request.sortKeyRangeEnd,
    start: request.start,
    end: request.end,
    step: request.step,
    aggregators: request.aggregators,
    aggregationWindow: request.aggregationWindow,
    seek: request.seek,
    shardID: request.shardId,
    sequence: integer(request.sequence),
  });
}

export function writeDetails(request: InitialWriteRequest): HistoryDetails {
  return present({
    expression: request.expression,
    condition: request.condition,
    partitionKeys: request.partitionKeys.join(','),
    saveMode: request.saveMode === '' ? saveModes[0] : request.saveMode,
  });
}

export function createDetails(request: CreateRequest): HistoryDetails {
  return present({
    rate: request.rate,
    aggregates: request.aggregates,
    aggregationGranularity: request.aggregationGranularity,
    shards: integer(request.shards),
    retentionHours: integer(request.retentionHours),
  });
}

export function deleteDetails(request: DeleteRequest): HistoryDetails {
  return present({
    filter: request.filter,
    start: request.start,
    end: request.end,
    metrics: request.metrics.join(','),
  });
}

/** Characters of one detail, and details of one request: no call may make the history large by itself. */
const longestDetail = 10_000;
const mostDetails = 50;

/** The text, or its beginning with an ellipsis behind. */
export function clipped(text: string): string {
  return text.length <= longestDetail ? text : `${text.slice(0, longestDetail)}…`;
}

/** The arguments of a command stand as `args_<name>`; those that look secret are masked. */
export function executeDetails(request: ExecRequest): HistoryDetails {
  const { command, expression, args } = request;
  const shown = [...args]
    .slice(0, mostDetails)
    .map(([name, value]): [string, string] => [
      clipped(`args_${name}`),
      isSecret(clipped(name), command) ? mask : protoText(value),
    ]);
  return present({ command, expression, ...Object.fromEntries(shown) });
}

const mask = '***';

/**
 * Whether the value of an argument may be one that only its sender should know. Of a name such as `session-key` or `apiToken`
 * every word counts, unless the command is one of ours that means the key of an item, an attribute or a record by it.
 */
function isSecret(name: string, command: string): boolean {
  if (plainKeys.get(name)?.test(command) === true) return false;
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .some((word) => secretWord.test(word));
}

/** Arguments that are no secrets, with the commands whose they are (spec/kv.md §9, spec/stream.md). */
const plainKeys: ReadonlyMap<string, RegExp> = new Map([
  ['key', /^\s*(infer|infer_?schema|update)\s*$/i],
  ['partition_key', /^\s*put\s*$/i],
]);

const secretWord = /^(keys?|.*(password|passwd|passphrase|pwd|token|secret|credential|apikey|accesskey).*)$/;

function integer(value: bigint): string {
  return value === 0n ? '' : value.toString();
}

function present(details: Readonly<Record<string, string>>): HistoryDetails {
  const said = Object.entries(details).filter(([, text]) => text !== '');
  return new Map(said.map(([name, text]) => [name, clipped(text)]));
}

/** A value as Go prints its message: the name of the field, a colon, the value and a space. */
function protoText(scalar: Scalar): string {
  switch (scalar.dtype) {
    case 'integer':
      return `ival:${scalar.value} `;
    case 'time':
      return `tval:${scalar.value} `;
    case 'boolean':
      return `bval:${scalar.value} `;
    case 'float':
      return `fval:${protoFloat(scalar.value)} `;
    case 'string':
      return `sval:${protoString(clipped(scalar.value))} `;
  }
}

function protoFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return formatGoFloat(value);
}

/** Byte by byte: what is no printable ASCII stands as its octal number. */
function protoString(text: string): string {
  const escaped = [...Buffer.from(text)].map((byte) => {
    const char = String.fromCharCode(byte);
    const short = shortEscapes[char];
    if (short !== undefined) return short;
    return byte >= 0x20 && byte < 0x7f ? char : `\\${byte.toString(8).padStart(3, '0')}`;
  });
  return `"${escaped.join('')}"`;
}

const shortEscapes: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '"': '\\"',
  '\\': '\\\\',
};
