// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Bitmap } from '../../../../src/data/bitmap';
import { FloatColumn, Int64Column, StringColumn, type Column } from '../../../../src/data/column';
import { frameOf } from '../../../../src/data/frame';
import { ResultSet } from '../../../../src/data/resultSet';
import { allFields } from '../../../../src/data/schema';
import type { CellRange } from '../../../../src/protocol/cellRange';
import { packPage } from '../../../../src/protocol/page';
import { Grid, type GridParts } from '../../../../webview/grid/grid';
import { HEADER_HEIGHT, ROW_HEIGHT } from '../../../../webview/grid/viewport';
import { throughEditor } from '../../protocol/throughEditor';

const VIEW_ROWS = 10;

interface Shown {
  readonly grid: Grid;
  readonly root: HTMLElement;
  readonly resultSet: ResultSet;
  readonly copied: CellRange[][];
  readonly opened: { row: number; column: number }[];
  readonly fetched: CellRange[];
  /** Tells the grid what the result set holds now. */
  update(options?: { generation?: number; isGrowing?: boolean }): Promise<void>;
}

let shown: Shown;

/** Frames, pages and drawing take a few turns. */
async function rest(): Promise<void> {
  for (let i = 0; i < 6; i++)
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
}

function show(resultSet: ResultSet, overrides: Partial<GridParts> = {}): Shown {
  const root = document.createElement('div');
  document.body.append(root);
  Object.defineProperties(root, {
    clientWidth: { value: 1000 },
    clientHeight: { value: HEADER_HEIGHT + VIEW_ROWS * ROW_HEIGHT },
  });
  const copied: CellRange[][] = [];
  const opened: { row: number; column: number }[] = [];
  const fetched: CellRange[] = [];
  const grid = new Grid({
    root,
    label: 'Result',
    fetch: async (range) => {
      fetched.push(range);
      await Promise.resolve();
      const endRow = Math.min(range.endRow, resultSet.rowCount);
      const endColumn = Math.min(range.endColumn, allFields(resultSet.schema).length);
      const frames = resultSet.slice(range.startRow, endRow);
      return throughEditor(packPage(frames, { ...range, endRow, endColumn }));
    },
    onCopy: (ranges) => copied.push([...ranges]),
    onOpen: (at) => opened.push(at),
    onError: () => undefined,
    onSelect: () => undefined,
    onView: () => undefined,
    ...overrides,
  });
  const update: Shown['update'] = async ({ generation = 1, isGrowing = false } = {}) => {
    const { schema, rowCount } = resultSet;
    grid.update({ generation, schemaVersion: allFields(schema).length, schema, rowCount, isGrowing });
    await rest();
  };
  return { grid, root, resultSet, copied, opened, fetched, update };
}

function table(rows: number, columns = 3): ResultSet {
  const names = Array.from({ length: rows }, (_, row) =>
    row === 2 ? '' : row === 3 ? 'a\nb' : `name ${row}`,
  );
  const nulls = new Bitmap(rows);
  if (rows > 1) nulls.set(1);
  const more: Column[] = Array.from(
    { length: columns - 2 },
    (_, i) =>
      new FloatColumn(
        `f${i}`,
        Float64Array.from({ length: rows }, (_value, row) => row + i / 10),
      ),
  );
  const resultSet = new ResultSet();
  resultSet.append(
    frameOf({
      indices: [
        new Int64Column(
          'id',
          'integer',
          BigInt64Array.from({ length: rows }, (_, row) => BigInt(row)),
        ),
      ],
      columns: [new StringColumn('name', { length: rows, at: (row) => names[row] }, nulls), ...more],
    }),
  );
  return resultSet;
}

function query(selector: string): HTMLElement[] {
  return [...shown.root.querySelectorAll<HTMLElement>(selector)].filter(
    (found) => !found.closest('[hidden]'),
  );
}

/** The cell at a row and column as a reader counts them: from 0, without header and row numbers. */
function cell(row: number, column: number): HTMLElement | undefined {
  return query(`[aria-rowindex="${row + 2}"] > [role=gridcell][aria-colindex="${column + 2}"]`)[0];
}

async function press(key: string, modifiers: KeyboardEventInit = {}): Promise<KeyboardEvent> {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...modifiers });
  (document.activeElement ?? shown.root).dispatchEvent(event);
  await rest();
  return event;
}

