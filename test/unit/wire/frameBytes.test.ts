import { Writer } from 'protobufjs/minimal';
import { describe, expect, it } from 'vitest';
import { FloatColumn, LabelColumn, NullColumn, StringColumn } from '../../../src/data/column';
import { frameOf, FrameShapeError } from '../../../src/data/frame';
import { FramesError } from '../../../src/wire/errors';
import { decodeFrame, decodeFrameMessage, encodeErrorFrame, encodeFrame } from '../../../src/wire/frameCodec';

/** A frame of one column, whose fields `fields` writes. */
function column(fields: (writer: Writer) => Writer): Uint8Array {
  return embedded(10, fields(new Writer()).finish());
}

function embedded(tag: number, content: Uint8Array): Uint8Array {
  return new Writer().uint32(tag).bytes(content).finish();
}

function named(name: string, dtype: number): Writer {
  return new Writer().uint32(18).string(name).uint32(24).uint32(dtype);
}

function join(...parts: Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}

function valuesOf(bytes: Uint8Array): unknown[] {
  const frame = decodeFrame(bytes);
  const [first] = frame.columns;
  return Array.from({ length: frame.length }, (_, row) => first?.at(row));
}

function failure(bytes: Uint8Array): FramesError {
  try {
    decodeFrame(bytes);
  } catch (error) {
    if (error instanceof FramesError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

const invalid = Uint8Array.of(0x61, 0xff);

describe('bytes of the specification', () => {
  it('reads the worked example, and writes it with the number of rows as the original does', () => {
    const bytes = Buffer.from('0a091201611801 2a020102'.replace(' ', ''), 'hex');
    expect(valuesOf(bytes)).toEqual([1n, 2n]);
    const written = Buffer.from(encodeFrame(decodeFrame(bytes))).toString('hex');
    expect(written).toBe('0a0b120161180120022a020102');
  });

  it('reads and writes an error frame', () => {
    const bytes = Buffer.from('220178', 'hex');
    expect(Buffer.from(encodeErrorFrame('x')).equals(bytes)).toBe(true);
    expect(decodeFrameMessage(bytes)).toMatchObject({ error: 'x', frame: { length: 0, columns: [] } });
  });

  it('reads no bytes as an empty frame', () => {
    expect(decodeFrameMessage(new Uint8Array(0))).toMatchObject({ error: '', frame: { length: 0 } });
  });
});

describe('the many ways to write a column', () => {
  const ints = (writer: Writer) => writer.uint32(42).int64s([1, -2]);
  const one = (writer: Writer, value: number) => writer.uint32(40).int64(value);

  it.each<[string, Uint8Array, unknown[]]>([
    ['packed', column(() => ints(named('a', 1))), [1n, -2n]],
    ['unpacked', column(() => one(one(named('a', 1), 3), -4)), [3n, -4n]],
    ['packed and unpacked', column(() => ints(one(ints(named('a', 1)), 3))), [1n, -2n, 3n, 1n, -2n]],
    [
      'an empty record between',
      column(() => ints(ints(named('a', 1)).uint32(42).int64s([]))),
      [1n, -2n, 1n, -2n],
    ],
    [
      'doubles in pieces',
      column(() => named('a', 2).uint32(49).double(0.5).uint32(50).doubles([1, 2]).uint32(49).double(3)),
      [0.5, 1, 2, 3],
    ],
    [
      'booleans in pieces, one in a long varint',
      column(() =>
        named('a', 5)
          .uint32(72)
          .bool(true)
          .uint32(74)
          .bytes(Uint8Array.of(0x80, 0x01, 0, 1)),
      ),
      [true, true, false, true],
    ],
    ['times', column(() => named('a', 4).uint32(66).int64s([5]).uint32(64).int64(6)), [5n, 6n]],
    [
      'strings with other fields between',
      column(() =>
        named('a', 3)
          .uint32(58)
          .string('x')
          .uint32(32)
          .int64(9)
          .uint32(58)
          .string('')
          .uint32(58)
          .string('yz'),
      ),
      ['x', '', 'yz'],
    ],
    [
      'strings whose lengths take more bytes than they need, and one that is long',
      embedded(
        10,
        join(
          named('a', 3).finish(),
          Buffer.from('3a8380800078797a', 'hex'),
          Buffer.from('3a818080800077', 'hex'),
          new Writer().uint32(58).string('é'.repeat(100)).finish(),
        ),
      ),
      ['xyz', 'w', 'é'.repeat(100)],
    ],
    ['dtype after the values', column((writer) => ints(writer).uint32(24).uint32(1)), [1n, -2n]],
    ['the last dtype of two', column(() => ints(named('a', 2)).uint32(24).uint32(1)), [1n, -2n]],
    [
      'arrays of other dtypes',
      column(() => ints(named('a', 3)).uint32(58).string('x').uint32(50).doubles([1])),
      ['x'],
    ],
    ['an unknown kind, as slice', column(() => ints(named('a', 1).uint32(8).uint32(7))), [1n, -2n]],
    ['a size that is not so', column(() => ints(named('a', 1).uint32(32).uint32(700))), [1n, -2n]],
    [
      'unknown fields of every wire type',
      column(() =>
        ints(
          named('a', 1)
            .uint32(800)
            .uint32(1)
            .uint32(801)
            .fixed64(1)
            .uint32(802)
            .string('x')
            .uint32(805)
            .fixed32(1),
        )
          .uint32(803)
          .uint32(8)
          .uint32(1)
          .uint32(804),
      ),
      [1n, -2n],
    ],
    [
      'a known field of another wire type',
      column(() => ints(named('a', 1).uint32(26).string('x'))),
      [1n, -2n],
    ],
    [
      'numbers at the ends of 64 bits',
      column(() =>
        named('a', 1).uint32(42).bytes(Buffer.from('ffffffffffffffff7f80808080808080808001', 'hex')),
      ),
      [2n ** 63n - 1n, -(2n ** 63n)],
    ],
    [
      'a number of ten bytes with bits to spare',
      column(() => named('a', 1).uint32(42).bytes(Buffer.from('ffffffffffffffffff7f', 'hex'))),
      [-1n],
    ],
  ])('%s', (_, bytes, expected) => {
    expect(valuesOf(bytes)).toEqual(expected);
  });

  it('takes the first value of a label', () => {
    const frame = decodeFrame(column(() => ints(named('a', 1).uint32(8).uint32(1).uint32(32).uint32(5))));
    expect(frame.columns[0]).toBeInstanceOf(LabelColumn);
    expect(frame.length).toBe(5);
    expect(frame.columns[0]?.at(4)).toBe(1n);
  });

  it('takes a label of no rows and no value', () => {
    expect(decodeFrame(column(() => named('a', 3).uint32(8).uint32(1))).columns[0]?.length).toBe(0);
  });

  it.each([0, 6, 99])('reads dtype %i as nulls, as many as the frame has rows', (dtype) => {
    const frame = decodeFrame(
      join(
        column(() => ints(named('nothing', dtype))),
        column(() => one(named('a', 1), 3)),
      ),
    );
    expect(frame.columns[0]).toBeInstanceOf(NullColumn);
    expect(frame.columns[0]).toMatchObject({ name: 'nothing', length: 1 });
    expect(frame.length).toBe(1);
  });

  it('keeps the length of a label without values, and writes it as the original does', () => {
    const frame = frameOf({ indices: [new NullColumn('id', 3, 'label')] });
    const bytes = encodeFrame(frame);
    const fields = new Writer().uint32(8).uint32(1).uint32(18).string('id').uint32(24).uint32(6);
    const expected = fields.uint32(32).uint32(3).uint32(74).bytes(Uint8Array.of(0)).finish();
    expect(Buffer.from(bytes).toString('hex')).toBe(Buffer.from(embedded(18, expected)).toString('hex'));
    expect(decodeFrame(bytes)).toEqual(frame);
  });

  it('counts indices before columns', () => {
    const index = embedded(18, ints(named('i', 1)).finish());
    expect(() =>
      decodeFrame(
        join(
          column(() => one(named('a', 1), 3)),
          index,
        ),
      ),
    ).toThrow(new FrameShapeError('"a" column size mismatch (1 != 2)'));
  });
});

describe('null_values', () => {
  const rows = column(() => named('a', 1).uint32(42).int64s([1, 2, 3]));
  const entry = (...keys: string[]) =>
    embedded(42, join(...keys.map((key) => embedded(10, new Writer().uint32(10).string(key).finish()))));
  const nullsOf = (bytes: Uint8Array) => valuesOf(bytes).map((value) => value === null);

  it.each<[string, Uint8Array, boolean[]]>([
    ['one entry a row', join(rows, entry(), entry('a'), entry()), [false, true, false]],
    ['fewer entries than rows', join(rows, entry('a')), [true, false, false]],
    ['more entries than rows', join(rows, entry(), entry(), entry('a'), entry('a')), [false, false, true]],
    ['keys that name no column', join(rows, entry('b', 'ab', ''), entry('x', 'a')), [false, true, false]],
    ['before the columns', join(entry('a'), rows, entry(), entry('a')), [true, false, true]],
    [
      'a key with the value false',
      join(
        rows,
        embedded(42, embedded(10, new Writer().uint32(10).string('a').uint32(16).bool(false).finish())),
      ),
      [true, false, false],
    ],
  ])('%s', (_, bytes, expected) => {
    expect(nullsOf(bytes)).toEqual(expected);
  });

  it('makes no bitmap where nothing is null', () => {
    expect(decodeFrame(join(rows, entry(), entry(), entry())).columns[0]?.nulls).toBeUndefined();
  });

  it('marks a column without a name by an entry without a key', () => {
    const bytes = join(
      column(() => new Writer().uint32(24).uint32(1).uint32(42).int64s([1, 2])),
      embedded(42, embedded(10, new Uint8Array(0))),
    );
    expect(nullsOf(bytes)).toEqual([true, false]);
  });

  it('tells columns with many names apart', () => {
    const names = Array.from({ length: 300 }, (_, i) => `column${i}`);
    const columns = names.map((name) => column(() => named(name, 1).uint32(42).int64s([1])));
    const frame = decodeFrame(join(...columns, entry('column7', 'column299')));
    expect(frame.columns.filter(({ nulls }) => nulls !== undefined).map(({ name }) => name)).toEqual([
      'column7',
      'column299',
    ]);
  });
});

describe('strings', () => {
  const one = (text: string) =>
    decodeFrame(encodeFrame(frameOf({ columns: [new StringColumn('s', [text])] })));

  it.each([
    '',
    'a',
    'ü',
    '日本',
    '😀',
    'x'.repeat(127),
    'x'.repeat(128),
    '😀'.repeat(5000),
    '\ufeffbom',
    'a\0b',
  ])('come back: %s', (text) => {
    expect(one(text).columns[0]?.at(0)).toBe(text);
  });

  it.each([
    ['\ud83d', '\ufffd'],
    ['a\udc00b', 'a\ufffdb'],
    [`${'x'.repeat(200)}\ud800`, `${'x'.repeat(200)}\ufffd`],
  ])('have U+FFFD for lone surrogates', (text, expected) => {
    expect(one(text).columns[0]?.at(0)).toBe(expected);
    const named = frameOf({
      columns: [new FloatColumn(text, Float64Array.of(1))],
      labels: new Map([[text, { dtype: 'string', value: text }]]),
    });
    const decoded = decodeFrame(encodeFrame(named));
    expect(decoded.columns[0]?.name).toBe(expected);
    expect([...decoded.labels]).toEqual([[expected, { dtype: 'string', value: expected }]]);
  });

  it('of all kinds stand side by side', () => {
    const texts = Array.from(
      { length: 1000 },
      (_, i) => ['a', 'ü', '', 'x'.repeat(i), '日'.repeat(i % 60)][i % 5] ?? '',
    );
    const frame = decodeFrame(encodeFrame(frameOf({ columns: [new StringColumn('s', texts)] })));
    expect(texts.map((_, row) => frame.columns[0]?.at(row))).toEqual(texts);
  });

  it('share no memory with the message', () => {
    const bytes = encodeFrame(frameOf({ columns: [new StringColumn('s', ['abc', 'def'])] }));
    const frame = decodeFrame(bytes);
    bytes.fill(0);
    expect(frame.columns[0]?.at(1)).toBe('def');
  });

  it('are read only inside the column', () => {
    const frame = decodeFrame(encodeFrame(frameOf({ columns: [new StringColumn('s', ['abc'])] })));
    const [strings] = frame.columns;
    expect(strings instanceof StringColumn && [strings.values.at(-1), strings.values.at(1)]).toEqual([
      undefined,
      undefined,
    ]);
  });
});

describe('text that is not UTF-8', () => {
  const text = (tag: number, bytes: Uint8Array) => new Writer().uint32(tag).bytes(bytes).finish();

  it.each<[string, Uint8Array]>([
    ['in a column name', column((writer) => writer.uint32(18).bytes(invalid))],
    ['in a string', column(() => named('s', 3).uint32(58).string('a').uint32(58).bytes(invalid))],
    ['in a long string', column(() => named('s', 3).uint32(58).bytes(Buffer.alloc(200, 0xc3)))],
    [
      'in a string before a long one',
      column(() => named('s', 3).uint32(58).bytes(invalid).uint32(58).string('x'.repeat(300))),
    ],
    [
      'in a string after a long one',
      column(() => named('s', 3).uint32(58).string('x'.repeat(300)).uint32(58).bytes(invalid)),
    ],
    [
      'in a character cut by the end of its string',
      column(() => named('s', 3).uint32(58).bytes(Uint8Array.of(0xc3)).uint32(58).string('x')),
    ],
    ['in strings that do not belong to the dtype', column(() => named('s', 1).uint32(58).bytes(invalid))],
    [
      'in a surrogate',
      column(() =>
        named('s', 3)
          .uint32(58)
          .bytes(Uint8Array.of(0xed, 0xa0, 0x80)),
      ),
    ],
    ['in a label key', embedded(26, text(10, invalid))],
    ['in a label value', embedded(26, join(text(10, Buffer.from('k')), embedded(18, text(26, invalid))))],
    ['in the error', text(34, invalid)],
    ['in a key of null_values', embedded(42, embedded(10, text(10, invalid)))],
  ])('%s', (_, bytes) => {
    expect(failure(bytes)).toMatchObject({ code: 'protocol' });
    expect(failure(bytes).detail).toMatch(
      /^cannot decode frame at byte \d+: string field contains invalid UTF-8$/,
    );
  });
});
