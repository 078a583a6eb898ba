import { describe, expect, it } from 'vitest';
import { csvFrames, inferCsv, toColumnName, type CsvSource } from '../../../src/csv/importCsv';
import { writeCsv } from '../../../src/csv/writeCsv';
import { Bitmap } from '../../../src/data/bitmap';
import { BooleanColumn, FloatColumn, Int64Column, LabelColumn, StringColumn } from '../../../src/data/column';
import { allColumns, frameOf, type Frame } from '../../../src/data/frame';

function source(text: string): CsvSource {
  return async function* () {
    yield await Promise.resolve(new TextEncoder().encode(text));
  };
}

async function textOf(chunks: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const chunk of chunks) text += chunk;
  return text;
}

function nullsAt(length: number, ...rows: number[]): Bitmap {
  const bitmap = new Bitmap(length);
  for (const row of rows) bitmap.set(row);
  return bitmap;
}

function cells(frame: Frame): Record<string, unknown[]> {
  return Object.fromEntries(
    allColumns(frame).map((column) => [
      column.name,
      Array.from({ length: frame.length }, (_, row) => column.at(row)),
    ]),
  );
}

describe('writing', () => {
  it('keeps null, empty, NaN and exact numbers apart', async () => {
    const frame = frameOf({
      indices: [new StringColumn('key', ['a', 'b,c', ' d'])],
      columns: [
        new Int64Column(
          'i',
          'integer',
          BigInt64Array.of(9223372036854775807n, -9223372036854775808n, 0n),
          nullsAt(3, 2),
        ),
        new FloatColumn('f', Float64Array.of(NaN, -0, 1e21)),
        new StringColumn('s', ['', 'say "hi"\n', ''], nullsAt(3, 2)),
        new Int64Column('t', 'time', BigInt64Array.of(1n, -1n, 0n)),
        new BooleanColumn('b', nullsAt(3, 1)),
        new LabelColumn('host', { dtype: 'string', value: 'x' }, 3),
      ],
    });
    expect(await textOf(writeCsv([frame]))).toBe(
      [
        'key,i,f,s,t,b,host',
        'a,9223372036854775807,NaN,"",1970-01-01T00:00:00.000000001Z,false,x',
        '"b,c",-9223372036854775808,-0,"say ""hi""\n",1969-12-31T23:59:59.999999999Z,true,x',
        '" d",,1e+21,,1970-01-01T00:00:00Z,false,x',
        '',
      ].join('\n'),
    );
  });

  it('gives frames without a column nulls there', async () => {
    const frames = [
      frameOf({ columns: [new StringColumn('a', ['1'])] }),
      frameOf({ columns: [new StringColumn('b', ['2'])] }),
    ];
    expect(await textOf(writeCsv(frames, { columns: ['a', 'b'] }))).toBe('a,b\n1,\n,2\n');
  });
});

describe('columns of one name', () => {
  it('each keep their values', async () => {
    const frame = frameOf({ columns: [new StringColumn('a', ['1']), new StringColumn('a', ['2'])] });
    expect(await textOf(writeCsv([frame, frame]))).toBe('a,a\n1,2\n1,2\n');
  });
});

describe('import', () => {
  it('finds the type of whole columns', async () => {
    const summary = await inferCsv(
      source(
        'id,n,f,big,code,ok,at,empty\n1,,1.5,9007199254740993,007,true,2020-01-02,\n2,3,2,0.5,8,FALSE,2020-01-02T03:04:05.000000006Z,\n',
      ),
    );
    expect(summary.rows).toBe(2);
    expect(summary.columns.map(({ header, dtype, nullable }) => [header, dtype, nullable])).toEqual([
      ['id', 'integer', false],
      ['n', 'integer', true],
      ['f', 'float', false],
      ['big', 'string', false],
      ['code', 'string', false],
      ['ok', 'boolean', false],
      ['at', 'time', false],
      ['empty', 'string', true],
    ]);
  });

  it('makes frames of bounded size, with indices', async () => {
    const text = 'k;v\n' + Array.from({ length: 10 }, (_, i) => `r${i};${i === 3 ? '' : i}\n`).join('');
    const summary = await inferCsv(source(text));
    expect(summary.delimiter).toBe(';');
    const frames: Frame[] = [];
    for await (const frame of csvFrames(source(text), {
      summary,
      names: ['k', 'v'],
      indices: ['k'],
      rowsPerFrame: 4,
    })) {
      frames.push(frame);
    }
    expect(frames.map((frame) => frame.length)).toEqual([4, 4, 2]);
    expect(frames[0]?.indices.map((column) => column.name)).toEqual(['k']);
    expect(frames[0] && cells(frames[0])).toEqual({ k: ['r0', 'r1', 'r2', 'r3'], v: [0n, 1n, 2n, null] });
  });

  it('tells what is wrong with a file before a row of it is used', async () => {
    await expect(inferCsv(source(''))).rejects.toThrow('no header');
    await expect(inferCsv(source('a,b\n1\n'))).rejects.toThrow('record on line 2: wrong number of fields');
  });

  it('reads what was written', async () => {
    const frame = frameOf({
      columns: [
        new Int64Column(
          'i',
          'integer',
          BigInt64Array.of(-9223372036854775808n, 9223372036854775807n, 3n),
          nullsAt(3, 2),
        ),
        new FloatColumn('f', Float64Array.of(0.1, 5e-324, 1.7976931348623157e308)),
        new StringColumn('s', ['', 'x\r\ny', ''], nullsAt(3, 0)),
        new Int64Column('t', 'time', BigInt64Array.of(1n, -1n, 9223372036854775807n)),
      ],
    });
    const text = await textOf(writeCsv([frame]));
    const summary = await inferCsv(source(text));
    const read: Frame[] = [];
    for await (const part of csvFrames(source(text), { summary, names: ['i', 'f', 's', 't'] }))
      read.push(part);
    expect(read[0] && cells(read[0])).toEqual({ ...cells(frame), s: [null, 'x\ny', ''] });
  });
});

describe('column names', () => {
  it.each([
    ['age', 'age'],
    ['Release Date', 'Release_Date'],
    ['2nd', '_2nd'],
    ['Größe (cm)', 'Gro_e_cm'],
    ['***', 'column'],
    ['', 'column'],
  ])('%j becomes %s', (header, name) => {
    expect(toColumnName(header, new Set())).toBe(name);
  });

  it('stays unique', () => {
    expect(toColumnName('a', new Set(['a', 'a_2']))).toBe('a_3');
  });
});
