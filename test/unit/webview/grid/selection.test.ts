import { describe, expect, it } from 'vitest';
import {
  addCell,
  collapse,
  extendTo,
  fit,
  isSelected,
  noSelection,
  rangesWithin,
  selectAll,
  selectCell,
  selectColumn,
  selectRow,
  touchesColumn,
  touchesRow,
  type Selection,
} from '../../../../webview/grid/selection';

const bounds = { rows: 10, columns: 4 };

/** Ranges as `rows×columns`, ends exclusive. */
function shown(selection: Selection): string[] {
  return rangesWithin(selection, bounds).map(
    (range) => `${range.startRow}-${range.endRow}×${range.startColumn}-${range.endColumn}`,
  );
}

describe('a selection', () => {
  it.each<[string, Selection, string[]]>([
    ['of nothing', noSelection, []],
    ['of a cell', selectCell({ row: 2, column: 1 }), ['2-3×1-2']],
    ['of the header', selectCell({ row: -1, column: 1 }), []],
    ['drawn out', extendTo(selectCell({ row: 2, column: 1 }), { row: 4, column: 3 }), ['2-5×1-4']],
    ['drawn back', extendTo(selectCell({ row: 4, column: 3 }), { row: 2, column: 1 }), ['2-5×1-4']],
    [
      'drawn again from the same corner',
      extendTo(extendTo(selectCell({ row: 4, column: 3 }), { row: 9, column: 3 }), { row: 3, column: 2 }),
      ['3-5×2-4'],
    ],
    [
      'of two cells',
      addCell(selectCell({ row: 0, column: 0 }), { row: 5, column: 2 }),
      ['0-1×0-1', '5-6×2-3'],
    ],
    [
      'whose last cell is drawn out',
      extendTo(addCell(selectCell({ row: 0, column: 0 }), { row: 5, column: 2 }), { row: 6, column: 3 }),
      ['0-1×0-1', '5-7×2-4'],
    ],
    ['of a row', selectRow(noSelection, 3), ['3-4×0-4']],
    ['of rows', selectRow(selectRow(noSelection, 3), 1, { extend: true }), ['1-4×0-4']],
    ['of rows apart', selectRow(selectRow(noSelection, 3), 8, { add: true }), ['3-4×0-4', '8-9×0-4']],
    ['of a column', selectColumn(noSelection, 2), ['0-10×2-3']],
    ['of columns', selectColumn(selectColumn(noSelection, 2), 0, { extend: true }), ['0-10×0-3']],
    ['of all', selectAll(noSelection), ['0-10×0-4']],
    [
      'drawn out from the header',
      extendTo(selectCell({ row: -1, column: 1 }), { row: 1, column: 1 }),
      ['0-2×1-2'],
    ],
    [
      'drawn towards the header',
      extendTo(selectCell({ row: 2, column: 1 }), { row: -1, column: 1 }),
      ['2-3×1-2'],
    ],
    ['collapsed', collapse(extendTo(selectCell({ row: 2, column: 1 }), { row: 4, column: 3 })), ['2-3×1-2']],
  ])('%s', (_what, selection, expected) => {
    expect(shown(selection)).toEqual(expected);
  });

  it('keeps the active cell while it is drawn out', () => {
    const selection = extendTo(selectCell({ row: 2, column: 1 }), { row: 4, column: 3 });
    expect(selection).toMatchObject({ active: { row: 2, column: 1 }, head: { row: 4, column: 3 } });
  });

  it('of whole columns grows with the result', () => {
    const [range] = rangesWithin(selectColumn(noSelection, 1), { rows: 1e9, columns: 4 });
    expect(range?.endRow).toBe(1e9);
  });

  it('knows its cells, rows and columns', () => {
    const selection = addCell(selectRow(noSelection, 3), { row: 6, column: 2 });
    expect(isSelected(selection, { row: 3, column: 99 })).toBe(true);
    expect(isSelected(selection, { row: 6, column: 1 })).toBe(false);
    expect([touchesRow(selection, 6), touchesRow(selection, 5)]).toEqual([true, false]);
    const cell = selectCell({ row: 6, column: 2 });
    expect([touchesColumn(cell, 2), touchesColumn(cell, 1)]).toEqual([true, false]);
  });

  it('fits a result that has become smaller', () => {
    const selection = addCell(selectCell({ row: 1, column: 1 }), { row: 50, column: 9 });
    const fitted = fit(selection, bounds);
    expect(fitted.active).toEqual({ row: 9, column: 3 });
    expect(shown(fitted)).toEqual(['1-2×1-2']);
  });
});