/** Presses and releases the mouse in the middle of a cell; row -1 is the header, column -1 the row numbers. */
async function click(row: number, column: number, modifiers: PointerEventInit = {}): Promise<void> {
  const place =
    column < 0
      ? undefined
      : row < 0
        ? query(`[role=columnheader][aria-colindex="${column + 2}"]`)[0]
        : cell(row, column);
  const gutter = parseFloat(shown.root.style.getPropertyValue('--gutter'));
  const left = place ? gutter + parseFloat(place.style.left) : 0;
  const width = place ? parseFloat(place.style.width) : gutter;
  const at = { clientX: left + width / 2, clientY: row < 0 ? 10 : HEADER_HEIGHT + (row + 0.5) * ROW_HEIGHT };
  shown.root.dispatchEvent(
    new PointerEvent('pointerdown', { bubbles: true, button: 0, ...at, ...modifiers }),
  );
  shown.root.dispatchEvent(new PointerEvent('pointerup', { bubbles: true, button: 0, ...at, ...modifiers }));
  await rest();
}

function selected(): string[] {
  return query('[aria-selected=true]').map((found) => {
    const row = Number(found.parentElement?.getAttribute('aria-rowindex')) - 2;
    return `${row},${Number(found.getAttribute('aria-colindex')) - 2}`;
  });
}

/** Where the focus stands, as row and column. */
function focused(): string {
  const { activeElement } = document;
  if (activeElement === shown.root) return 'grid';
  const row = Number(activeElement?.closest('[role=row]')?.getAttribute('aria-rowindex')) - 2;
  return `${row},${Number(activeElement?.getAttribute('aria-colindex')) - 2}`;
}

beforeEach(() => {
  HTMLElement.prototype.setPointerCapture = () => undefined;
});

afterEach(() => {
  document.body.replaceChildren();
});

