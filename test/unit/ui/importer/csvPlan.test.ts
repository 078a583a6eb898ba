import { describe, expect, it } from 'vitest';
import { inferCsv, type CsvSource } from '../../../../src/csv/importCsv';
import { allColumns, type Frame } from '../../../../src/data/frame';
import type { WriteTarget } from '../../../../src/frames/writing';
import { checkKey, planColumns } from '../../../../src/ui/importer/csvPlan';
import { runImport } from '../../../../src/ui/importer/importJob';
import { proposeTablePath, tablePathProblem } from '../../../../src/ui/importer/tablePath';
import { whyText } from '../../../../src/ui/importer/whyText';

const { signal } = new AbortController();

function csv(text: string): CsvSource {
  return async function* () {
    await Promise.resolve();
    yield new TextEncoder().encode(text);
  };
}

async function plan(text: string): Promise<string[]> {
  return planColumns(await inferCsv(csv(text))).map(({ name }) => name);
}

describe('planColumns', () => {
  it.each([
    ['a,b_2,C', ['a', 'b_2', 'C']],
    ['Miles per Gallon,Größe', ['Miles_per_Gallon', 'Gro_e']],
    ['a b,a_b', ['a_b_2', 'a_b']],
    ['a,a,a', ['a', 'a_2', 'a_3']],
    ['1st,', ['_1st', 'column']],
  ])('names the columns of %s', async (header, names) => {
    const planned = await plan(`${header}\n`);
    expect(planned).toHaveLength(names.length);
    for (const name of planned) expect(name).toMatch(/^[a-zA-Z_][a-zA-Z0-9_]*$/);
    expect(new Set(planned).size).toBe(planned.length);
    if (!header.includes('ö')) expect(planned).toEqual(names);
  });
});

describe('a column that few cells make text', () => {
  it.each([
    ['k,v\na,1\n"b\nc",2\nd,n/a\n', 'text because of line 5: “n/a”'],
    ['k,v\na,n/a\nb,1\nc,2\nd,?\ne,3\n', 'text because of 2 cells, the first on line 2: “n/a”'],
    [`k,v\na,${'x'.repeat(100)}\nb,1\nc,2\n`, `text because of line 2: “${'x'.repeat(29)}…”`],
  ])('%# says which', async (text, why) => {
    const { columns } = await inferCsv(csv(text));
    expect(columns[0]).not.toHaveProperty('odd');
    expect(columns[1]?.odd && whyText(columns[1].odd)).toBe(why);
  });
});

describe('checkKey', () => {
  it.each([
    ['k,v\na,1\nb,2\n', { repeated: 0, firstRepeat: undefined, firstEmptyLine: undefined }],
    [
      'k,v\na,1\nb,2\na,3\na,4\n',
      { repeated: 2, firstRepeat: { value: 'a', line: 4 }, firstEmptyLine: undefined },
    ],
    ['k,v\na,1\n,2\n', { repeated: 0, firstRepeat: undefined, firstEmptyLine: 3 }],
    ['k,v\na,1\n"",2\n', { repeated: 0, firstRepeat: undefined, firstEmptyLine: 3 }],
    ['k,v\n', { repeated: 0, firstRepeat: undefined, firstEmptyLine: undefined }],
  ])('looks at every row of %j', async (text, expected) => {
    const summary = await inferCsv(csv(text));
    expect(await checkKey(csv(text), { summary, column: 0, signal })).toEqual(expected);
  });

  it('ends when it is cancelled', async () => {
    const summary = await inferCsv(csv('k\na\n'));
    const aborted = AbortSignal.abort();
    await expect(checkKey(csv('k\na\n'), { summary, column: 0, signal: aborted })).rejects.toThrow();
  });
});

describe('runImport', () => {
  it('writes exact types, nulls as nulls, under the chosen key', async () => {
    const text =
      'id,n,s,t,b\n9223372036854775807,1.5,,2020-01-02,true\n-9223372036854775808,,"",2020-01-03,\n';
    const source = csv(text);
    const summary = await inferCsv(source);
    const written: { target: WriteTarget; frames: Frame[] } = {
      target: { backend: 'csv', table: '' },
      frames: [],
    };
    const client = {
      async write(target: WriteTarget, frames: Iterable<Frame> | AsyncIterable<Frame>) {
        written.target = target;
        for await (const frame of frames) written.frames.push(frame);
        return { frames: 1n, rows: 2n };
      },
    };
    const progress: number[] = [];
    const rows = await runImport(
      client,
      {
        source,
        summary,
        columns: planColumns(summary),
        key: 'id',
        table: 'bigdata/x',
        saveMode: 'overwriteItem',
      },
      { signal, onRows: (count) => progress.push(count) },
    );
    expect(rows).toBe(2);
    expect(progress).toEqual([2]);
    expect(written.target).toEqual({ backend: 'nosql', table: 'bigdata/x', saveMode: 'overwriteItem' });
    const [frame] = written.frames;
    if (!frame) throw new Error('no frame');
    expect(frame.indices.map(({ name, dtype }) => [name, dtype])).toEqual([['id', 'integer']]);
    expect(allColumns(frame).map((column) => [column.dtype, column.at(0), column.at(1)])).toEqual([
      ['integer', 9223372036854775807n, -9223372036854775808n],
      ['float', 1.5, null],
      ['string', null, ''],
      ['time', 1577923200000000000n, 1578009600000000000n],
      ['boolean', true, null],
    ]);
  });
});

describe('table paths', () => {
  it.each(['cars', 'examples/cars', 'a/b/c d', 'Größe', 'x=1'])('accepts %s', (path) =>
    expect(tablePathProblem(path)).toBeUndefined(),
  );

  it.each([
    '',
    ' ',
    '/a',
    'a/',
    'a//b',
    '..',
    'a/../b',
    './a',
    'a%2e',
    'a\0b',
    'a\\b',
    'a/ b',
    'a#b',
    'x'.repeat(1025),
  ])('refuses %j in words', (path) => expect(tablePathProblem(path)).toMatch(/\.$/));

  it.each([
    ['cars.csv', '', 'cars'],
    ['Seattle Weather (2012).csv', 'examples', 'examples/seattle_weather_2012'],
    ['C:\\data\\7up.tsv', '', '_7up'],
    ['....csv', '', 'column'],
  ])('proposes one for %s', (file, folder, path) => {
    expect(proposeTablePath(file, folder)).toBe(path);
    expect(tablePathProblem(proposeTablePath(file, folder))).toBeUndefined();
  });
});
