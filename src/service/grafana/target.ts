import { FramesError } from '../../wire/errors';
import { int64, list, message, named, text, type JsonForm } from '../../wire/json/forms';
import { decodeJson } from '../../wire/json/requests';
import { emptyReadRequest, emptySession, type ReadRequest } from '../../wire/messages';

/** One thing that a dashboard asks for. */
export interface Target {
  /** How rows are shown: as a table, or as points of series. */
  readonly kind: 'table' | 'series';
  /** The fields asked for; none means all. */
  readonly fields: readonly string[];
  /** With the session that the text names; who asks is not in it. */
  readonly request: ReadRequest;
}

const keys = ['filter', 'fields', 'table', 'backend', 'container', 'step', 'query'] as const;
type Items = Partial<Record<(typeof keys)[number], string>>;

const item = new RegExp(`^\\s*(${keys.join('|')})\\s*=\\s*(.*)\\s*$`, 's');

/** What is no string is as absent: dashboards send drafts. */
const lenientText: JsonForm<string> = {
  ...text,
  read: (json, before) => (typeof json === 'string' ? json : before),
};

interface Range {
  readonly from: string;
  readonly to: string;
}

interface SimpleJson {
  readonly range: Range;
  readonly targets: readonly { readonly type: string; readonly target: string }[];
  readonly target: string;
  readonly maxDataPoints: bigint;
}

const simpleJson = message<SimpleJson>('requestSimpleJSONBase', {
  range: message('Range', { from: text, to: text }),
  targets: list(message('Target', { type: lenientText, target: lenientText }), '[]map[string]interface {}'),
  target: text,
  maxDataPoints: named('maxDataPoints', int64),
});

/**
 * What `/query` asks for; targets that name no backend are drafts and count for nothing (spec/wire.md §15).
 * @throws FramesError invalidArgument
 */
export function parseQuery(body: Uint8Array): readonly Target[] {
  const { range, targets } = decodeJson(simpleJson, body);
  return targets.flatMap(({ type, target }) => {
    const items = parseItems(target.split(';'), 'Failed to parse target: ');
    if (items.backend === undefined) return [];
    return [targetOf(items, { range, kind: type === 'table' ? 'table' : 'series' })];
  });
}

/** What `/search` asks for: nothing as long as backend or table are missing. Here alone values end before blanks. */
export function parseSearch(body: Uint8Array): readonly Target[] {
  const { range, target } = decodeJson(simpleJson, body);
  const items = parseItems(
    target.split(';').map((part) => part.trim()),
    '',
  );
  if (items.backend === undefined || items.table === undefined) return [];
  return [targetOf(items, { range, kind: 'table' })];
}

function parseItems(parts: readonly string[], prefix: string): Items {
  const items: Items = {};
  for (const part of parts) {
    if (part.trim() === '') continue;
    const [, key, value = ''] = item.exec(part) ?? [];
    const known = keys.find((name) => name === key);
    if (known === undefined) {
      throw new FramesError({
        code: 'invalidArgument',
        detail: `${prefix}field ${part} is illegal. field should be one of ${keys.join('|')}`,
      });
    }
    items[known] = value;
  }
  return items;
}

function targetOf(
  items: Items,
  { range, kind }: { readonly range: Range; readonly kind: Target['kind'] },
): Target {
  const { backend = '', table = '', filter = '', container = '', step = '', query = '' } = items;
  const fields = items.fields?.split(',') ?? [];
  const request: ReadRequest = {
    ...emptyReadRequest,
    session: { ...emptySession, container },
    backend,
    table,
    filter,
    columns: fields,
  };
  const inTime: Partial<ReadRequest> =
    backend === 'tsdb' ? { start: range.from, end: range.to, step, query } : {};
  return { kind, fields, request: { ...request, ...inTime } };
}
