import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Bitmap } from '../../../../src/data/bitmap';
import { FloatColumn, Int64Column, NullColumn, StringColumn } from '../../../../src/data/column';
import { frameOf, type Frame, type FrameParts } from '../../../../src/data/frame';
import type { Backend } from '../../../../src/service/backends/backend';
import { csvBackend } from '../../../../src/service/backends/csv';
import { FramesError } from '../../../../src/wire/errors';
import {
  emptyCreateRequest,
  emptyDeleteRequest,
  emptyExecRequest,
  emptyInitialWriteRequest,
  emptyReadRequest,
  type ReadRequest,
} from '../../../../src/wire/messages';
import { detailOf } from '../detailOf';

const signal = new AbortController().signal;
let root: string;
let folder: string;
let backend: Backend;

beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'frames-csv-'));
  folder = path.join(root, 'csv');
  backend = await csvBackend({ folder });
});

afterEach(() => rm(root, { recursive: true, force: true }));

async function write(table: string, ...parts: FrameParts[]): Promise<void> {
  const appender = await backend.write({ ...emptyInitialWriteRequest, table }, signal);
  try {
    for (const part of parts) await appender.add(frameOf(part));
  } catch (error) {
    await appender.abandon();
    throw error;
  }
  await appender.complete();
}

async function read(table: string, options: Partial<ReadRequest> = {}): Promise<unknown[][]> {
  const frames: Frame[] = [];
  for await (const frame of await backend.read({ ...emptyReadRequest, table, ...options }, signal))
    frames.push(frame);
  return frames.map((frame) =>
    frame.columns.map((column) => [
      column.name,
      column.dtype,
      ...Array.from({ length: frame.length }, (_, row) => column.at(row)),
    ]),
  );
}

describe('reading', () => {
  it('parts a frame that would be too large to send', async () => {
    await write('t.csv', { columns: [new StringColumn('s', ['a', 'é'.repeat(50), 'b', 'c', 'd'])] });
    backend = await csvBackend({ folder, mostFrameBytes: 40 });
    expect(await read('t.csv')).toEqual([
      [['s', 'string', 'a', 'é'.repeat(50)]],
      [['s', 'string', 'b', 'c', 'd']],
    ]);
  });

  const cases: [name: string, text: string, frames: unknown][] = [
    [
      'kinds',
      'i,f,b,t,s\n1,1.5,TRUE,2020-01-01,x\n-2,1e3,false,1970-01-01T00:00:00.000000001Z,\n',
      [
        [
          ['i', 'integer', 1n, -2n],
          ['f', 'float', 1.5, 1000],
          ['b', 'boolean', true, false],
          ['t', 'time', 1577836800000000000n, 1n],
          ['s', 'string', 'x', ''],
        ],
      ],
    ],
    ['numbers as Go reads them', 'a\n007\n', [[['a', 'integer', 7n]]]],
    ['a plus sign', 'a\n+7\n', [[['a', 'integer', 7n]]]],
    ['underscores', 'a\n1_000\n', [[['a', 'float', 1000]]]],
    ['hexadecimal', 'a\n0x1p4\n', [[['a', 'float', 16]]]],
    ['no float', 'a\n1e400\n', [[['a', 'string', '1e400']]]],
    ['beyond int64', 'a\n9223372036854775808\n', [[['a', 'float', 9223372036854775808]]]],
    ['integers and decimals', 'a\n1\n2.5\n', [[['a', 'float', 1, 2.5]]]],
    ['decimals and integers', 'a\n2.5\n1\n', [[['a', 'float', 2.5, 1]]]],
    [
      'two columns of one name',
      'a,a\n1,x\n',
      [
        [
          ['a', 'integer', 1n],
          ['a', 'string', 'x'],
        ],
      ],
    ],
    ['header only', 'a,b\n', []],
  ];
  it.each(cases)('%s', async (_name, text, frames) => {
    await writeFile(path.join(folder, 't.csv'), text);
    expect(await read('t.csv')).toEqual(frames);
  });

  const faults: [text: string, detail: string][] = [
    ['a\n1\nx\n', 'type mismatch in row 2, col 0'],
    ['a\n9007199254740993\n0.5\n', 'type mismatch in row 2, col 0'],
    ['a,b\n1\n', 'record on line 2: wrong number of fields'],
    ['a\nx"y\n', 'parse error on line 2, column 2: bare " in non-quoted-field'],
    ['a"b\n', 'cannot read header (columns): parse error on line 1, column 2: bare " in non-quoted-field'],
    ['', 'cannot read header (columns): EOF'],
    ['\n\n', 'cannot read header (columns): EOF'],
  ];
  it.each(faults)('%j fails', async (text, detail) => {
    await writeFile(path.join(folder, 't.csv'), text);
    expect(await detailOf(read('t.csv'))).toBe(detail);
  });

  it('gives the frames before a fault, and never looks behind the limit', async () => {
    await writeFile(path.join(folder, 't.csv'), 'a\n1\n2\n3\nx\n"');
    expect(await read('t.csv', { messageLimit: 2n, limit: 3n })).toEqual([
      [['a', 'integer', 1n, 2n]],
      [['a', 'integer', 3n]],
    ]);
    const frames: Frame[] = [];
    const detail = await detailOf(
      (async () => {
        const request = { ...emptyReadRequest, table: 't.csv', messageLimit: 2n };
        for await (const frame of await backend.read(request, signal)) frames.push(frame);
      })(),
    );
    expect(detail).toBe('type mismatch in row 4, col 0');
    expect(frames).toHaveLength(1);
  });

  it('ends when it is cancelled', async () => {
    await writeFile(path.join(folder, 't.csv'), `a\n${'1\n'.repeat(500_000)}`);
    const controller = new AbortController();
    const request = { ...emptyReadRequest, table: 't.csv', messageLimit: 10n };
    const pull = async (): Promise<void> => {
      for await (const frame of await backend.read(request, controller.signal)) {
        expect(frame.length).toBe(10);
        controller.abort();
      }
    };
    await expect(pull()).rejects.toThrow();
  });
});

