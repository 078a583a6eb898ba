import { describe, expect, it } from 'vitest';
import { LineSampler } from '../../../../../src/ui/results/chart/lineSampler';

function line(samples: readonly (readonly [x: number, y: number])[], places: number): LineSampler {
  const sampler = new LineSampler(samples[0]?.[0] ?? 0, samples.at(-1)?.[0] ?? 0, places);
  for (const [x, y] of samples) sampler.add(x, y);
  return sampler;
}

const regular = (length: number, y: (i: number) => number): (readonly [number, number])[] =>
  Array.from({ length }, (_, i) => [i, y(i)] as const);

describe('LineSampler', () => {
  it('keeps every sample where there is a place for each', () => {
    const samples = regular(10, (i) => i * i);
    expect(line(samples, 100).points()).toEqual(samples.map(([x, y]) => ({ x, y })));
  });

  it('keeps a spike among a million samples, and few points', () => {
    const samples = regular(1_000_000, (i) => (i === 654_321 ? 99 : Math.sin(i / 1000)));
    const points = line(samples, 800).points();
    expect(points.length).toBeLessThanOrEqual(1600);
    expect(points).toContainEqual({ x: 654_321, y: 99 });
    expect(points.map(({ x }) => x)).toEqual(points.map(({ x }) => x).sort((a, b) => a - b));
  });

  it.each([
    { name: 'NaN', y: NaN },
    { name: 'infinity', y: Infinity },
  ])('breaks at $name', ({ y }) => {
    const points = line(
      regular(9, (i) => (i === 4 ? y : i)),
      100,
    ).points();
    expect(points.filter((point) => Number.isNaN(point.y))).toHaveLength(1);
    expect(points.findIndex((point) => Number.isNaN(point.y))).toBe(4);
  });

  it('breaks where samples stay away for long, and not where one is late', () => {
    const samples = regular(100, (i) => i).filter(([x]) => x < 40 || x > 60);
    const gaps = line(samples, 1000)
      .points()
      .filter(({ y }) => Number.isNaN(y));
    expect(gaps).toEqual([{ x: 50, y: NaN }]);
    const late = regular(100, (i) => i).filter(([x]) => x !== 50);
    expect(
      line(late, 1000)
        .points()
        .some(({ y }) => Number.isNaN(y)),
    ).toBe(false);
  });

  it('has no gaps in a metric that is measured less often than those beside it, but where it is missing', () => {
    const samples = regular(100, (i) => (i % 5 === 0 && i !== 50 ? i : NaN));
    const gaps = line(samples, 1000)
      .points()
      .filter(({ y }) => Number.isNaN(y));
    expect(gaps).toEqual([{ x: 50, y: NaN }]);
  });

  it('joins places for many lines and still keeps the extremes', () => {
    const points = line(
      regular(10_000, (i) => (i === 7 ? -5 : i === 9000 ? 5 : 0)),
      1000,
    ).points(100);
    expect(points.length).toBeLessThanOrEqual(20);
    expect(Math.min(...points.map(({ y }) => y))).toBe(-5);
    expect(Math.max(...points.map(({ y }) => y))).toBe(5);
  });

  it('draws a single sample, and none at all', () => {
    expect(line([[5, 1]], 10).points()).toEqual([{ x: 5, y: 1 }]);
    expect(new LineSampler(0, 1, 10).points()).toEqual([]);
  });
});
