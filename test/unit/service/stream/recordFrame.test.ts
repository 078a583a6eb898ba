import { describe, expect, it } from 'vitest';
import { allColumns } from '../../../../src/data/frame';
import { columnsOfFlatRecords } from '../../../../src/service/backends/stream/flatRecords';
import { JsonRun } from '../../../../src/service/backends/stream/jsonRun';
import { toFrame } from '../../../../src/service/backends/stream/recordFrame';
import { Random } from '../../../wire/random';

/** @param gap bytes that lie before the first record and belong to none */
function runOf(records: readonly (string | Uint8Array)[], gap = ''): JsonRun {
  const pieces = [Buffer.from(gap), ...records.map((record) => Buffer.from(record as string))];
  const ends = new Uint32Array(pieces.length);
  pieces.forEach((piece, i) => (ends[i] = (ends[i - 1] ?? 0) + piece.length));
  const sequences = BigInt64Array.from(records, (_, row) => BigInt(row + 1));
  return new JsonRun({ sequences, arrivals: sequences, bytes: Buffer.concat(pieces), offsets: ends });
}

async function cellsOf(run: JsonRun): Promise<Record<string, unknown[]>> {
  const { columns } = await toFrame([run]);
  const cells = columns.map((column): [string, unknown[]] => [
    column.name,
    Array.from({ length: column.length }, (_, row) => column.at(row)),
  ]);
  return Object.fromEntries(cells.filter(([name]) => name !== 'stream_time'));
}

/** What the rules say, the plain way: of records whose keys are of one type each. */
function expected(records: readonly string[]): Record<string, unknown[]> {
  const rows = records.map((record) => JSON.parse(record) as Record<string, unknown>);
  const cells: Record<string, unknown[]> = {};
  for (const name of new Set(rows.flatMap((row) => Object.keys(row)))) {
    const found = rows.map((row) => row[name]).find((value) => value !== undefined && value !== null);
    const filler = typeof found === 'number' ? NaN : typeof found === 'boolean' ? false : '';
    cells[name] = rows.map((row) => (row[name] === undefined ? filler : row[name]));
  }
  return cells;
}

function pick(random: Random, texts: readonly string[]): string {
  return texts[random.below(texts.length)] ?? '';
}

describe('flat records', () => {
  const values: Record<string, (random: Random) => string> = {
    n: (random) =>
      pick(random, [
        '0',
        '-0',
        '1',
        '12.5',
        '-0.001',
        '1e3',
        '1E-7',
        '123456789012345678',
        '0.1',
        '5e-324',
        '1e999',
      ]),
    m: (random) => String((random.below(2 ** 30) / 2 ** 30) * 10 ** (random.below(40) - 20)),
    s: (random) =>
      pick(random, [
        '""',
        '"a"',
        '"a \\"b\\" \\u00e9\\n"',
        '"漢字 and more than two dozen bytes"',
        '"\\ud83d\\ude00"',
      ]),
    b: (random) => pick(random, ['true', 'false']),
    'a key, longer': () => '"x"',
    é: () => 'null',
  };

  it('are read as a parser reads them, whatever the order of their keys', async () => {
    const random = new Random();
    console.log(`seed of the records: ${random.seed}`);
    for (let round = 0; round < 200; round++) {
      const records = Array.from({ length: 1 + random.below(20) }, () => {
        const names = Object.keys(values).filter(() => random.below(4) > 0);
        if (random.below(3) === 0) names.reverse();
        const blank = pick(random, ['', ' ', '\n\t']);
        const members = names.map((name) => {
          const value = random.below(8) === 0 ? 'null' : (values[name]?.(random) ?? '');
          return `${JSON.stringify(name)}${blank}:${blank}${value}${blank}`;
        });
        return `${blank}{${blank}${members.join(`,${blank}`)}}${blank}`;
      });
      const run = runOf(records, pick(random, ['', '{"a":']));
      expect(await columnsOfFlatRecords(run), records.join('\n')).toBeDefined();
      expect(await cellsOf(run), records.join('\n')).toEqual(expected(records));
    }
  });

  it.each([
    '',
    '{',
    '{"a"',
    '{"a":',
    '{"a":1',
    '{"a":1,',
    '{"a":1,}',
    '{"a":1}}',
    '{"a":1} x',
    '{"a":01}',
    '{"a":1.}',
    '{"a":.5}',
    '{"a":-}',
    '{"a":1e}',
    '{"a":+1}',
    '{"a":NaN}',
    '{"a":tru}',
    '{"a":nul',
    '{"a":"x}',
    '{"a":"\\x"}',
    '{"a":"\n"}',
    '{a:1}',
    '{"a" 1}',
    '\ufeff{"a":1}',
    '[{"a":1}]',
    '5',
  ])('are not: %j', async (record) => {
    // What follows would make some of them whole.
    for (const next of ['1}', '"}', '}', '{"a":2}']) {
      const cells = await cellsOf(runOf([record, next]));
      expect(cells.raw_data?.[0]).toBe(record);
      const isObject = next === '{"a":2}';
      expect(cells.raw_data?.[1]).toBe(isObject ? '' : next);
    }
  });

  it.each([
    ['{"a":1,"a":2}', { a: [2] }],
    ['{"a":{"b":[1]}}', { a: ['{"b":[1]}'] }],
    ['{"b":1,"7":2}', { 7: [2], b: [1] }],
    ['{"seq_number":1,"stream_time":2,"a":3}', { a: [3] }],
    ['{"\\u0061":1}', { a: [1] }],
    ['{}', {}],
  ])('or are unusual: %s', async (record, cells) => {
    expect(await cellsOf(runOf([record]))).toEqual(cells);
  });

  it('have types of their own, and bytes that are no text', async () => {
    expect(await cellsOf(runOf(['{"a":1}', '{"a":"x"}', '{"a":true}']))).toEqual({ a: ['1', 'x', 'true'] });
    const broken = Uint8Array.of(...Buffer.from('{"a":"'), 0xc3, ...Buffer.from('"}'));
    expect(await cellsOf(runOf([broken, '{"a":"é"}']))).toEqual({ a: ['\ufffd', 'é'] });
  });
});

it('a frame has the sequences, and the arrivals behind the keys', async () => {
  const frame = await toFrame([runOf(['{"z":1}', '{"a":1}'])]);
  expect(allColumns(frame).map(({ name }) => name)).toEqual(['seq_number', 'z', 'a', 'stream_time']);
  expect(frame.labels.get('last_seq')?.value).toBe(2n);
});
