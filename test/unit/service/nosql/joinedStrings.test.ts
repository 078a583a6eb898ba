import { expect, it } from 'vitest';
import { JoinedStrings } from '../../../../src/service/backends/nosql/joinedStrings';

const runs = [['a', 'b'], [], ['c'], [], [], ['d', '', 'f'], []];

it('joined strings are those of the runs, in any order of asking', () => {
  const joined = new JoinedStrings(runs);
  const all = runs.flat();
  expect(joined.length).toBe(all.length);
  const rows = all.map((_, row) => row);
  for (const order of [rows, rows.toReversed(), [3, 0, 5, 1, 1, 4, 2]]) {
    expect(order.map((row) => joined.at(row))).toEqual(order.map((row) => all[row]));
  }
  expect(joined.at(all.length)).toBeUndefined();
  expect(new JoinedStrings([]).at(0)).toBeUndefined();
});
