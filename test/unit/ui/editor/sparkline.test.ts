import { expect, it } from 'vitest';
import { sparkline } from '../../../../src/ui/editor/sparkline';

const look = { color: '#123456', width: 100, height: 20 };

function pathOf(values: readonly (number | undefined)[]): string {
  const svg = Buffer.from(sparkline(values, look).replace(/^.*base64,/, ''), 'base64').toString();
  return / d="([^"]*)"/.exec(svg)?.[1] ?? '';
}

it('spans the whole picture', () => {
  expect(pathOf([0, 10, 5])).toBe('M2.0 18.0L50.0 2.0L98.0 10.0');
});

it('leaves gaps where there is nothing', () => {
  expect(pathOf([0, NaN, 10, undefined, 0])).toBe('M2.0 18.0M50.0 2.0M98.0 18.0');
});

it('draws what does not change in the middle', () => {
  expect(pathOf([7, 7])).toBe('M2.0 10.0L98.0 10.0');
});

it.each([[[]], [[1]], [[NaN, NaN, Infinity]]])('is nothing for %j', (values) => {
  expect(sparkline(values, look)).toBe('');
});
