import { describe, expect, it } from 'vitest';
import { JsonRun, joinRuns } from '../../../../src/service/backends/stream/jsonRun';
import { regroup } from '../../../../src/service/backends/stream/regroup';

/** @param first the sequence of the first of the records */
function runOf(texts: readonly string[], first: number): JsonRun {
  const pieces = texts.map((text) => Buffer.from(text));
  const offsets = new Uint32Array(texts.length + 1);
  pieces.forEach((piece, i) => (offsets[i + 1] = (offsets[i] ?? 0) + piece.length));
  const sequences = BigInt64Array.from(texts, (_, i) => BigInt(first + i));
  return new JsonRun({ sequences, arrivals: sequences, offsets, bytes: Buffer.concat(pieces) });
}

async function* runsOf(sizes: readonly (readonly string[])[]): AsyncGenerator<JsonRun> {
  let next = 1;
  for (const texts of sizes) {
    yield await Promise.resolve(runOf(texts, next));
    next += texts.length;
  }
}

async function textsOf(batches: AsyncIterable<readonly JsonRun[]>): Promise<string[][]> {
  const found: string[][] = [];
  let next = 1n;
  for await (const batch of batches) {
    const { length, sequences, arrivals, bytes, offsets } = joinRuns(batch);
    expect([...sequences]).toEqual(Array.from({ length }, (_, i) => next + BigInt(i)));
    expect([...arrivals]).toEqual([...sequences]);
    next += BigInt(length);
    found.push(Array.from({ length }, (_, i) => bytes.toString('utf8', offsets[i], offsets[i + 1])));
  }
  return found;
}

const mebibyte = 2 ** 20;
const long = (letter: string, mebibytes: number): string => letter.repeat(mebibytes * mebibyte);
const lengths = (runs: string[][]): string[] =>
  runs.map((run) => run.map((text) => `${text[0] ?? ''}${text.length / mebibyte}`).join(' '));

describe('runs of records', () => {
  const cases: [string, string[][], number, string[][]][] = [
    ['nothing', [], 2, []],
    ['a run of just the size', [['a', 'b']], 2, [['a', 'b']]],
    ['a long run', [['a', 'b', 'c', 'd', 'e']], 2, [['a', 'b'], ['c', 'd'], ['e']]],
    [
      'short runs',
      [['a'], ['b'], ['c'], ['d', 'e']],
      3,
      [
        ['a', 'b', 'c'],
        ['d', 'e'],
      ],
    ],
    ['runs that end elsewhere', [['a', 'b', 'c'], [], ['d', 'e']], 2, [['a', 'b'], ['c', 'd'], ['e']]],
    [
      'empty records',
      [
        ['', ''],
        ['', 'x'],
      ],
      3,
      [['', '', ''], ['x']],
    ],
  ];
  it.each(cases)('get the size that is asked for: %s', async (_, runs, limit, expected) => {
    expect(await textsOf(regroup(runsOf(runs), limit))).toEqual(expected);
  });

  it('are shorter where records are long, and hold one that is longer than all', async () => {
    const runs = [[long('a', 6), long('b', 6), long('c', 6)], [long('d', 20), long('e', 1)], [long('f', 15)]];
    const found = await textsOf(regroup(runsOf(runs), 1024));
    expect(lengths(found)).toEqual(['a6 b6', 'c6', 'd20', 'e1 f15']);
  });
});
