import type { Case, ColumnData, FrameData, Outcome } from './cases';

/** What tells two answers of a step apart, in words; undefined when they agree (test/fixtures/conformance/README.md). */
export function difference(want: Outcome, have: Outcome, rules: Case): string | undefined {
  if (
    (want.error === undefined) !== (have.error === undefined) ||
    (want.frames === undefined) !== (have.frames === undefined)
  ) {
    return `want ${short(want)}, have ${short(have)}`;
  }
  if (want.error?.any !== true && !equal(want.error, have.error)) {
    return `error: want ${short(want.error)}, have ${short(have.error)}`;
  }
  for (const field of ['ok', 'written'] as const) {
    if (!equal(want[field], have[field]))
      return `${field}: want ${short(want[field])}, have ${short(have[field])}`;
  }
  const http = want.http && httpDifference(want.http, have.http);
  if (http !== undefined) return http;
  return want.frames && have.frames && framesDifference(want.frames, have.frames, rules);
}

function httpDifference(want: NonNullable<Outcome['http']>, have: Outcome['http']): string | undefined {
  if (want.status !== have?.status) return `status: want ${want.status}, have ${short(have)}`;
  if (want.body === undefined || equal(parsed(want.body), parsed(have.body ?? ''))) return undefined;
  return `body: want ${short(want.body)}, have ${short(have.body)}`;
}

/** Bodies that are JSON compare as JSON. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function framesDifference(wanted: FrameData[], had: FrameData[], rules: Case): string | undefined {
  const want = canonical(wanted, rules);
  const have = canonical(had, rules);
  if (want.length !== have.length)
    return `want ${want.length} frames, have ${have.length}: ${short(have[0])}`;
  for (const [number, frame] of want.entries()) {
    const found = frameDifference(frame, have[number] ?? emptyFrame, Number(rules.tolerance ?? 0));
    if (found !== undefined) return `frame ${number}: ${found}`;
  }
  return undefined;
}

const emptyFrame: FrameData = { indices: [], columns: [] };

function frameDifference(want: FrameData, have: FrameData, tolerance: number): string | undefined {
  if (!equal(want.labels, have.labels))
    return `labels: want ${short(want.labels)}, have ${short(have.labels)}`;
  for (const part of ['indices', 'columns'] as const) {
    const names = [want, have].map((frame) => frame[part].map(({ name }) => name));
    if (!equal(names[0], names[1])) return `${part}: want ${short(names[0])}, have ${short(names[1])}`;
    for (const [i, column] of want[part].entries()) {
      const found = columnDifference(column, have[part][i] ?? column, tolerance);
      if (found !== undefined) return `column '${column.name}': ${found}`;
    }
  }
  return undefined;
}

function columnDifference(want: ColumnData, have: ColumnData, tolerance: number): string | undefined {
  for (const field of ['dtype', 'kind', 'size', 'nulls'] as const) {
    if (!equal(want[field], have[field]))
      return `${field}: want ${short(want[field])}, have ${short(have[field])}`;
  }
  if (want.values?.length !== have.values?.length)
    return `want ${short(want.values)}, have ${short(have.values)}`;
  for (const [row, x] of (want.values ?? []).entries()) {
    const y = have.values?.[row];
    // What stands in for a null is not compared.
    if (x === '*' || x === y || want.nulls?.includes(row)) continue;
    if (want.dtype !== 'FLOAT' || !sameDouble(Number(x), Number(y), tolerance)) {
      return `row ${row}: want ${short(x)}, have ${short(y)}`;
    }
  }
  return undefined;
}

function sameDouble(x: number, y: number, tolerance: number): boolean {
  if (x === y || (Number.isNaN(x) && Number.isNaN(y))) return true;
  if (!Number.isFinite(x) || !Number.isFinite(y)) return false;
  return Math.abs(x - y) <= tolerance * Math.max(Math.abs(x), Math.abs(y));
}

/** Frames in the form in which two answers are compared: what has no promised order is put into one. */
function canonical(original: FrameData[], { unordered = [], boundaries = false }: Case): FrameData[] {
  let frames = structuredClone(original);
  for (const { dtype, values } of frames.flatMap(columnsOf)) {
    if (dtype === 'FLOAT')
      values?.forEach((value, row) => (values[row] = value === '*' ? value : String(Number(value))));
  }
  if (unordered.includes('columns'))
    for (const frame of frames) frame.columns.sort((a, b) => compare(a.name, b.name));
  if (!boundaries) frames = joined(frames);
  if (unordered.includes('rows')) frames.forEach(sortRows);
  if (unordered.includes('frames')) frames.sort((a, b) => compare(JSON.stringify(a), JSON.stringify(b)));
  return frames;
}

/** Joins frames of the same shape. */
function joined(frames: FrameData[]): FrameData[] {
  const groups = new Map<string, FrameData>();
  for (const frame of frames) {
    const shape = JSON.stringify([
      ...(['indices', 'columns'] as const).map((part) =>
        frame[part].map(({ name, dtype, kind, values }) => [
          name,
          dtype,
          kind,
          kind === undefined ? undefined : values,
        ]),
      ),
      frame.labels,
    ]);
    const group = groups.get(shape);
    if (group) append(group, frame);
    else groups.set(shape, frame);
  }
  return [...groups.values()];
}

function append(group: FrameData, frame: FrameData): void {
  const before = rowsOf(group);
  const more = columnsOf(frame);
  for (const [i, column] of columnsOf(group).entries()) {
    const { values = [], nulls, size = 0 } = more[i] ?? column;
    if (column.kind !== undefined) column.size = (column.size ?? 0) + size;
    else column.values?.push(...values);
    if (nulls) column.nulls = [...(column.nulls ?? []), ...nulls.map((row) => before + row)];
  }
}

function sortRows(frame: FrameData): void {
  const columns = columnsOf(frame).filter(({ kind, values }) => kind === undefined && values !== undefined);
  const keys = Array.from({ length: columns[0]?.values?.length ?? 0 }, (_, row) =>
    JSON.stringify(columns.map(({ values, nulls }) => (nulls?.includes(row) ? [1] : [0, values?.[row]]))),
  );
  const order = keys.map((_, row) => row).sort((a, b) => compare(keys[a] ?? '', keys[b] ?? ''));
  for (const column of columns) {
    const { values = [], nulls } = column;
    column.values = order.map((row) => values[row] ?? null);
    if (nulls) column.nulls = nulls.map((row) => order.indexOf(row)).sort((a, b) => a - b);
  }
}

function rowsOf(frame: FrameData): number {
  for (const { kind, size, values } of columnsOf(frame)) {
    if (kind !== undefined) return size ?? 0;
    if (values) return values.length;
  }
  return 0;
}

function columnsOf({ indices, columns }: FrameData): ColumnData[] {
  return [...indices, ...columns];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function equal(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

/** Members in one order, absent ones left out. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => compare(a, b)));
}

function short(value: unknown): string {
  const text = JSON.stringify([value]).slice(1, -1);
  return text.length <= 500 ? text : `${text.slice(0, 500)}…`;
}
