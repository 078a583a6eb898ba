import {
  bytesPerSample,
  type CellQuery,
  type CellSource,
  type Measure,
  type SampleKind,
  type SampleRange,
  type Series,
} from './series';

/** The SQL of series, in one place. Only numbers and names of this file ever become part of its text; lists are bound. */

/** The tables of all series; `directory` is the id of the directory that a series lies in. */
export const seriesTables = [
  'CREATE TABLE IF NOT EXISTS series (id BIGINT, directory BIGINT, metric VARCHAR, labels VARCHAR, kind VARCHAR, max_time BIGINT)',
  'CREATE TABLE IF NOT EXISTS samples (series BIGINT, time BIGINT, value DOUBLE)',
  'CREATE TABLE IF NOT EXISTS text_samples (series BIGINT, time BIGINT, value VARCHAR)',
];

export const sampleTables: Readonly<Record<SampleKind, string>> = { number: 'samples', text: 'text_samples' };

/**
 * Samples, those of each series in order of time. So the rows lie, series by series: each write adds later ones (`SampleBatch`).
 * A scan keeps that order; a join, which a list of ids becomes, does not.
 * @param most rows, at most
 */
export function selectSamples(
  kind: SampleKind,
  series: readonly Series[],
  { most, ...range }: SampleRange & { readonly most?: number | undefined },
): string {
  const sql = `SELECT series::DOUBLE, time::DOUBLE, value FROM ${sampleTables[kind]} WHERE ${within(series, range)}`;
  const order = inRuns(series) === undefined ? ' ORDER BY time' : '';
  return sql + order + (most === undefined ? '' : ` LIMIT ${most}`);
}

export function selectExtents(kind: SampleKind, series: readonly Series[], range: SampleRange): string {
  const bytes = `count(*) * ${bytesPerSample}` + (kind === 'text' ? ' + sum(strlen(value))' : '');
  return `SELECT series::DOUBLE, (${bytes})::DOUBLE, min(time), max(time) FROM ${sampleTables[kind]} WHERE ${within(series, range)} GROUP BY series`;
}

export function deleteSamples(kind: SampleKind, series: readonly Series[], range: SampleRange): string {
  return `DELETE FROM ${sampleTables[kind]} WHERE ${within(series, range)}`;
}

export function maxTimes(kind: SampleKind, series: readonly Series[]): string {
  return `SELECT series, max(time) FROM ${sampleTables[kind]} WHERE series IN (${idsOf(series)}) GROUP BY series`;
}

/** All that directories hold of series, samples first. */
export function dropDirectories(directoryIds: readonly number[]): string[] {
  const ids = directoryIds.join();
  const dropped = `SELECT id FROM series WHERE directory IN (${ids})`;
  return [
    ...Object.values(sampleTables).map((table) => `DELETE FROM ${table} WHERE series IN (${dropped})`),
    `DELETE FROM series WHERE directory IN (${ids})`,
  ];
}

export function setMaxTimes(series: readonly Series[]): string {
  const rows = series.map(({ id, maxTime }) => `(${id}, ${maxTime})`).join();
  return `UPDATE series SET max_time = changed.time FROM (VALUES ${rows}) changed(id, time) WHERE series.id = changed.id`;
}

export function deleteSeries(series: readonly Series[]): string {
  return `DELETE FROM series WHERE id IN (${idsOf(series)})`;
}

function within(series: readonly Series[], { startMs, endMs }: SampleRange): string {
  const which = inRuns(series) ?? `series IN (${idsOf(series)})`;
  return `${which} AND time BETWEEN ${startMs} AND ${endMs}`;
}

/** Beyond so many ranges a list is quicker. */
const mostRuns = 8;

/** A condition for series whose ids have few gaps, as those of a table mostly have: the scan itself sees to ranges, but to no list. */
function inRuns(series: readonly Series[]): string | undefined {
  const runs: { first: number; last: number }[] = [];
  for (const id of series.map((each) => each.id).sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run !== undefined && id <= run.last + 1) run.last = id;
    else runs.push({ first: id, last: id });
    if (runs.length > mostRuns) return undefined;
  }
  return `(${runs.map(({ first, last }) => `series BETWEEN ${first} AND ${last}`).join(' OR ')})`;
}

function idsOf(series: readonly Series[]): string {
  return series.map(({ id }) => id).join();
}

/**
 * What a grid of cells holds: frame, cell, slot, then the measures. Lists are bound in the order of `cellLists`.
 *
 * A sample belongs to the cells `first` to `last`. Samples of a series with the same cells are combined at once, so that a
 * window that spans many cells multiplies what was combined already, never samples.
 */
