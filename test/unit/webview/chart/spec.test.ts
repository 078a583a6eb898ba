import { parse, View } from 'vega';
import { compile } from 'vega-lite';
import { describe, expect, it } from 'vitest';
import type { Chart } from '../../../../src/protocol/chart';
import { specOf } from '../../../../webview/chart/spec';

const theme = {
  background: '#000000',
  foreground: '#ffffff',
  muted: '#cccccc',
  grid: '#333333',
  font: 'sans-serif',
  colors: ['#ff0000', '#00ff00'],
};

const chart: Chart = {
  generation: 1,
  choice: { x: 0, y: [1, 2], color: [3] },
  fields: { x: [0], y: [1, 2], color: [3] },
  mark: 'line',
  x: { title: 'time', kind: 'time', categories: [] },
  metrics: ['cpu', 'memory'],
  series: ['a', 'b'],
  points: {
    metric: Uint16Array.of(0, 0, 0, 1),
    series: Uint16Array.of(0, 0, 1, 1),
    x: Float64Array.of(1000, 2000, 1000, 1000),
    y: Float64Array.of(1, NaN, 3, 4e9),
  },
  rows: 4,
  isSampled: false,
  omitted: 0,
};

const bars: Chart = {
  ...chart,
  mark: 'bar',
  x: { title: 'kind', kind: 'category', categories: ['x', 'y'] },
  metrics: ['mean of size'],
  points: {
    metric: Uint16Array.of(0, 0),
    series: Uint16Array.of(0, 1),
    x: Float64Array.of(0, 1),
    y: Float64Array.of(5, 6),
  },
};

function plotsOf(
  of: Chart,
  size = { width: 800, height: 600 },
): {
  height: number;
  width: number;
  data: { values: unknown[] };
  layer: { mark: { type: string } }[];
  encoding: { x: { title: string | null }; y: { axis?: object } };
}[] {
  return (specOf(of, { size, theme }) as unknown as { vconcat: ReturnType<typeof plotsOf> }).vconcat;
}

describe('specOf', () => {
  it('gives each metric a plot with its own points, and keeps gaps', () => {
    const [cpu, memory] = plotsOf(chart);
    expect(cpu?.data.values).toEqual([
      { x: 1000, y: 1, series: 'a', alone: true },
      { x: 2000, y: null, series: 'a' },
      { x: 1000, y: 3, series: 'b', alone: true },
    ]);
    expect(memory?.data.values).toEqual([{ x: 1000, y: 4e9, series: 'b', alone: true }]);
  });

  it.each(['line', 'area'] as const)('draws a point where a %s has no neighbours to join', (mark) => {
    const points = {
      metric: Uint16Array.of(0, 0, 0, 0, 0),
      series: Uint16Array.of(0, 0, 0, 0, 1),
      x: Float64Array.of(1, 2, 3, 4, 1),
      y: Float64Array.of(1, 2, NaN, 4, 5),
    };
    const [plot] = plotsOf({ ...chart, mark, points });
    const alone = (plot?.data.values as { x: number; y: number; alone?: true }[]).filter(
      ({ alone }) => alone,
    );
    expect(alone.map(({ x, y }) => [x, y])).toEqual([
      [4, 4],
      [1, 5],
    ]);
    expect(plot?.layer.map((layer) => layer.mark.type)).toEqual([mark, 'point']);
  });

  it('names the shared axis once, and shortens large numbers', () => {
    const [cpu, memory] = plotsOf(chart);
    expect([cpu?.encoding.x.title, memory?.encoding.x.title]).toEqual([null, 'time (UTC)']);
    expect([cpu?.encoding.y.axis, memory?.encoding.y.axis]).toEqual([undefined, { format: '~s' }]);
  });

  it.each([
    { width: 800, height: 600 },
    { width: 300, height: 1000 },
  ])('fits into $width by $height', (size) => {
    const plots = plotsOf(chart, size);
    expect(plots.reduce((sum, { height }) => sum + height, 0)).toBeLessThan(size.height);
    for (const { width } of plots) expect(width).toBeLessThan(size.width);
  });

  it.each(['area', 'bar'] as const)('lays %s of several series over each other, from zero', (mark) => {
    const [plot] = plotsOf({ ...chart, mark });
    expect(plot?.encoding.y).toMatchObject({ stack: null });
    expect(plot?.encoding.y).not.toHaveProperty('scale');
  });

  it('would rather scroll than draw a plot that tells nothing', () => {
    for (const { height } of plotsOf(chart, { width: 200, height: 50 }))
      expect(height).toBeGreaterThanOrEqual(100);
  });

  it.each<{ name: string; of: Chart }>([
    { name: 'lines', of: chart },
    { name: 'bars', of: bars },
    { name: 'points', of: { ...chart, mark: 'point', x: { ...chart.x, kind: 'number' } } },
    { name: 'one colour', of: { ...chart, series: [] } },
  ])('is a specification that compiles: $name', ({ of }) => {
    const messages: unknown[] = [];
    const say = (...words: unknown[]) => (messages.push(words), logger);
    const logger = { level: () => logger, error: say, warn: say, info: say, debug: say };
    compile(specOf(of, { size: { width: 800, height: 600 }, theme }), { logger: logger });
    expect(messages).toEqual([]);
  });

  it.each([
    ['a single time', [0], ['2024-01-01 22:15:21']],
    ['half an hour in the evening', [0, 30 * 60_000], ['22:20', '22:25', '22:30', '22:35', '22:40', '22:45']],
    ['some seconds', [0, 40_000], ['22:15:30', '22:15:40', '22:15:50']],
  ])('names times of %s in full', async (_, offsets, labels) => {
    const x = Float64Array.from(offsets, (offset) => Date.UTC(2024, 0, 1, 22, 15, 21) + offset);
    const points = {
      metric: new Uint16Array(x.length),
      series: new Uint16Array(x.length),
      x,
      y: Float64Array.from(x.keys()),
    };
    const of = { ...chart, metrics: ['cpu'], series: [], points };
    const spec = specOf(of, { size: { width: 800, height: 600 }, theme });
    const svg = await new View(parse(compile(spec).spec), { renderer: 'none' }).toSVG();
    const texts = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text ?? '');
    expect(texts.filter((text) => text.includes(':'))).toEqual(expect.arrayContaining(labels));
    expect(texts.filter((text) => /^[:.]/.test(text))).toEqual([]);
  });
});
