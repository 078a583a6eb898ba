import { describe, expect, it } from 'vitest';
import { CsvError, readRecords, type CsvRecord } from '../../../src/csv/records';

/** Cuts bytes into chunks of `size`, so that every boundary falls somewhere else. */
async function* chunked(text: string | Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  for (let i = 0; i < bytes.length; i += size) yield await Promise.resolve(bytes.subarray(i, i + size));
}

async function read(
  text: string | Uint8Array,
  size: number,
  options = {},
): Promise<{ records: CsvRecord[]; error?: CsvError }> {
  const records: CsvRecord[] = [];
  try {
    for await (const batch of readRecords(chunked(text, size), options)) records.push(...batch);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { records, error };
  }
  return { records };
}

const sizes = [1, 2, 3, 7, 4096];

describe('records', () => {
  const cases: [name: string, text: string, fields: (string | null)[][], lines: number[]][] = [
    [
      'plain',
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
      [1, 2],
    ],
    [
      'no last newline',
      'a,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
      [1, 2],
    ],
    [
      'crlf',
      'a,b\r\n1,2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
      [1, 2],
    ],
    [
      'cr before the end',
      'a,b\r\n1,2\r',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
      [1, 2],
    ],
    [
      'a lone cr is text',
      'a\rb,c\n1,2\n',
      [
        ['a\rb', 'c'],
        ['1', '2'],
      ],
      [1, 2],
    ],
    [
      'empty lines',
      '\n\na,b\n\n1,2\n\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
      [3, 5],
    ],
    [
      'missing and empty',
      'a,b,c\n,"",x\n',
      [
        ['a', 'b', 'c'],
        [null, '', 'x'],
      ],
      [1, 2],
    ],
    [
      'quotes',
      '"a","b""c"\n"x,y",z\n',
      [
        ['a', 'b"c'],
        ['x,y', 'z'],
      ],
      [1, 2],
    ],
    [
      'line ends in quotes',
      'a,b\n"1\n2\r\n3",4\n5,6\n',
      [
        ['a', 'b'],
        ['1\n2\n3', '4'],
        ['5', '6'],
      ],
      [1, 2, 5],
    ],
    [
      'unquoted after multi-line',
      '"a\nb",c\n"1",2\n',
      [
        ['a\nb', 'c'],
        ['1', '2'],
      ],
      [1, 3],
    ],
    [
      'wide characters',
      'ä,"😀"\né,"ß"\n',
      [
        ['ä', '😀'],
        ['é', 'ß'],
      ],
      [1, 2],
    ],
    [
      'blanks stay',
      ' a , b\n 1 , 2\n',
      [
        [' a ', ' b'],
        [' 1 ', ' 2'],
      ],
      [1, 2],
    ],
    ['nothing', '', [], []],
  ];
  for (const [name, text, fields, lines] of cases) {
    it.each(sizes)(`${name}, in chunks of %i`, async (size) => {
      const { records, error } = await read(text, size);
      expect(error).toBeUndefined();
      expect(records.map((record) => record.fields)).toEqual(fields);
      expect(records.map((record) => record.line)).toEqual(lines);
    });
  }

  const faults: [name: string, text: string, before: number, message: string][] = [
    ['bare quote', 'a,b\n1,x"y\n', 1, 'parse error on line 2, column 4: bare " in non-quoted-field'],
    [
      'text after a quote',
      'a\n"x"y\n',
      1,
      'parse error on line 2, column 3: extraneous or missing " in quoted-field',
    ],
    [
      'never closed',
      'a\n"b\n',
      1,
      'parse error on line 2, column 4: extraneous or missing " in quoted-field',
    ],
    [
      'never closed, later line',
      'a\n"b\nc',
      1,
      'record on line 2; parse error on line 3, column 2: extraneous or missing " in quoted-field',
    ],
    ['columns count bytes', 'a,b\nä,x"y\n', 1, 'parse error on line 2, column 5: bare " in non-quoted-field'],
    ['too few fields', 'a,b\n1,2\n3\n', 2, 'record on line 3: wrong number of fields'],
    ['too many fields', 'a,b\n\n1,2,3\n', 1, 'record on line 3: wrong number of fields'],
  ];
  for (const [name, text, before, message] of faults) {
    it.each(sizes)(`fails on ${name}, in chunks of %i`, async (size) => {
      const { records, error } = await read(text, size);
      expect(error?.message).toBe(message);
      expect(records).toHaveLength(before);
    });
  }

  it('names the line of bytes that are no UTF-8', async () => {
    const bytes = new Uint8Array([...new TextEncoder().encode('a\nb\n'), 0xff, 0x0a]);
    const { error } = await read(bytes, 2);
    expect(error?.message).toContain('invalid UTF-8');
    expect(error?.line).toBe(3);
  });

  it('drops a byte-order mark unless told to keep it', async () => {
    expect((await read('\ufeffa\n', 1)).records[0]?.fields).toEqual(['a']);
    expect((await read('\ufeffa\n', 1, { keepBom: true })).records[0]?.fields).toEqual(['\ufeffa']);
  });

  it('stops at a quote that is never closed, in linear time', async () => {
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield new TextEncoder().encode('a\n"');
      const block = new TextEncoder().encode('x'.repeat(1 << 16));
      for (let i = 0; i < 1000; i++) yield await Promise.resolve(block);
    }
    const drain = async (): Promise<void> => {
      for await (const batch of readRecords(endless())) expect(batch).toHaveLength(1);
    };
    await expect(drain()).rejects.toThrow(/record on line 2: longer than/);
  });

  it('reads any field that was quoted by the rules, however it is cut', async () => {
    const seed = Date.now() % 1_000_000;
    let state = seed;
    const random = (n: number): number => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return state % n;
    };
    const alphabet = ['a', '"', ',', '\n', 'ü', '😀', ' ', 'b'];
    for (let round = 0; round < 300; round++) {
      const width = 1 + random(4);
      const rows = Array.from({ length: 1 + random(5) }, () =>
        Array.from({ length: width }, () =>
          Array.from({ length: random(5) }, () => alphabet[random(alphabet.length)] ?? '').join(''),
        ),
      );
      const text = rows
        .map((row) => row.map((f) => `"${f.replaceAll('"', '""')}"`).join(',') + '\n')
        .join('');
      const { records, error } = await read(text, 1 + random(6));
      expect(error, `seed ${seed}`).toBeUndefined();
      expect(
        records.map((record) => record.fields),
        `seed ${seed}`,
      ).toEqual(rows);
    }
  });
});