export function selectCells(query: CellQuery): string {
  const { collected, interpolated, measures } = query;
  const parts: string[] = [];
  const tables: string[] = [];
  let bound = 0;
  const addTable = (name: string, columns: readonly string[]): void => {
    const lists = columns.map((column) => `unnest($${++bound}) AS ${column}`).join(', ');
    tables.push(`${name} AS MATERIALIZED (SELECT ${lists})`);
  };
  if (collected.length > 0) {
    addTable('collected', ['series', 'frame', 'slot']);
    parts.push(collectedCells(query));
  }
  if (interpolated.length > 0) {
    addTable('interpolated', ['series', 'frame', 'slot', 'line', 'interpolator', 'tolerance']);
    parts.push(interpolatedCells(query));
  }
  const columns = ['frame', 'cell', 'slot', ...measures.map(column)]
    .map((name) => `${name}::DOUBLE`)
    .join(', ');
  return `WITH ${tables.join(', ')} SELECT ${columns} FROM (${parts.join(' UNION ALL ')}) ORDER BY frame, cell, slot`;
}

function collectedCells(query: CellQuery): string {
  const { measures } = query;
  const { first, last, condition } = cellsOfSample(query);
  const inner = measures.map((measure) => `${ofSamples[measure]} AS ${column(measure)}`).join(', ');
  // Only which of the series is the last one has to know how late its samples are.
  const latest = measures.includes('last') ? 'max(time) AS latest, ' : '';
  const cells = first === last ? `${first} AS first` : `${first} AS first, ${last} AS last`;
  const combined =
    `SELECT series, ${cells}, ${latest}${inner} ` +
    `FROM (${samplesOf(query, 'collected')}) WHERE ${condition} GROUP BY ALL`;
  if (first === last && isAlone(query.collected)) {
    const names = measures.map(column).join(', ');
    return `SELECT frame, first AS cell, slot, ${names} FROM (${combined}) JOIN collected USING (series)`;
  }
  const spread = first === last ? 'first' : 'unnest(range(first, last + 1))';
  const outer = measures.map((measure) => `${ofParts[measure]} AS ${column(measure)}`).join(', ');
  return (
    `SELECT frame, cell, slot, ${outer} FROM (SELECT *, ${spread} AS cell FROM (${combined})) ` +
    'JOIN collected USING (series) GROUP BY frame, cell, slot'
  );
}

/** A name of ours is no keyword of the engine's. */
function column(measure: Measure): string {
  return `m_${measure}`;
}

/** NaN is greater than every other double to the engine: a maximum of NaN tells that there is one. */
function unlessNaN(maximum: string, value: string): string {
  return `CASE WHEN isnan(max(${maximum})) THEN 'NaN'::DOUBLE ELSE ${value} END`;
}

const ofSamples: Readonly<Record<Measure, string>> = {
  count: 'count(*)::DOUBLE',
  sum: 'sum(value)',
  sqr: 'sum(value * value)',
  min: unlessNaN('value', 'min(value)'),
  max: 'max(value)',
  last: unlessNaN('value', 'arg_max(value, time)'),
};

/** Of equally late samples of several series the one of the youngest series is the last. */
const ofParts: Readonly<Record<Measure, string>> = {
  count: 'sum(m_count)',
  sum: 'sum(m_sum)',
  sqr: 'sum(m_sqr)',
  min: unlessNaN('m_min', 'min(m_min)'),
  max: 'max(m_max)',
  last: unlessNaN('m_last', 'arg_max(m_last, (latest, series))'),
};

/** The values of several series at one time; the last is that of the youngest series. */
const ofSeries: Readonly<Record<Measure, string>> = {
  ...ofSamples,
  last: unlessNaN('value', 'arg_max(value, line)'),
};

/** A value alone. */
const ofOne: Readonly<Record<Measure, string>> = {
  count: '1::DOUBLE',
  sum: 'value',
  sqr: 'value * value',
  min: 'value',
  max: 'value',
  last: 'value',
};

interface CellsOfSample {
  readonly first: string;
  readonly last: string;
  readonly condition: string;
}

/** See `AggregatePlan.windowMs` for which cells a sample is in. The range keeps every dividend from being negative. */
function cellsOfSample({ startMs, stepMs, windowMs, cells }: CellQuery): CellsOfSample {
  const offset = `(time - ${startMs})`;
  if (windowMs === 0n) {
    const cell = `${offset} // ${stepMs}`;
    return { first: cell, last: cell, condition: 'true' };
  }
  const after = `(${offset} + ${stepMs - 1n}) // ${stepMs}`;
  if (windowMs <= stepMs) {
    const near =
      windowMs === stepMs ? `${offset} > ${-windowMs}` : `${after} * ${stepMs} - ${offset} <= ${windowMs}`;
    return { first: after, last: after, condition: `${near} AND ${after} < ${cells}` };
  }
  const first = `greatest(0, ${after})`;
  const last = `least(${cells - 1}, (${offset} + ${windowMs}) // ${stepMs})`;
  return { first, last, condition: `${first} <= ${last}` };
}

/**
 * The value that each line has at the time of each cell, combined over the lines of a slot. Every sample stands for the
 * cells behind the sample before it, up to its own time; of the samples between two cells only the ends have a say.
 */
