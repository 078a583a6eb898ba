import type { Frame } from '../../../data/frame';
import type { CellChunk, CellQuery, CellSource, InterpolatedSource, Measure } from '../../storage/series';
import { measures } from '../../storage/series';
import { aggregates, type Aggregate } from './aggregates';
import { noLabels } from './labels';
import type { AcrossSeriesPlan, AggregatePlan, DownSamplePlan } from './plan';
import { ResultFrames } from './resultFrames';
import type { Reading } from './sampleSource';
import type { FrameSelection } from './selection';

type GridPlan = DownSamplePlan | AggregatePlan | AcrossSeriesPlan;

/** Longer than all of time, but far from where sums of times leave 64 bits. */
const longestMs = 2n ** 52n;

/** A value for each metric and function in each cell of the grid: the engine computes what the cells hold. */
export async function* readCells(
  plan: GridPlan,
  selected: readonly FrameSelection[],
  { series, signal }: Reading,
): AsyncGenerator<Frame> {
  const planned = planCells(plan, selected);
  const { query } = planned;
  if (query.collected.length === 0 && query.interpolated.length === 0) return;
  let current: { readonly frame: number; readonly rows: CellRows } | undefined;
  for await (const chunk of series.cells(query, signal)) {
    for (let i = 0; i < chunk.length; i++) {
      const frame = chunk.frames[i] ?? 0;
      if (current?.frame !== frame) {
        yield* taken(current?.rows);
        current = {
          frame,
          rows: new CellRows(plan, selected[frame], { query, slots: planned.slots[frame] ?? [] }),
        };
      }
      if (current.rows.isFullBefore(chunk, i)) yield* taken(current.rows);
      current.rows.add(chunk, i);
    }
  }
  yield* taken(current?.rows);
}

function* taken(rows: CellRows | undefined): Generator<Frame> {
  const frame = rows?.take();
  if (frame !== undefined) yield frame;
}

/** A column of a frame, and how its value follows from the measures of a slot's cells. */
interface Output {
  readonly column: number;
  readonly aggregate: Aggregate;
}

interface PlannedCells {
  readonly query: CellQuery;
  /** What each slot of each frame gives values to. */
  readonly slots: readonly (readonly (readonly Output[])[])[];
}

/** Each metric of a frame has a slot for its functions, and one for its interpolated value. */
function planCells(plan: GridPlan, selected: readonly FrameSelection[]): PlannedCells {
  const collected: CellSource[] = [];
  const interpolated: InterpolatedSource[] = [];
  const needed = new Set<Measure>();
  let lastLine = 0;
  const slots = selected.map(({ columns }, frame) => {
    const ofFrame = new Map<string, Output[]>();
    for (const [column, { metric, rule, lines }] of columns.entries()) {
      const aggregate = aggregates[rule.function ?? 'last'];
      for (const measure of aggregate.needs) needed.add(measure);
      const isCollected = plan.kind === 'aggregate' && rule.function !== undefined;
      const key = `${isCollected} ${metric}`;
      const known = ofFrame.get(key);
      if (known !== undefined) {
        known.push({ column, aggregate });
        continue;
      }
      const slot = ofFrame.size;
      ofFrame.set(key, [{ column, aggregate }]);
      if (!isCollected) lastLine++;
      for (const line of lines) {
        const sources = line.series.map((series) => ({ series, frame, slot }));
        if (isCollected) collected.push(...sources);
        else {
          // Across series each line has a value of its own; otherwise those of a group are interpolated as one.
          if (plan.kind === 'acrossSeries') lastLine++;
          const rest = {
            interpolator: rule.interpolator,
            toleranceMs: bounded(rule.toleranceMs),
            line: lastLine,
          };
          interpolated.push(...sources.map((source) => ({ ...source, ...rest })));
        }
      }
    }
    return [...ofFrame.values()];
  });
  const { startMs, cells, stepMs } = plan.grid;
  const windowMs = plan.kind === 'aggregate' ? bounded(plan.windowMs) : 0n;
  const query = {
    ...{ startMs, cells, windowMs, stepMs: bounded(stepMs), collected, interpolated },
    range: { startMs: plan.startMs - windowMs, endMs: plan.endMs },
    measures: measures.filter((measure) => needed.has(measure)),
  };
  return { query, slots };
}

function bounded(milliseconds: bigint): bigint {
  return milliseconds < longestMs ? milliseconds : longestMs;
}

interface CellLayout {
  readonly query: CellQuery;
  readonly slots: readonly (readonly Output[])[];
}

/** Arranges cells of one label set as rows. */
class CellRows {
  private readonly rows: ResultFrames;
  private readonly startMs: number;
  private readonly stepMs: number;
  private readonly measures: Record<Measure, number> = { count: 0, sum: 0, sqr: 0, min: 0, max: 0, last: 0 };
  /** The latest cell of each slot, and what was last in it. */
  private readonly previous = new Map<number, { readonly cell: number; readonly last: number }>();
  private cell = -1;

  constructor(
    plan: GridPlan,
    selection: FrameSelection | undefined,
    private readonly layout: CellLayout,
  ) {
    this.startMs = Number(layout.query.startMs);
    this.stepMs = Number(layout.query.stepMs);
    this.rows = new ResultFrames({
      ...plan,
      labels: selection?.labels ?? noLabels,
      columns: selection?.columns.map(({ name }) => ({ name, kind: 'number' })) ?? [],
      marksNulls: false,
    });
  }

  /** Whether the next cell needs a row that the frame has no room for. */
  isFullBefore({ cells }: CellChunk, i: number): boolean {
    return this.rows.isFull && cells[i] !== this.cell;
  }

  add(chunk: CellChunk, i: number): void {
    const cell = chunk.cells[i] ?? 0;
    const slot = chunk.slots[i] ?? 0;
    if (cell !== this.cell) {
      this.rows.addRow(this.startMs + cell * this.stepMs);
      this.cell = cell;
    }
    const { measures: known } = this;
    this.layout.query.measures.forEach((measure, m) => (known[measure] = chunk.measures[m]?.[i] ?? NaN));
    const before = this.previous.get(slot);
    const previous = before && { last: before.last, seconds: ((cell - before.cell) * this.stepMs) / 1000 };
    for (const { column, aggregate } of this.layout.slots[slot] ?? []) {
      this.rows.setNumber(column, aggregate.of(known, previous));
    }
    this.previous.set(slot, { cell, last: known.last });
  }

  take(): Frame | undefined {
    return this.rows.take();
  }
}