describe('writing', () => {
  it('writes cells as Go does, times so that they come back', async () => {
    const nulls = new Bitmap(2);
    nulls.set(1);
    await write('t.csv', {
      indices: [new StringColumn('key', ['a', 'b'])],
      columns: [
        new Int64Column('i', 'integer', BigInt64Array.of(9223372036854775807n, 0n), nulls),
        new FloatColumn('f', Float64Array.of(1e6, NaN)),
        new StringColumn('s', ['a,"b"', ' x']),
        new Int64Column('t', 'time', BigInt64Array.of(1n, 0n)),
      ],
    });
    expect(await readFile(path.join(folder, 't.csv'), 'utf8')).toBe(
      'i,f,s,t\n9223372036854775807,1e+06,"a,""b""",1970-01-01T00:00:00.000000001Z\n0,NaN," x",1970-01-01T00:00:00Z\n',
    );
    expect(await readdir(folder)).toEqual(['.unfinished', 't.csv']);
    expect(await readdir(path.join(folder, '.unfinished'))).toEqual([]);
  });

  it('keeps lone empty cells and the header of a frame without rows', async () => {
    await write('t.csv', { columns: [new StringColumn('', ['', 'x'])] });
    expect(await read('t.csv')).toEqual([[['', 'string', '', 'x']]]);
    await write('t.csv', { columns: [new StringColumn('a', [])] });
    expect(await readFile(path.join(folder, 't.csv'), 'utf8')).toBe('a\n');
  });

  it('leaves the table as it was when a write fails or is abandoned', async () => {
    await write('t.csv', { columns: [new StringColumn('a', ['old'])] });
    const columns = [new StringColumn('a', ['x']), new NullColumn('n', 1)];
    expect(await detailOf(write('t.csv', { columns }))).toBe(
      'n:0 cannot get value: index 0 out of range [0:-2]',
    );
    const twice = [new StringColumn('a', ['1']), new StringColumn('a', ['2'])];
    expect(await detailOf(write('t.csv', { columns: twice }))).toBe('duplicate column name - "a"');
    expect(await read('t.csv')).toEqual([[['a', 'string', 'old']]]);
    expect(await readdir(path.join(folder, '.unfinished'))).toEqual([]);
  });

  it('shows a reader the old table or the new one', async () => {
    const table = (value: string): FrameParts => ({
      columns: [
        new StringColumn(
          'a',
          Array.from({ length: 2000 }, () => value),
        ),
      ],
    });
    await write('t.csv', table('0'));
    const writes = (async () => {
      for (let i = 1; i < 20; i++) await write('t.csv', table(`x${i}`));
    })();
    for (let i = 0; i < 20; i++) {
      const [[column = []] = []] = (await read('t.csv')) as unknown[][][];
      expect(new Set(column.slice(2)).size).toBe(1);
      expect(column).toHaveLength(2002);
    }
    await writes;
  });

  it('drops what an earlier process left unfinished', async () => {
    await mkdir(path.join(folder, '.unfinished'), { recursive: true });
    await writeFile(path.join(folder, '.unfinished', 'x'), 'half');
    await csvBackend({ folder });
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('names', () => {
  const hostile = [
    '../x.csv',
    'a/../../x.csv',
    '..',
    '.',
    '',
    '/',
    'a//b',
    '.unfinished/x',
    'a\0b',
    'a'.repeat(300),
    'a/',
  ];
  it.each(hostile)('%j reaches nothing', async (table) => {
    await writeFile(path.join(root, 'x.csv'), 'secret\n1\n');
    for (const action of [
      read(table),
      write(table, { columns: [new StringColumn('a', ['1'])] }),
      backend.create({ ...emptyCreateRequest, table }, signal),
      backend.delete({ ...emptyDeleteRequest, table }, signal),
    ]) {
      await expect(action).rejects.toThrow(FramesError);
    }
    expect(await readdir(root)).toEqual(['csv', 'x.csv']);
    expect(await readFile(path.join(root, 'x.csv'), 'utf8')).toBe('secret\n1\n');
  });

  it('follows no link that leads outside', async () => {
    await writeFile(path.join(root, 'x.csv'), 'secret\n1\n');
    await symlink(path.join(root, 'x.csv'), path.join(folder, 'link.csv'));
    await symlink(root, path.join(folder, 'out'));
    expect(await detailOf(read('link.csv'))).toBe('open link.csv: is a link, not a file');
    expect(await detailOf(read('out/x.csv'))).toBe('open out/x.csv: leads outside the csv folder');
    expect(await detailOf(backend.delete({ ...emptyDeleteRequest, table: 'out/x.csv' }, signal))).toContain(
      'outside',
    );
    expect(await readFile(path.join(root, 'x.csv'), 'utf8')).toBe('secret\n1\n');
  });

  it.each(['%2e%2e%2fx.csv', 'ä 😀.csv', 'a;b.csv', '/t.csv'])('%j is a plain name', async (table) => {
    await write(table, { columns: [new StringColumn('a', ['1x'])] });
    expect(await read(table)).toEqual([[['a', 'string', '1x']]]);
    expect(await readdir(root)).toEqual(['csv']);
  });

  it('needs the folder of a table to exist', async () => {
    expect(await detailOf(write('no/t.csv'))).toBe('open no/t.csv: no such file or directory');
    expect(await detailOf(read('t.csv'))).toBe('open t.csv: no such file or directory');
    await mkdir(path.join(folder, 'd'));
    expect(await detailOf(read('d'))).toBe('cannot read header (columns): read d: is a directory');
    expect(await detailOf(write('d'))).toBe('open d: is a directory');
  });
});

describe('tables', () => {
  it('are created once, with a header', async () => {
    const field = { name: 'b,c', doc: '', default: undefined, type: '', properties: new Map() };
    const schema = {
      type: '',
      namespace: '',
      name: '',
      doc: '',
      aliases: [],
      fields: [field],
      key: undefined,
    };
    await backend.create({ ...emptyCreateRequest, table: 't.csv', schema }, signal);
    expect(await readFile(path.join(folder, 't.csv'), 'utf8')).toBe('"b,c"\n');
    const again = { ...emptyCreateRequest, table: 't.csv' };
    expect(await detailOf(backend.create(again, signal))).toBe(`file '"t.csv"' already exists`);
    await backend.create({ ...again, ifExists: 1 }, signal);
    const unnamed = { ...schema, fields: [{ ...field, name: '' }] };
    expect(await detailOf(backend.create({ ...again, table: 'u.csv', schema: unnamed }, signal))).toBe(
      'field 0 with no name',
    );
    expect(await readdir(folder)).not.toContain('u.csv');
    expect(await detailOf(backend.create({ ...again, table: 'no/t.csv' }, signal))).toBe(
      'cannot create file: open no/t.csv: no such file or directory',
    );
  });

  it('are deleted, and a missing one only when told so', async () => {
    await write('t.csv', { columns: [new StringColumn('a', ['1'])] });
    await backend.delete({ ...emptyDeleteRequest, table: 't.csv' }, signal);
    const request = { ...emptyDeleteRequest, table: 't.csv' };
    expect(await detailOf(backend.delete(request, signal))).toBe(`path to file '"t.csv"' doesn't exist`);
    await backend.delete({ ...request, ifMissing: 1 }, signal);
  });
});

describe('ping', () => {
  const exec = (command: string, args: Record<string, bigint> = {}): Promise<Frame | undefined> =>
    backend.exec(
      {
        ...emptyExecRequest,
        table: 't',
        command,
        args: new Map(Object.entries(args).map(([name, value]) => [name, { dtype: 'integer', value }])),
      },
      signal,
    );

  it('answers with numbers', async () => {
    const frame = await exec('PING', { rows: 3n, cols: 2n });
    expect(frame?.columns.map((column) => [column.name, column.at(2)])).toEqual([
      ['col-0', 0n],
      ['col-1', 2n],
    ]);
    expect((await exec('ping'))?.length).toBe(37);
    expect((await exec('ping', { cols: 0n }))?.columns).toEqual([]);
    expect((await exec('ping', { rows: -1n }))?.length).toBe(0);
  });

  it.each([{ cols: -1n }, { cols: 2n ** 62n }, { rows: 2n ** 62n }])('refuses %o', async (args) => {
    expect(await detailOf(exec('ping', args as Record<string, bigint>))).toContain('at most');
  });

  it('is the only command', async () => {
    expect(await detailOf(exec('pong'))).toBe(`CSV backend doesn't support execute command '"pong"'`);
  });
});
