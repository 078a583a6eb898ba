import { expect, it } from 'vitest';
import { parseMoment } from '../../../../../src/data/relativeTime';
import { meantMoment } from '../../../../../src/language/fsql/problems/meantMoment';

it.each([
  ['yesterday', 'now-1d'],
  ['Today', 'now-1d'],
  ['tomorrow', 'now+1d'],
  ['NOW', 'now'],
  ['latest', 'now'],
  ['earliest', '0'],
  ['1d', 'now-1d'],
  ['-7d', 'now-7d'],
  ['now - 2D', 'now-2d'],
  ['now-2w', 'now-14d'],
  ['2 weeks ago', 'now-14d'],
  ['2 months', 'now-60d'],
  ['2 min', 'now-2m'],
  ['an hour ago', 'now-1h'],
  ['last hour', 'now-1h'],
  ['the last 3 days', 'now-3d'],
  ['last year', 'now-365d'],
  ['2024-01-31', '2024-01-31T00:00:00Z'],
  ['2024-01-31 10:20', '2024-01-31T10:20:00Z'],
  ['2024-01-31T10:20:30', '2024-01-31T10:20:30Z'],
])('%s means %s', (text, meant) => {
  expect(meantMoment(text)).toBe(meant);
  expect(() => parseMoment(meant, 0n)).not.toThrow();
});

it.each(['', 'm', 'soon', 'when it broke', 'now-', '5 apples', '99999999999 days'])(
  '%j means nothing',
  (text) => {
    expect(meantMoment(text)).toBeUndefined();
  },
);