describe('a grid', () => {
  beforeEach(async () => {
    shown = show(table(100_000));
    await shown.update();
  });

  it('says how large it is, and where each cell stands', () => {
    expect(shown.root.getAttribute('role')).toBe('grid');
    expect(shown.root.getAttribute('aria-rowcount')).toBe('100001');
    expect(shown.root.getAttribute('aria-colcount')).toBe('4');
    expect(
      query('[role=columnheader]').map((header) => header.querySelector('.column-name')?.textContent),
    ).toEqual([undefined, 'id', 'name', 'f0']);
    const rows = query('[role=rowgroup] [role=row]').slice(1);
    expect(rows.length).toBeLessThanOrEqual(VIEW_ROWS + 1);
    rows.forEach((row, i) => {
      expect(row.getAttribute('aria-rowindex')).toBe(String(i + 2));
      expect(row.querySelector('[role=rowheader]')?.textContent).toBe(String(i + 1));
    });
  });

  it('draws values, nulls, empty strings and line breaks apart', () => {
    expect(cell(0, 0)).toMatchObject({ textContent: '0' });
    expect(cell(1, 1)?.textContent).toBe('null');
    expect(cell(1, 1)?.classList.contains('null')).toBe(true);
    expect(cell(1, 1)?.getAttribute('aria-label')).toBe('null value');
    expect(cell(2, 1)?.classList.contains('empty')).toBe(true);
    expect(cell(3, 1)?.textContent).toBe('a⏎b');
    expect(cell(0, 1)?.hasAttribute('aria-label')).toBe(false);
  });

  it('marks index columns and tells about columns', () => {
    const [, id, name] = query('[role=columnheader]');
    expect(id?.classList.contains('index')).toBe(true);
    expect(id?.title).toBe('id\nIndex, integer');
    expect(name?.title).toBe('name\nColumn, string, with nulls');
  });

  it('is one stop of the tab key', async () => {
    shown.grid.focus();
    await press('ArrowDown');
    await press('ArrowRight');
    expect(focused()).toBe('1,1');
    expect(query('[tabindex="0"]').length + (shown.root.tabIndex === 0 ? 1 : 0)).toBe(1);
  });

  it('takes the keys that it has, and leaves the others to the editor', async () => {
    shown.grid.focus();
    const seen = vi.fn();
    document.addEventListener('keydown', seen);
    expect((await press('ArrowDown')).defaultPrevented).toBe(true);
    expect(seen).not.toHaveBeenCalled();
    expect((await press('F1')).defaultPrevented).toBe(false);
    expect(seen).toHaveBeenCalledOnce();
    document.removeEventListener('keydown', seen);
  });

  it('goes to the ends and shows what is there', async () => {
    shown.grid.focus();
    await press('End', { ctrlKey: true });
    expect(focused()).toBe('99999,2');
    expect(cell(99_999, 0)?.textContent).toBe('99999');
    await press('Home', { ctrlKey: true });
    expect(focused()).toBe('0,0');
    await press('PageDown');
    expect(focused()).toBe('9,0');
  });

  it('goes up into the header and back', async () => {
    shown.grid.focus();
    await press('ArrowUp');
    expect(document.activeElement?.getAttribute('role')).toBe('columnheader');
    await press('Enter');
    expect(selected()).toContain('5,0');
    await press('ArrowRight', { shiftKey: true });
    expect(selected()).toContain('5,1');
    expect(document.activeElement?.getAttribute('aria-colindex')).toBe('2');
    await press('ArrowDown');
    expect(focused()).toBe('0,0');
  });

  it('selects the row or column of the active cell without leaving it', async () => {
    await click(4, 1);
    shown.grid.focus();
    await press(' ', { shiftKey: true });
    expect(selected().sort()).toEqual(['4,0', '4,1', '4,2']);
    await press(' ', { ctrlKey: true });
    expect(selected()).toContain('9,1');
    expect(focused()).toBe('4,1');
    await press('Escape');
    expect(selected()).toEqual(['4,1']);
  });

  it('keeps the focus while its cell is out of view', async () => {
    shown.grid.focus();
    await press('ArrowDown');
    shown.root.scrollTop = 50_000;
    shown.root.dispatchEvent(new Event('scroll'));
    await rest();
    expect(focused()).toBe('grid');
    await press('ArrowDown');
    expect(focused()).toBe('2,0');
  });

  it('recycles rows when it is scrolled', async () => {
    const before = new Set(query('[role=row]'));
    shown.root.scrollTop = 1000 * ROW_HEIGHT;
    shown.root.dispatchEvent(new Event('scroll'));
    await rest();
    expect(cell(1000, 0)?.textContent).toBe('1000');
    expect(query('[role=row]').every((row) => before.has(row) || row.hidden)).toBe(true);
  });

  it('selects by mouse: cells, ranges, more cells, rows, columns, all', async () => {
    await click(1, 0);
    expect(selected()).toEqual(['1,0']);
    await click(2, 1, { shiftKey: true });
    expect(selected().sort()).toEqual(['1,0', '1,1', '2,0', '2,1']);
    await click(5, 2, { ctrlKey: true });
    expect(selected()).toContain('5,2');
    expect(selected()).toContain('1,0');
    await click(4, -1);
    expect(selected().sort()).toEqual(['4,0', '4,1', '4,2']);
    await click(-1, 1);
    expect(selected()).toContain('0,1');
    expect(selected().every((at) => at.endsWith(',1'))).toBe(true);
    await click(-1, -1);
    expect(selected().length).toBe(query('[role=gridcell]').length);
  });

  it('copies what is selected, however large, and the active cell where nothing is', async () => {
    shown.grid.focus();
    await press('c', { ctrlKey: true });
    await press('a', { ctrlKey: true });
    await press('c', { metaKey: true });
    expect(shown.copied).toEqual([
      [{ startRow: 0, endRow: 1, startColumn: 0, endColumn: 1 }],
      [{ startRow: 0, endRow: 100_000, startColumn: 0, endColumn: 3 }],
    ]);
  });

  it('opens a cell by key and by double click', async () => {
    await click(3, 1);
    shown.grid.focus();
    await press('Enter');
    const place = cell(3, 1);
    const gutter = parseFloat(shown.root.style.getPropertyValue('--gutter'));
    const clientX = gutter + parseFloat(place?.style.left ?? '') + 5;
    shown.root.dispatchEvent(
      new MouseEvent('dblclick', { bubbles: true, clientX, clientY: HEADER_HEIGHT + 3.5 * ROW_HEIGHT }),
    );
    expect(shown.opened).toEqual([
      { row: 3, column: 1 },
      { row: 3, column: 1 },
    ]);
  });

  it('resizes a column by key and by dragging, and fits it by double click', async () => {
    const width = (): number => parseFloat(cell(0, 1)?.style.width ?? '');
    await click(0, 1);
    shown.grid.focus();
    const fitted = width();
    await press('ArrowRight', { altKey: true });
    expect(width()).toBe(fitted + 16);
    const gutter = parseFloat(shown.root.style.getPropertyValue('--gutter'));
    const edge = gutter + parseFloat(cell(0, 1)?.style.left ?? '') + width() - 2;
    const at = (clientX: number): PointerEventInit => ({ bubbles: true, button: 0, clientX, clientY: 10 });
    shown.root.dispatchEvent(new PointerEvent('pointerdown', at(edge)));
    shown.root.dispatchEvent(new PointerEvent('pointermove', at(edge + 100)));
    shown.root.dispatchEvent(new PointerEvent('pointerup', at(edge + 100)));
    await rest();
    expect(width()).toBe(fitted + 116);
    expect(shown.grid.viewState.widths).toHaveLength(1);
    shown.root.dispatchEvent(new MouseEvent('dblclick', at(edge + 100)));
    await rest();
    expect(width()).toBe(fitted);
  });

  it('shows rows that come, and drops those of an earlier run', async () => {
    expect(shown.fetched).toHaveLength(1);
    await shown.update({ generation: 2 });
    expect(shown.fetched).toHaveLength(2);
    expect(cell(0, 0)?.textContent).toBe('0');
  });
});

