import { describe, expect, it } from 'vitest';
import { Columns } from '../../../../webview/grid/columns';
import { draggedWidth, fittedWidth, MIN_WIDTH, type Measure } from '../../../../webview/grid/columnWidths';

const measure: Measure = (text) => text.length * 10;
const field = { name: 'title', dtype: 'string', nullable: false } as const;

describe('the width of a column', () => {
  it('shows the longer of header and cells', () => {
    const byHeader = fittedWidth({ field, isIndex: false, texts: ['a'] }, measure);
    expect(byHeader).toBe(60 + 17 + 8);
    expect(fittedWidth({ field, isIndex: false, texts: ['a', 'x'.repeat(20), 'b'] }, measure)).toBe(217);
    expect(fittedWidth({ field, isIndex: true, texts: [] }, measure)).toBe(50 + 18 + 17 + 8);
  });

  it('has its limits', () => {
    expect(fittedWidth({ field, isIndex: false, texts: ['x'.repeat(500)] }, measure)).toBe(420);
    const tiny = fittedWidth({ field: { ...field, name: 'a' }, isIndex: false, texts: [] }, () => 1);
    expect(tiny).toBe(MIN_WIDTH);
    expect([-50, 1, 200.4, 1e9].map(draggedWidth)).toEqual([MIN_WIDTH, MIN_WIDTH, 200, 4000]);
  });
});

describe('columns', () => {
  const schema = {
    indices: [{ name: 'id', dtype: 'integer', nullable: false }],
    columns: [
      { name: 'a', dtype: 'string', nullable: false },
      { name: 'a', dtype: 'string', nullable: false },
    ],
  } as const;

  function made(): Columns {
    const columns = new Columns(measure);
    columns.setSchema(schema);
    return columns;
  }

  it('fit to their first texts once', () => {
    const columns = made();
    expect(columns.isFitted(1)).toBe(false);
    expect(columns.fit([1], () => ['x'.repeat(20)])).toBe(true);
    expect(columns.width(1)).toBe(217);
    expect(columns.isFitted(1)).toBe(true);
    expect(columns.fit([1], () => ['x'.repeat(20)])).toBe(false);
    expect([...columns.offsets]).toEqual([
      0,
      columns.width(0),
      columns.width(0) + 217,
      columns.offsets.at(-1),
    ]);
  });

  it('keep the width that the user chose, over texts and schemas', () => {
    const columns = made();
    columns.resize(2, 123);
    columns.fit([2], () => ['x'.repeat(30)]);
    columns.setSchema({ ...schema, columns: [...schema.columns, { ...schema.columns[0], name: 'z' }] });
    expect(columns.width(2)).toBe(123);
    expect(columns.width(1)).not.toBe(123);
    const other = new Columns(measure);
    other.chosenWidths = columns.chosenWidths;
    other.setSchema(schema);
    expect(other.width(2)).toBe(123);
  });

  it('give up a chosen width when asked to fit', () => {
    const columns = made();
    columns.resize(2, 123);
    columns.release(2, ['x'.repeat(20)]);
    expect(columns.width(2)).toBe(217);
    expect(columns.chosenWidths).toEqual([]);
  });
});
