import { compareBytewise } from '../../../data/textOrder';
import { compileCondition } from '../../../language/expression/evaluate';
import { FramesError } from '../../../wire/errors';
import { seriesKey, type SampleKind, type Series, type SeriesTable } from '../../storage/series';
import { labelsOfKey, labelsText, metricLabel, noLabels, type Labels } from './labels';
import type { ColumnRule, PlanColumn, TsdbReadPlan } from './plan';
import { outputName } from './plan';

/** A metric with one set of labels, through all partitions of a read. */
export interface Line {
  readonly metric: string;
  readonly labels: Labels;
  /** Of the first partition that it lies in; it is the same in all (see `openWrite`). */
  readonly kind: SampleKind;
  /** In order of the partitions: none of a series is later than one of the next. */
  readonly series: readonly Series[];
}

/** What becomes of the lines that go into the result frames of one label set. */
export interface FrameSelection {
  /** Of the frames: all labels of the lines, or those that they are grouped by. */
  readonly labels: Labels;
  readonly columns: readonly SelectedColumn[];
}

export interface SelectedColumn {
  readonly name: string;
  readonly metric: string;
  readonly rule: ColumnRule;
  /** None where the frame has no such metric; several where it is grouped. In order of their label texts. */
  readonly lines: readonly Line[];
}

/**
 * The series that a plan reads, by result frame, in order of their label texts.
 * @param tables the series of each partition, in order of the partitions
 * @throws FramesError `invalidArgument` as the plan and the spec demand once a series matches
 */
export function selectFrames(plan: TsdbReadPlan, tables: readonly SeriesTable[]): FrameSelection[] {
  const lines = linesOf(plan, tables);
  if (lines.length > 0 && plan.refusal !== undefined) {
    throw new FramesError({ code: 'invalidArgument', detail: plan.refusal });
  }
  const frames = new Map<string, { readonly labels: Labels; readonly lines: Line[] }>();
  for (const line of lines) {
    const labels = frameLabels(plan, line);
    const text = JSON.stringify([...labels]);
    const frame = frames.get(text);
    if (frame === undefined) frames.set(text, { labels, lines: [line] });
    else frame.lines.push(line);
  }
  return [...frames.values()]
    .sort((a, b) => compareBytewise(labelsText(a.labels), labelsText(b.labels)))
    .map((frame) => ({ labels: frame.labels, columns: columnsOf(plan, frame.lines) }));
}

/** The lines of the metrics that are asked for and whose labels the filter lets through, in order of their label texts. */
function linesOf({ columns, everyMetric, filter }: TsdbReadPlan, tables: readonly SeriesTable[]): Line[] {
  const isEvery = everyMetric.length > 0 || columns.length === 0;
  const metrics = new Set(columns.map(({ metric }) => metric));
  const condition = filter && compileCondition(filter);
  const found = new Map<string, Line & { readonly series: Series[] }>();
  const refused = new Set<string>();
  for (const table of tables) {
    for (const series of table.values()) {
      const { metric, kind } = series;
      if (!isEvery && !metrics.has(metric)) continue;
      const key = seriesKey(series);
      const line = found.get(key);
      if (line !== undefined) line.series.push(series);
      else if (!refused.has(key)) {
        const labels = labelsOfKey(series.labels);
        const attributes = { get: (name: string) => (name === '_name' ? metric : labels.get(name)) };
        if (condition === undefined || condition(attributes)) {
          found.set(key, { metric, labels, kind, series: [series] });
        } else refused.add(key);
      }
    }
  }
  return [...found.values()].sort((a, b) => compareBytewise(labelsText(a.labels), labelsText(b.labels)));
}

function frameLabels({ groupBy, kind }: TsdbReadPlan, { labels, metric }: Line): Labels {
  if (groupBy.length === 0) return kind === 'acrossSeries' ? noLabels : labels;
  return new Map(
    groupBy
      .map((name): [string, string] => {
        const value = name === metricLabel ? metric : labels.get(name);
        if (value) return [name, value];
        const detail = `Failed on TSDB Select: no label named ${name} found to group by`;
        throw new FramesError({ code: 'invalidArgument', detail });
      })
      .sort(([a], [b]) => compareBytewise(a, b)),
  );
}

function columnsOf({ columns, everyMetric }: TsdbReadPlan, lines: readonly Line[]): SelectedColumn[] {
  const byMetric = new Map<string, Line[]>();
  for (const line of lines) {
    const known = byMetric.get(line.metric);
    if (known === undefined) byMetric.set(line.metric, [line]);
    else known.push(line);
  }
  const named = columns.map((rule: PlanColumn): SelectedColumn => {
    const { outputName: name, metric } = rule;
    return { name, metric, rule, lines: byMetric.get(metric) ?? [] };
  });
  const names = new Set(named.map(({ name }) => name));
  const every = [...byMetric.keys()].sort(compareBytewise).flatMap((metric) =>
    everyMetric.map((rule): SelectedColumn => ({
      name: outputName(rule, metric),
      metric,
      rule,
      lines: byMetric.get(metric) ?? [],
    })),
  );
  return [...named, ...every.filter(({ name }) => !names.has(name))];
}