describe('a grid with a kept place', () => {
  it('returns to it when the rows have come that far', async () => {
    shown = show(new ResultSet());
    shown.grid.viewState = { top: 2000 * ROW_HEIGHT, left: 0, active: { row: 2003, column: 1 }, widths: [] };
    await shown.update({ isGrowing: true });
    shown.resultSet.append(frameOf({ columns: [...(firstFrame(100)?.columns ?? [])] }));
    await shown.update({ isGrowing: true });
    expect(shown.root.scrollTop).toBe(0);
    for (let i = 0; i < 40; i++)
      shown.resultSet.append(frameOf({ columns: [...(firstFrame(100)?.columns ?? [])] }));
    await shown.update({ isGrowing: true });
    expect(shown.root.scrollTop).toBe(2000 * ROW_HEIGHT);
    expect(shown.grid.viewState).toMatchObject({ active: { row: 2003, column: 1 } });
  });

  it('goes as near as it can when no more rows come', async () => {
    shown = show(table(100));
    shown.grid.viewState = { top: 1e6, left: 0, active: { row: 0, column: 0 }, widths: [] };
    await shown.update();
    expect(shown.root.scrollTop).toBe((100 - VIEW_ROWS) * ROW_HEIGHT);
  });
});

describe('a grid of many columns', () => {
  it('has only those in view in the document, and fetches only their blocks', async () => {
    shown = show(table(50, 500));
    await shown.update();
    expect(query('[role=gridcell]').length).toBeLessThan(50 * 20);
    expect(shown.fetched.map(({ startColumn }) => startColumn)).toEqual([0]);
    shown.grid.focus();
    await press('End');
    expect(focused()).toBe('0,499');
    expect(cell(0, 499)?.textContent).toBe('49.7');
    expect(shown.root.getAttribute('aria-colcount')).toBe('501');
  });
});

describe('an empty grid', () => {
  it('shows its columns', async () => {
    shown = show(table(0));
    await shown.update();
    expect(query('[role=columnheader]')).toHaveLength(4);
    expect(query('[role=gridcell]')).toHaveLength(0);
    shown.grid.focus();
    await press('ArrowDown');
    await press('c', { ctrlKey: true });
    await press('Enter');
    expect(shown.copied).toEqual([]);
    expect(shown.opened).toEqual([]);
  });
});

function firstFrame(rows: number): ReturnType<typeof frameOf> | undefined {
  return [...table(rows).slice()][0];
}

