import { parseDuration, parseMoment, TimeTextError } from '../data/relativeTime';
import { ACROSS_SERIES_SUFFIX, isAggregate, aggregates as readAggregates } from '../language/sql/functions';

/**
 * What is wrong with an argument: a sentence that says what to write instead, or undefined when the service takes it. The client asks
 * these functions before it sends anything, and forms ask the same ones while the user types. They refuse what every service refuses, and
 * no more: several take more than the README of Frames tells of. Unless said otherwise an empty text is fine, as it stands for the default.
 */
export type Problem = string | undefined;

/** Starting points of a stream read (spec/stream.md §3). */
export const seeks = ['earliest', 'latest', 'sequence', 'time'] as const;

/** What history tells of (spec/history.md §1). */
export const historyActions = ['create', 'delete', 'execute', 'read', 'write'] as const;

const MS_PER_DAY = 86_400_000n;
/** Samples an hour, beyond which a table cannot be laid out (spec/tsdb.md §2). */
const HIGHEST_RATE = 4000n;
const samplesPerHour: Readonly<Record<string, bigint>> = { s: 3600n, m: 60n, h: 1n };
const MAX_INT64 = 2n ** 63n - 1n;

/** The path of a collection in its container; never empty. What no service could keep is refused. */
export function tableProblem(text: string): Problem {
  if (text.replaceAll('/', '') === '') return 'Name a table, such as examples/taxi.';
  if (text.includes('\0')) return 'A table name cannot hold a NUL character.';
  if (text.split('/').includes('..')) {
    return "A table path cannot hold '..': name the table from the top of its container.";
  }
  return undefined;
}

/** A moment: `now`, `now-` or `now+` and a duration, RFC 3339 with a zone, or milliseconds since 1970 (spec/tsdb.md §5). */
export function timeProblem(text: string): Problem {
  if (text === '' || momentOf(text) !== undefined) return undefined;
  return 'Write now, a time before now such as now-2h (s, m, h or d), a date with its zone such as 2026-01-31T15:04:05Z, or milliseconds since 1970.';
}

/**
 * Two moments, both inclusive, of which the first must not be the later one. What depends on the clock of the service is left to the
 * service, as when a fixed date stands beside `now`.
 */
export function timeRangeProblem({ start, end }: { readonly start: string; readonly end: string }): Problem {
  const problem = timeProblem(start) ?? timeProblem(end);
  if (problem !== undefined) return problem;
  const [first, last] = [momentOf(start), momentOf(end)];
  if (first === undefined || last === undefined) return undefined;
  if (start.startsWith('now') !== end.startsWith('now') || first <= last) return undefined;
  return 'The start is later than the end.';
}

/** A step or window: a whole number and `s`, `m`, `h` or `d`; hours without a unit (spec/tsdb.md §5). */
export function durationProblem(text: string): Problem {
  return durationOf(text) === undefined
    ? 'Write a whole number and s, m, h or d, such as 30m, 2h or 1d.'
    : undefined;
}

/** The ingestion rate of a time series table, never empty: a whole number, `/`, and `s`, `m` or `h` (spec/tsdb.md §2). */
export function rateProblem(text: string): Problem {
  const [, count = '', unit = ''] = /^\+?(\d{1,19})\/([smh])$/.exec(text) ?? [];
  const times = samplesPerHour[unit];
  if (times === undefined || BigInt(count) === 0n) {
    return 'Write how many samples come per second, minute or hour, such as 1/s, 10/m or 50/h.';
  }
  if (BigInt(count) * times <= HIGHEST_RATE) return undefined;
  return 'That is too high: a table takes at most 1/s, 66/m or 4000/h.';
}

