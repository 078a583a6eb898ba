import type { Config, TopLevelSpec } from 'vega-lite';
import type { Chart } from '../../src/protocol/chart';

/** Colours and type of the editor. */
export interface ChartTheme {
  readonly background: string;
  readonly foreground: string;
  readonly muted: string;
  readonly grid: string;
  readonly font: string;
  /** In the order in which series take them. */
  readonly colors: readonly string[];
}

type UnitSpec = Extract<TopLevelSpec, { readonly mark: unknown; readonly encoding?: unknown }>;
type LayerSpec = Extract<TopLevelSpec, { readonly layer: unknown }>;
type Encoding = NonNullable<UnitSpec['encoding']>;
type StringField = Extract<Encoding['tooltip'], readonly unknown[]>[number];

/** Pixels that there are for the whole chart. */
export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

const axisWidth = 90;
const axisHeight = 24;
const axisTitleHeight = 36;
const spacing = 8;
const legendRowHeight = 16;
const legendMargin = 16;
/** Where fewer digits say more: 2.4G for 2,400,000,000. */
const largeNumber = 1e5;
const legendEntryWidth = 140;
/** A plot that is less high tells nothing; the chart scrolls instead. */
const leastPlotHeight = 100;
/** Lines of fewer points show each of them. */
const mostDottedPoints = 200;
/** Of axes: the hours of a day are counted to 24, and parts of a minute do not stand without it. */
const timeFormats = {
  hours: '%H:%M',
  minutes: '%H:%M',
  seconds: '%H:%M:%S',
  milliseconds: '%H:%M:%S.%L',
};
const timeFormat = '%Y-%m-%d %H:%M:%S';

/**
 * The chart as a vega-lite specification, data and all: a plot for each metric above the next, one colour for each series.
 * Times are shown in UTC, as everywhere else.
 */
export function specOf(chart: Chart, { size, theme }: { size: ChartSize; theme: ChartTheme }): TopLevelSpec {
  const columns = Math.max(1, Math.floor((size.width - axisWidth) / legendEntryWidth));
  const legendRows = Math.ceil(chart.series.length / columns);
  const legendHeight = legendRows === 0 ? 0 : legendMargin + legendRowHeight * legendRows;
  const plots = chart.metrics.length;
  const plotsHeight = size.height - legendHeight - axisTitleHeight - spacing * (plots - 1);
  const height = Math.max(leastPlotHeight, Math.floor(plotsHeight / plots) - axisHeight);
  const width = Math.max(leastPlotHeight, size.width - axisWidth);
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    background: theme.background,
    padding: 8,
    config: configOf(theme),
    spacing,
    resolve: { scale: { color: 'shared' } },
    vconcat: chart.metrics.map((title, metric) => ({
      width,
      height,
      data: { values: valuesOf(chart, metric) },
      // What has no neighbour to be joined with would not be seen.
      layer: [{ mark: markOf(chart) }, ...(isJoined(chart) ? [lonePoints] : [])],
      encoding: {
        x: xOf(chart, { isLast: metric === plots - 1 }),
        y: yOf(chart, metric, title),
        ...colorOf(chart, columns),
        tooltip: tooltipOf(chart, title),
      },
    })),
  };
}

function isJoined({ mark }: Chart): boolean {
  return mark === 'line' || mark === 'area';
}

const lonePoints: LayerSpec['layer'][number] = {
  transform: [{ filter: { field: 'alone', equal: true } }],
  mark: { type: 'point', filled: true, opacity: 1, size: 18 },
};

interface PointValue {
  readonly x: number | string;
  readonly y: number | null;
  readonly series?: string;
  /** Whether the line breaks before and after it. */
  readonly alone?: true;
}

function valuesOf(chart: Chart, metric: number): PointValue[] {
  const {
    points,
    series,
    x: { kind, categories },
  } = chart;
  const values: PointValue[] = [];
  const isNear = (i: number, j: number): boolean =>
    points.metric[j] === metric && points.series[j] === points.series[i] && !Number.isNaN(points.y[j] ?? NaN);
  for (let i = 0; i < points.x.length; i++) {
    if (points.metric[i] !== metric) continue;
    const x = points.x[i] ?? NaN;
    const y = points.y[i] ?? NaN;
    const name = series[points.series[i] ?? 0];
    values.push({
      x: kind === 'category' ? (categories[x] ?? '') : x,
      y: Number.isNaN(y) ? null : y,
      ...(name !== undefined && { series: name }),
      ...(isJoined(chart) && !isNear(i, i - 1) && !isNear(i, i + 1) && { alone: true as const }),
    });
  }
  return values;
}