function interpolatedCells(query: CellQuery): string {
  const { measures, startMs, stepMs, cells, interpolated } = query;
  // A value before the start may stand for the first cells, as far as the tolerance goes.
  const reach = interpolated.reduce((most, { toleranceMs }) => (toleranceMs > most ? toleranceMs : most), 0n);
  const range = { startMs: startMs - reach, endMs: query.range.endMs };
  const origin = startMs - ((reach + stepMs - 1n) / stepMs) * stepMs;
  const ends =
    'SELECT series, min(time) AS first_time, arg_min(value, time) AS first_value, ' +
    'max(time) AS last_time, arg_max(value, time) AS last_value ' +
    `FROM (${samplesOf({ ...query, range }, 'interpolated')}) GROUP BY series, (time - ${origin} + ${stepMs - 1n}) // ${stepMs}`;
  const either = (name: string): string =>
    `unnest(CASE WHEN first_time = last_time THEN [first_${name}] ELSE [first_${name}, last_${name}] END) AS ${name}`;
  const neighbours =
    'SELECT frame, slot, line, interpolator, tolerance, time, value, ' +
    'lag(time) OVER along AS before, lag(value) OVER along AS before_value ' +
    `FROM (SELECT series, ${either('time')}, ${either('value')} FROM (${ends})) ` +
    'JOIN interpolated USING (series) WINDOW along AS (PARTITION BY line ORDER BY time)';
  const spans =
    `SELECT *, CASE WHEN before >= ${startMs} THEN (before - ${startMs}) // ${stepMs} + 1 ELSE 0 END AS first, ` +
    `least(${cells - 1}, (time - ${startMs}) // ${stepMs}) AS last FROM (${neighbours}) WHERE time >= ${startMs}`;
  const points =
    `SELECT *, ${startMs} + cell * ${stepMs} AS moment FROM ` +
    `(SELECT *, unnest(range(first, last + 1)) AS cell FROM (${spans}) WHERE first <= last)`;
  const values = `SELECT frame, slot, line, cell, ${interpolation} AS value FROM (${points})`;
  const hasOneLineEach =
    new Set(interpolated.map(({ line }) => line)).size === new Set(interpolated.map(slotKey)).size;
  const outer = hasOneLineEach ? ofOne : ofSeries;
  const combined = measures.map((measure) => `${outer[measure]} AS ${column(measure)}`).join(', ');
  const grouping = hasOneLineEach ? '' : ' GROUP BY frame, cell, slot';
  return `SELECT frame, cell, slot, ${combined} FROM (${values}) WHERE value IS NOT NULL${grouping}`;
}

/** Whether no two series give values to one slot. */
function isAlone(sources: readonly CellSource[]): boolean {
  return new Set(sources.map(slotKey)).size === sources.length;
}

function slotKey({ frame, slot }: CellSource): string {
  return `${frame} ${slot}`;
}

/** Null where the rule gives no value (spec/tsdb.md §8). */
const interpolation = `CASE
  WHEN moment = time OR interpolator = 'none' THEN value
  WHEN interpolator = 'nan' THEN 'NaN'::DOUBLE
  WHEN interpolator = 'next_val' AND time - moment <= tolerance THEN value
  WHEN interpolator = 'prev_val' AND moment - before <= tolerance THEN before_value
  WHEN interpolator = 'linear' AND time - moment <= tolerance AND moment - before <= tolerance
    THEN before_value + (value - before_value) * (moment - before) / (time - before)
END`;

/** The samples of the series of a table; a text counts as 0 (spec/tsdb.md §9). */
function samplesOf({ range, ...query }: CellQuery, table: 'collected' | 'interpolated'): string {
  const which = inRuns(query[table].map(({ series }) => series)) ?? `series IN (SELECT series FROM ${table})`;
  const condition = `${which} AND time BETWEEN ${range.startMs} AND ${range.endMs}`;
  const numbers = `SELECT series, time, value FROM ${sampleTables.number} WHERE ${condition}`;
  if (query[table].every(({ series }) => series.kind === 'number')) return numbers;
  return `${numbers} UNION ALL SELECT series, time, 0::DOUBLE FROM ${sampleTables.text} WHERE ${condition}`;
}

/** What `selectCells` wants bound. */
export function cellLists({ collected, interpolated }: CellQuery): (readonly (bigint | string)[])[] {
  const lists: (readonly (bigint | string)[])[] = [];
  for (const sources of [collected, interpolated].filter(({ length }) => length > 0)) {
    lists.push(
      sources.map(({ series }) => BigInt(series.id)),
      sources.map(({ frame }) => BigInt(frame)),
      sources.map(({ slot }) => BigInt(slot)),
    );
  }
  if (interpolated.length > 0) {
    lists.push(
      interpolated.map(({ line }) => BigInt(line)),
      interpolated.map(({ interpolator }) => interpolator),
      interpolated.map(({ toleranceMs }) => toleranceMs),
    );
  }
  return lists;
}
