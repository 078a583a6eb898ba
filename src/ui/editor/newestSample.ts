import type { Frame } from '../../data/frame';
import { formatTime } from '../../data/time';
import type { FramesClient } from '../../frames/client';
import type { TsdbTableQuery } from '../../frames/query';
import { parseMoment } from '../../data/relativeTime';
import { printExpression } from '../../language/expression/print';
import type { TsdbPlan } from '../../language/fsql/plan/plan';
import { readSqlQuery } from '../../language/sql/query';
import { readPlan, type ReadPlanOptions } from './readPlan';
import { collectionOf } from './toQuery';

type Reads = Pick<FramesClient, 'read'>;

const day = 86_400_000n;
const hour = 3_600_000n;

/** How far to look back, from the newest: counting all samples of a large table costs too much. Undefined: to the first. */
const spans = [
  { span: day, name: 'the last day' },
  { span: 7n * day, name: 'the last 7 days' },
  { span: 30n * day, name: 'the last 30 days' },
  { span: 365n * day, name: 'the last 365 days' },
  { span: undefined, name: 'all samples' },
] as const;

/** Cells into which a range is cut to see in which of them the newest sample is. */
const cells = 200n;

/** Milliseconds: a range as short as this is read as it is. */
const shortest = 60_000n;

export interface NewestReadOptions extends ReadPlanOptions {
  readonly nowMs: bigint;
  /** Gets which range is looked into; then, when the newest sample was. */
  readonly onPart: (part: string) => void;
}

/**
 * What a query finds over a range as long as its own that ends with the newest sample that it can find; nothing where there is
 * none.
 * @throws FramesError
 */
export async function* newestRead(
  client: Reads,
  plan: TsdbPlan,
  options: NewestReadOptions,
): AsyncGenerator<Frame, void, undefined> {
  const { onPart, nowMs } = options;
  const newest = await newestSample(client, plan, options);
  if (newest === undefined) {
    onPart('no samples until now');
    return;
  }
  const end = plan.end === undefined ? nowMs : parseMoment(plan.end, nowMs);
  const start = plan.start === undefined ? end - hour : parseMoment(plan.start, nowMs);
  onPart(`up to the newest sample, ${formatTime(newest * 1_000_000n)}`);
  yield* readPlan(client, { ...plan, start: String(newest - (end - start)), end: String(newest) }, options);
}

/** When the newest sample was that a query's metrics and condition can find, in milliseconds since the epoch. */
async function newestSample(
  client: Reads,
  plan: TsdbPlan,
  { container, signal, onPart, nowMs }: NewestReadOptions,
): Promise<bigint | undefined> {
  const { columns, filter } = readSqlQuery(plan.sql);
  const metrics = [...new Set(columns.map(({ metric }) => metric).filter((metric) => metric !== ''))];
  const base: TsdbTableQuery = {
    backend: 'tsdb',
    table: collectionOf(plan, container).path,
    ...(metrics.length > 0 && { columns: metrics }),
    ...(filter && { filter: printExpression(filter) }),
  };
  const latest = async (query: Partial<TsdbTableQuery>): Promise<bigint | undefined> => {
    let time: bigint | undefined;
    for await (const frame of client.read({ ...base, ...query }, { signal })) time = latestTime(frame, time);
    return time;
  };
  for (const { span, name } of spans) {
    onPart(`looking into ${name}`);
    let start = span === undefined ? 0n : nowMs - span;
    let end = nowMs;
    for (;;) {
      if (end - start <= shortest) return latest({ start: String(start), end: String(end) });
      const step = (end - start) / cells / 1000n + 1n;
      const found = await latest({
        start: String(start),
        end: String(end),
        step: `${step}s`,
        aggregators: ['count'],
      });
      if (found === undefined) break;
      start = found;
      const cellEnd = found + step * 1000n;
      end = cellEnd < end ? cellEnd : end;
    }
  }
  return undefined;
}

/** Of the index of times, in milliseconds. */
function latestTime({ indices, length }: Frame, before: bigint | undefined): bigint | undefined {
  const times = indices.find(({ dtype }) => dtype === 'time');
  let latest = before;
  for (let row = 0; row < length; row++) {
    const value = times?.at(row);
    if (typeof value !== 'bigint') continue;
    const ms = value / 1_000_000n;
    if (latest === undefined || ms > latest) latest = ms;
  }
  return latest;
}