describe('a grid whose result is followed', () => {
  /** As after `dropped` of `rows` rows were let go of. */
  async function follow(grid: Grid, rows: number, dropped = 0): Promise<void> {
    const { schema } = table(1);
    const content = { generation: 1, schemaVersion: 1, schema, rowCount: rows, firstRow: dropped };
    grid.update({ ...content, isGrowing: true, isFollowed: true });
    await rest();
  }

  function numbersShown(root: HTMLElement): number[] {
    return [...root.querySelectorAll<HTMLElement>('.row:not([hidden]) .row-header')]
      .map(({ textContent }) => Number(textContent))
      .sort((a, b) => a - b);
  }

  /** Answers for rows that are there only by their number. */
  function start(): Shown {
    const resultSet = table(1000);
    return show(resultSet, {
      fetch: async (range) => {
        await Promise.resolve();
        const endColumn = Math.min(range.endColumn, allFields(resultSet.schema).length);
        const count = range.endRow - range.startRow;
        return throughEditor(packPage(resultSet.slice(0, count), { ...range, endColumn }));
      },
    });
  }

  it('stays at the end as rows come and go', async () => {
    const { grid, root } = start();
    await follow(grid, 100);
    grid.jumpToEnd();
    for (const [rows, dropped] of [
      [101, 0],
      [150, 20],
      [5000, 4000],
    ] as const) {
      await follow(grid, rows, dropped);
      expect(grid.isAtEnd).toBe(true);
      expect(numbersShown(root).at(-1)).toBe(rows);
    }
  });

  it('shows new rows with their cells, and without them when those take too long', async () => {
    let answer: () => void = () => undefined;
    const resultSet = table(1000);
    const { grid, root } = show(resultSet, {
      fetch: async (range) => {
        if (range.startRow > 0) await new Promise<void>((resolve) => (answer = resolve));
        const endColumn = Math.min(range.endColumn, allFields(resultSet.schema).length);
        const count = range.endRow - range.startRow;
        return throughEditor(packPage(resultSet.slice(0, count), { ...range, endColumn }));
      },
    });
    await follow(grid, 256);
    grid.jumpToEnd();
    await rest();
    await follow(grid, 300);
    expect(numbersShown(root).at(-1)).toBe(256);
    answer();
    await rest();
    expect(numbersShown(root).at(-1)).toBe(300);
    await follow(grid, 600);
    expect(numbersShown(root).at(-1)).toBe(300);
    await vi.waitFor(() => expect(numbersShown(root).at(-1)).toBe(600));
  });

  it('stays with the rows that the user scrolled to, whatever goes above them', async () => {
    const { grid, root } = start();
    await follow(grid, 500);
    grid.jumpToEnd();
    await rest();
    root.scrollTop = 200 * ROW_HEIGHT;
    root.dispatchEvent(new Event('scroll'));
    await rest();
    const before = numbersShown(root);
    expect(before[0]).toBe(201);
    await follow(grid, 800, 150);
    expect(grid.isAtEnd).toBe(false);
    expect(numbersShown(root)).toEqual(before);
    await follow(grid, 900, 400);
    expect(numbersShown(root)[0]).toBe(401);
    grid.jumpToEnd();
    await follow(grid, 901, 400);
    expect(numbersShown(root).at(-1)).toBe(901);
  });

  it('lets go of the end with the first step up, and takes it again with the last row', async () => {
    const { grid, root } = start();
    const press = (key: string, ctrlKey = false): void => {
      root.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey }));
    };
    await follow(grid, 100);
    press('End', true);
    await follow(grid, 130);
    expect(numbersShown(root).at(-1)).toBe(130);
    press('ArrowUp');
    await rest();
    await follow(grid, 160);
    expect(grid.isAtEnd).toBe(false);
    press('End', true);
    await follow(grid, 170);
    expect(grid.isAtEnd).toBe(true);
  });

  it('moves and copies within the rows that are there', async () => {
    const { grid, root, copied } = start();
    await follow(grid, 300, 200);
    root.dispatchEvent(new KeyboardEvent('keydown', { key: 'Home', ctrlKey: true }));
    expect(grid.active.row).toBe(200);
    root.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp' }));
    expect(grid.active.row).toBe(-1);
    grid.selectAll();
    root.dispatchEvent(new KeyboardEvent('keydown', { key: 'c', ctrlKey: true }));
    expect(copied.at(-1)).toEqual([{ startRow: 200, endRow: 300, startColumn: 0, endColumn: 3 }]);
  });
});
