import { describe, expect, it } from 'vitest';
import { Bitmap } from '../../../../src/data/bitmap';
import {
  BooleanColumn,
  FloatColumn,
  Int64Column,
  NullColumn,
  StringColumn,
} from '../../../../src/data/column';
import { frameOf, type Frame } from '../../../../src/data/frame';
import {
  compileConditionTemplate,
  compileUpdateTemplate,
  FrameRow,
} from '../../../../src/language/expression/template';
import { applyChanges } from './applyChanges';
import type { AttributeValue } from '../../../../src/language/expression/value';
import { at, item } from './samples';

function strings(name: string, values: readonly string[], nulls?: Bitmap): StringColumn {
  return new StringColumn(name, values, nulls);
}

function integers(name: string, values: readonly bigint[], nulls?: Bitmap): Int64Column {
  return new Int64Column(name, 'integer', new BigInt64Array(values), nulls);
}

function nullAt(length: number, ...rows: number[]): Bitmap {
  const nulls = new Bitmap(length);
  for (const row of rows) nulls.set(row);
  return nulls;
}

/** For each row of the frame, whether the condition holds on the stored item of that row. */
function passing(
  condition: string,
  frame: Frame,
  stored: (Map<string, AttributeValue> | undefined)[] = [],
): boolean[] {
  const row = new FrameRow(frame);
  const test = compileConditionTemplate(condition, row.names);
  return Array.from({ length: frame.length }, (_, i) => {
    row.row = i;
    return test(stored[i] ?? item({}), row);
  });
}

describe('conditions recorded from the original', () => {
  const frame = frameOf({
    indices: [strings('k', ['a', 'b', 'c'])],
    columns: [integers('v', [3n, 30n, 6n]), strings('s', ['new', 'new', 'old'])],
  });
  const stored = [item({ k: 'a', v: 1n, s: 'x' }), item({ k: 'b', v: 10n, s: 'y' })];

  it.each([
    ['v < 5', [true, false, false]],
    ['{v} > 5', [false, true, true]],
    ["{s} == 'new'", [true, true, false]],
    ['{v}>=3 AND {v}<15', [true, false, true]],
    ['exists(v)', [true, true, false]],
    ["starts({s}, 'aaa') AND {v} == 3", [false, false, false]],
    ["{k} == 'c'", [false, false, true]],
    ['v < {v}', [true, true, false]],
    ['', [true, true, true]],
  ])('%s', (condition, rows) => {
    expect(passing(condition, frame, stored)).toEqual(rows);
  });

  it('floats, booleans and times', () => {
    const typed = frameOf({
      indices: [strings('k', ['a', 'b'])],
      columns: [
        new FloatColumn('f', new Float64Array([1.5, 2])),
        new BooleanColumn('b', new Bitmap(2, new Uint8Array([1]))),
        new Int64Column('t', 'time', new BigInt64Array([1576108800000000000n, 1576108860000000000n])),
      ],
    });
    expect(passing('{f} < 2 and {b} == true and {t} == 1576108800:0', typed)).toEqual([true, false]);
  });

  it.each([
    ['{nosuch} == 1', 'there is no column or index called "nosuch", only "k", "v", "s", at character 1'],
    ['{v} ===', 'expected a value, found "=" (equality is "=="), at character 7'],
    ['{} == 1', 'there is no column or index called "", only "k", "v", "s", at character 1'],
    ['{v == 1', 'expected a value, found "{" without "}", at character 1'],
    ['{v}{v} == 1', 'expected an operator or the end of the expression, found "{v}", at character 4'],
  ])('refuses %s', (condition, message) => {
    expect(() => passing(condition, frame)).toThrow(message);
  });
});

