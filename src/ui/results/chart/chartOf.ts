import type { Frame } from '../../../data/frame';
import type { ResultSet } from '../../../data/resultSet';
import { allFields, type Field } from '../../../data/schema';
import type { Chart, ChartChoice, ChartMark, ChartPoints } from '../../../protocol/chart';
import { FramesError } from '../../../wire/errors';
import { BarMeans } from './barMeans';
import { Combinations, numbersOf, type NumberAt } from './cells';
import { chartableFields } from './chartFields';
import { DotSampler, Extent } from './dotSampler';
import { LineSampler, type Point } from './lineSampler';

/** More than these cannot be told apart by colour. */
const mostSeries = 20;
const mostCategories = 50;
/** What the page draws in a moment. */
const mostPoints = 4000;
/** The thread is handed on after this long, in milliseconds. */
const busyMs = 12;

export interface ChartOptions {
  readonly generation: number;
  readonly choice?: ChartChoice | undefined;
  readonly mark?: ChartMark | undefined;
  /** Pixels. */
  readonly width: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * What the page needs to draw a result: few points, however many rows there are.
 * @throws FramesError `unsupported` when nothing in it can be drawn, `cancelled` by the signal
 */
export async function chartOf(resultSet: ResultSet, options: ChartOptions): Promise<Chart> {
  const { suited, ...fields } = chartableFields(resultSet);
  const choice = options.choice ?? suited;
  if (choice === undefined || resultSet.rowCount === 0) throw nothingToDraw(resultSet);
  const plan = planOf(allFields(resultSet.schema), choice, options.mark);
  const drawing = new Drawing(plan, options.width);
  // More rows may come meanwhile: both looks are at the same ones.
  const rows = resultSet.rowCount;
  const look = { resultSet, rows, signal: options.signal };
  if (plan.xKind !== 'category') await eachFrame(look, (frame, start) => drawing.measure(frame, start));
  drawing.begin(rows);
  await eachFrame(look, (frame, start) => drawing.add(frame, start));
  const { drawn, count } = drawing.points();
  return {
    generation: options.generation,
    choice: plan.choice,
    fields,
    mark: plan.mark,
    x: { title: plan.xTitle, kind: plan.xKind, categories: drawing.categories },
    metrics: plan.metrics,
    series: plan.choice.color.length === 0 ? [] : drawing.series.names,
    points: drawn,
    rows,
    isSampled: plan.xKind !== 'category' && count > drawn.x.length,
    omitted: drawing.series.omitted + drawing.omittedCategories,
  };
}

interface Plan {
  readonly choice: ChartChoice;
  readonly mark: ChartMark;
  readonly xKind: 'time' | 'number' | 'category';
  readonly xTitle: string;
  readonly metrics: readonly string[];
}

function planOf(fields: readonly Field[], choice: ChartChoice, asked: ChartMark | undefined): Plan {
  const x = choice.x === undefined ? undefined : fields[choice.x];
  const name = (field: number): string => fields[field]?.name || 'index';
  const xTitle = choice.x === undefined ? 'row' : name(choice.x);
  const isNumber = x?.dtype === 'integer' || x?.dtype === 'float';
  const xKind = x === undefined || isNumber ? 'number' : x.dtype === 'time' ? 'time' : 'category';
  const mark = xKind === 'category' ? 'bar' : (asked ?? (x !== undefined && isNumber ? 'point' : 'line'));
  const metrics =
    choice.y.length === 0
      ? ['rows']
      : choice.y.map((y) => (xKind === 'category' ? `mean of ${name(y)}` : name(y)));
  // A bar has a colour already where the colour says the same again.
  const color = choice.color.filter((field) => field !== choice.x);
  return { choice: { ...choice, color }, mark, xKind, xTitle, metrics };
}

/** Gathers the points of one chart, in two looks at the rows: how far the axes reach, then what is where. */
class Drawing {
  readonly series: Combinations;
  private readonly bars: Combinations;
  private readonly x = new Extent();
  private readonly y: readonly Extent[];
  private readonly lines = new Map<number, LineSampler>();
  private readonly dots = new Map<number, DotSampler>();
  private readonly means = new Map<number, BarMeans>();
  private readonly places: number;
  private isDense = false;

  constructor(
    private readonly plan: Plan,
    width: number,
  ) {
    this.places = Math.max(16, Math.min(4096, Math.floor(width)));
    this.series = new Combinations(plan.choice.color, mostSeries);
    const { x } = plan.choice;
    this.bars = new Combinations(plan.xKind === 'category' && x !== undefined ? [x] : [], mostCategories);
    this.y = plan.metrics.map(() => new Extent());
  }

  get categories(): readonly string[] {
    return this.plan.xKind === 'category' ? this.bars.names : [];
  }

  get omittedCategories(): number {
    return this.bars.omitted;
  }