/** The interval of aggregates that are kept with a table: a duration that divides a day, or whole days (spec/tsdb.md §2). */
export function granularityProblem(text: string): Problem {
  if (text === '') return undefined;
  const length = durationOf(text);
  if (length === undefined || length === 0n) {
    return 'Write a whole number of at least 1 and m, h or d, such as 30m, 2h or 1d.';
  }
  if (MS_PER_DAY % length === 0n || length % MS_PER_DAY === 0n) return undefined;
  return 'It must divide a day evenly, or be whole days: 10m, 30m, 2h and 1d do.';
}

/** The aggregates that are kept with a table: a list of names, or `*` for all (spec/tsdb.md §2). */
export function aggregatesProblem(list: string | readonly string[]): Problem {
  return unknownName(namesOf(list).filter((name) => name !== '' && name !== '*'));
}

/**
 * The functions of a read: over time as in `avg`, or across series as in `avg_all`, but not both at once; an empty entry among others
 * stands for the samples themselves (spec/tsdb.md §6, §9, §10).
 */
export function aggregatorsProblem(list: string | readonly string[]): Problem {
  const names = namesOf(list).filter((name) => name !== '');
  const across = names.filter((name) => name.endsWith(ACROSS_SERIES_SUFFIX));
  const problem = unknownName(
    names.map((name) => (across.includes(name) ? name.slice(0, -ACROSS_SERIES_SUFFIX.length) : name)),
  );
  if (problem !== undefined) return problem;
  if (across.length > 0 && across.length < names.length) {
    return `Functions over time and across series (those that end in ${ACROSS_SERIES_SUFFIX}) cannot be mixed.`;
  }
  return repeatedName(names);
}

/** Names of columns of which none may be empty or come twice, such as partition keys. */
export function columnNamesProblem(names: readonly string[]): Problem {
  return names.includes('') ? 'A column name is empty.' : repeatedName(names);
}

/** A whole number of at least `min`, which is 1 unless given: rows of a message, shards, hours of retention, milliseconds. */
export function countProblem(count: string | number, min: 0 | 1 = 1): Problem {
  const number = typeof count === 'number' ? count : /^\s*\+?\d+\s*$/.test(count) ? Number(count) : NaN;
  return Number.isSafeInteger(number) && number >= min
    ? undefined
    : `Write a whole number of at least ${min}.`;
}

/** The number of a shard, from 0; never empty (spec/stream.md §3). */
export function shardIdProblem(text: string): Problem {
  return /^\d+$/.test(text) ? undefined : 'Write the number of a shard: 0 is the first.';
}

/** The number of a record in its shard: 1 is the first; never empty (spec/stream.md §3). */
export function sequenceProblem(sequence: string | bigint): Problem {
  const isNumber = typeof sequence === 'bigint' || /^\s*\+?\d{1,19}\s*$/.test(sequence);
  const number = isNumber ? BigInt(typeof sequence === 'bigint' ? sequence : sequence.replace('+', '')) : -1n;
  if (number >= 0n && number <= MAX_INT64) return undefined;
  return 'Write the number of a record: 1 is the first of a shard.';
}

/** Milliseconds since 1970, as if the current time were that moment. */
function momentOf(text: string): bigint | undefined {
  // Go reads on behind the nanoseconds, and drops what is there.
  return readTime(() => parseMoment(text.replace(/([.,]\d{9})\d+/, '$1'), 0n));
}

function durationOf(text: string): bigint | undefined {
  return readTime(() => parseDuration(text));
}

function readTime(read: () => bigint): bigint | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof TimeTextError) return undefined;
    throw error;
  }
}

function namesOf(list: string | readonly string[]): string[] {
  return (typeof list === 'string' ? list.split(',') : list).map((name) => name.trim());
}

function unknownName(names: readonly string[]): Problem {
  const unknown = names.find((name) => !isAggregate(name));
  if (unknown === undefined) return undefined;
  return `There is no function named '${unknown}'. Known are ${Object.keys(readAggregates).join(', ')}.`;
}

function repeatedName(names: readonly string[]): Problem {
  const repeated = names.find((name, i) => names.indexOf(name) !== i);
  return repeated === undefined ? undefined : `'${repeated}' appears more than once.`;
}