function markOf({ mark, points, x }: Chart): UnitSpec['mark'] {
  switch (mark) {
    case 'line':
      return {
        type: 'line',
        invalid: 'break-paths-show-path-domains',
        strokeWidth: 1.5,
        point: points.x.length <= mostDottedPoints ? { size: 18 } : false,
      };
    case 'area':
      return { type: 'area', invalid: 'break-paths-show-path-domains', line: true, opacity: 0.3 };
    case 'point':
      return { type: 'point', filled: true, opacity: 0.7, size: 24 };
    case 'bar':
      return x.kind === 'category' ? { type: 'bar' } : { type: 'bar', opacity: 0.6 };
  }
}

function yOf(
  { points, mark, x: { kind } }: Chart,
  metric: number,
  title: string,
): NonNullable<Encoding['y']> {
  const isLarge = points.y.some((y, i) => points.metric[i] === metric && Math.abs(y) >= largeNumber);
  return {
    field: 'y',
    type: 'quantitative',
    title,
    ...(isLarge && { axis: { format: '~s' } }),
    ...((mark === 'line' || mark === 'point') && { scale: { zero: false } }),
    // Values of several series are compared, not summed up.
    ...((mark === 'area' || (mark === 'bar' && kind !== 'category')) && { stack: null }),
  };
}

/** Of plots that share an axis only the last names it. */
function xOf(
  { x: { kind, title: name }, points }: Chart,
  { isLast }: { readonly isLast: boolean },
): NonNullable<Encoding['x']> {
  const title = isLast ? name : null;
  switch (kind) {
    case 'time':
      return {
        field: 'x',
        type: 'temporal',
        title: title === null ? null : `${title} (UTC)`,
        scale: { type: 'utc' },
        // Beside a single time nothing says which day it is of.
        axis: { format: points.x.every((x) => x === points.x[0]) ? timeFormat : timeFormats },
      };
    case 'number':
      return { field: 'x', type: 'quantitative', title, scale: { zero: false, nice: false } };
    case 'category':
      return { field: 'x', type: 'nominal', title, sort: null, axis: { labelAngle: -30, labelLimit: 160 } };
  }
}

function colorOf({ series, mark, x }: Chart, columns: number): Pick<Encoding, 'color' | 'xOffset'> {
  if (series.length === 0) return {};
  const color: Encoding['color'] = {
    field: 'series',
    type: 'nominal',
    title: null,
    sort: null,
    scale: { domain: [...series] },
    legend: { orient: 'bottom', columns, symbolType: mark === 'line' ? 'stroke' : 'circle', labelLimit: 120 },
  };
  return mark === 'bar' && x.kind === 'category'
    ? { color, xOffset: { field: 'series', type: 'nominal', sort: null } }
    : { color };
}

function tooltipOf({ x, series }: Chart, title: string): NonNullable<Encoding['tooltip']> {
  const fields: StringField[] = [
    x.kind === 'time'
      ? {
          field: 'x',
          title: x.title,
          timeUnit: 'utcyearmonthdatehoursminutesseconds',
          format: timeFormat,
        }
      : { field: 'x', type: x.kind === 'number' ? 'quantitative' : 'nominal', title: x.title },
    { field: 'y', type: 'quantitative', title },
  ];
  if (series.length > 0) fields.push({ field: 'series', type: 'nominal', title: 'series' });
  return fields;
}

function configOf({ foreground, muted, grid, font, colors }: ChartTheme): Config {
  const text = {
    labelColor: muted,
    titleColor: foreground,
    labelFont: font,
    titleFont: font,
    titleFontWeight: 'normal',
  } as const;
  return {
    font,
    axis: { ...text, gridColor: grid, domainColor: grid, tickColor: grid },
    legend: { ...text, labelColor: foreground },
    view: { stroke: null },
    range: { category: [...colors] },
    mark: { color: colors[0] ?? foreground },
  };
}