  measure(frame: Frame, start: number): void {
    const { x, y } = this.numbers(frame, start);
    for (let row = 0; row < frame.length; row++) this.x.add(x(row));
    if (this.plan.mark !== 'point') return;
    y.forEach((at, metric) => {
      for (let row = 0; row < frame.length; row++) this.y[metric]?.add(at(row));
    });
  }

  begin(rows: number): void {
    this.isDense = rows * this.plan.metrics.length > mostPoints;
  }

  add(frame: Frame, start: number): void {
    const { x, y } = this.numbers(frame, start);
    const seriesAt = this.series.of(frame);
    const categoryAt = this.plan.xKind === 'category' ? this.bars.of(frame) : undefined;
    const at = new Int16Array(frame.length);
    for (let row = 0; row < frame.length; row++) at[row] = seriesAt(row);
    y.forEach((valueAt, metric) => {
      const add = this.adder(metric, { x, categoryAt });
      for (let row = 0; row < frame.length; row++) {
        const series = at[row] ?? -1;
        if (series >= 0) add(series, row, valueAt(row));
      }
    });
  }

  /** How a value of a metric joins the picture. */
  private adder(
    metric: number,
    { x, categoryAt }: { readonly x: NumberAt; readonly categoryAt: NumberAt | undefined },
  ): (series: number, row: number, value: number) => void {
    const key = (series: number): number => metric * mostSeries + series;
    if (categoryAt !== undefined) {
      return (series, row, value) => this.meansOf(key(series)).add(categoryAt(row), value);
    }
    return this.plan.mark === 'point'
      ? (series, row, value) => this.dotsOf(key(series), metric).add(x(row), value)
      : (series, row, value) => this.lineOf(key(series)).add(x(row), value);
  }

  /** @returns also how many cells the points stand for */
  points(): { readonly drawn: ChartPoints; readonly count: number } {
    const joined = Math.max(1, Math.ceil((this.lines.size * this.places * 2) / mostPoints));
    const parts = [...this.lines, ...this.dots, ...this.means].sort(([a], [b]) => a - b);
    const points = parts.map(([key, part]): readonly [number, readonly Point[]] => [
      key,
      part instanceof LineSampler ? part.points(joined) : part.points(),
    ]);
    const total = points.reduce((sum, [, { length }]) => sum + length, 0);
    const drawn = {
      metric: new Uint16Array(total),
      series: new Uint16Array(total),
      x: new Float64Array(total),
      y: new Float64Array(total),
    };
    let at = 0;
    for (const [key, ofKey] of points) {
      for (const { x, y } of ofKey) {
        drawn.metric[at] = Math.floor(key / mostSeries);
        drawn.series[at] = key % mostSeries;
        drawn.x[at] = x;
        drawn.y[at++] = y;
      }
    }
    return { drawn, count: parts.reduce((sum, [, part]) => sum + part.count, 0) };
  }

  private numbers({ indices, columns }: Frame, start: number): { x: NumberAt; y: readonly NumberAt[] } {
    const all = [...indices, ...columns];
    const { x, y } = this.plan.choice;
    return {
      x: x === undefined ? (row) => start + row : numbersOf(all[x]),
      y: y.length === 0 ? [() => 1] : y.map((field) => numbersOf(all[field])),
    };
  }

  private lineOf(key: number): LineSampler {
    return madeOnce(this.lines, key, () => new LineSampler(this.x.least, this.x.greatest, this.places));
  }

  private dotsOf(key: number, metric: number): DotSampler {
    return madeOnce(this.dots, key, () => new DotSampler(this.x, this.y[metric] ?? this.x, this.isDense));
  }

  private meansOf(key: number): BarMeans {
    return madeOnce(this.means, key, () => new BarMeans(this.plan.choice.y.length === 0));
  }
}

function madeOnce<T>(made: Map<number, T>, key: number, make: () => T): T {
  let found = made.get(key);
  if (found === undefined) made.set(key, (found = make()));
  return found;
}

interface Look {
  readonly resultSet: ResultSet;
  /** The first ones are looked at. */
  readonly rows: number;
  readonly signal: AbortSignal | undefined;
}

async function eachFrame(
  { resultSet, rows, signal }: Look,
  visit: (frame: Frame, start: number) => void,
): Promise<void> {
  let start = 0;
  let since = performance.now();
  for (const frame of resultSet.slice(0, Math.min(rows, resultSet.rowCount))) {
    visit(frame, start);
    start += frame.length;
    if (performance.now() - since < busyMs) continue;
    await new Promise((resolve) => setImmediate(resolve));
    if (signal?.aborted)
      throw new FramesError({ code: 'cancelled', detail: 'the chart is not needed any more' });
    since = performance.now();
  }
}

function nothingToDraw({ rowCount }: ResultSet): FramesError {
  const detail =
    rowCount === 0
      ? 'there are no rows to draw'
      : 'a chart needs a column of numbers, or of texts that repeat themselves';
  return new FramesError({ code: 'unsupported', detail });
}