describe('cells', () => {
  it('are values: no data changes what the condition says', () => {
    const hostile = ["x' or 1==1 or '", "it's", '{v}', 'back\\slash', ''];
    const frame = frameOf({ columns: [strings('s', hostile), integers('v', [1n, 2n, 3n, 4n, 5n])] });
    const stored = hostile.map((s) => item({ s }));
    expect(passing("{s} == 'x'", frame)).toEqual([false, false, false, false, false]);
    expect(passing('{s} == s', frame, stored)).toEqual([true, true, true, true, true]);
  });

  it('that are null or NaN make every comparison false', () => {
    const frame = frameOf({
      columns: [
        integers('i', [0n, 0n], nullAt(2, 0)),
        strings('s', ['', ''], nullAt(2, 0)),
        new FloatColumn('f', new Float64Array([NaN, 0])),
        new NullColumn('n', 2),
      ],
    });
    expect(passing('{i} == 0', frame)).toEqual([false, true]);
    expect(passing('{i} != 1', frame)).toEqual([false, true]);
    expect(passing("{s} == ''", frame)).toEqual([false, true]);
    expect(passing('{f} != 1', frame)).toEqual([false, true]);
    expect(passing('{n} == 0 or {n} != 0', frame)).toEqual([false, false]);
    expect(passing('exists({i})', frame)).toEqual([false, true]);
    expect(passing('not {i} == 0', frame)).toEqual([true, false]);
  });

  it('stand in strings too, where other braces are text', () => {
    const frame = frameOf({
      columns: [
        integers('v', [7n, 8n]),
        strings('s', ['x', "'"]),
        new Int64Column('t', 'time', new BigInt64Array([-999_999_500n, 0n])),
      ],
    });
    expect(passing("'n{v}/{s}{t}' == 'n7/x-1:500'", frame)).toEqual([true, false]);
    expect(passing(`"n{v}/{s}" == "n8/'"`, frame)).toEqual([false, true]);
    expect(passing("'{t}' == '0:0'", frame)).toEqual([false, true]);
    expect(passing("'{x}' == '{' + 'x}'", frame)).toEqual([true, true]);
  });

  it('of an unnamed index have an empty name', () => {
    expect(passing('{} == 2', frameOf({ indices: [integers('', [1n, 2n])] }))).toEqual([false, true]);
  });
});

describe('updates', () => {
  const frame = frameOf({
    indices: [strings('k', ['a', 'b'])],
    columns: [integers('v', [3n, 0n], nullAt(2, 1)), strings('s', ["it's", ''])],
  });

  function updated(expression: string, row: number, before: Record<string, AttributeValue> = {}): unknown {
    const cells = new FrameRow(frame);
    cells.row = row;
    const result = item(before);
    applyChanges(result, compileUpdateTemplate(expression, cells.names)(result, cells));
    return Object.fromEntries(result);
  }

  it.each<[string, number, unknown]>([
    ['w={v}+100', 0, { w: 103n, v: 1n }],
    ['v={v}', 0, { v: 3n }],
    ['v=v+{v}; s={s}', 0, { v: 4n, s: "it's" }],
    ['v=if_not_exists({v},-1)', 1, { v: -1n }],
    ["s='{s}'", 1, { v: 1n, s: '' }],
  ])('%s of row %i', (expression, row, after) => {
    expect(updated(expression, row, { v: 1n })).toEqual(after);
  });

  it.each<[number, AttributeValue]>([
    [30, 30n],
    [-0, 0n],
    [999_999, 999_999n],
    [1e6, 1e6],
    [2.5, 2.5],
    [NaN, NaN],
  ])('take the double %d as its text would be taken', (value, taken) => {
    const doubles = new FrameRow(
      frameOf({ indices: [], columns: [new FloatColumn('v', Float64Array.of(value))] }),
    );
    const changes = compileUpdateTemplate('w={v}', doubles.names)(item({}), doubles);
    const result = item({});
    applyChanges(result, changes);
    expect(result.get('w')).toBe(taken);
  });

  it('fail when they read a null cell', () => {
    expect(() => updated('w={v}', 1)).toThrow('the cell of "v" is null');
  });

  it('refuse an unknown name', () => {
    expect(() => updated('w={nosuch}', 0)).toThrow('there is no column or index called "nosuch"');
  });
});

it('a row of a frame reads as an item', () => {
  const row = new FrameRow(
    frameOf({
      indices: [new Int64Column('t', 'time', new BigInt64Array([5n, 1_000_000_007n]))],
      columns: [integers('v', [1n, 2n]), integers('v', [3n, 4n])],
    }),
  );
  row.row = 1;
  expect(row.get('t')).toEqual(at(1, 7));
  expect(row.get('v')).toBe(2n);
  expect(row.get('nosuch')).toBeUndefined();
  expect([...row.names]).toEqual(['t', 'v']);
});
