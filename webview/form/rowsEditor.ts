import type {
  CellProblem,
  CellType,
  FieldView,
  FormValue,
  TypedColumn,
  TypedRows,
} from '../../src/protocol/form';
import { button } from '../shared/controls';
import { element, setAttribute } from '../shared/dom';
import type { Entry, EntryOptions } from './entry';

const types: readonly CellType[] = ['string', 'integer', 'float', 'boolean', 'time'];

const REMOVE_ICON = 'M8 7.3 12.3 3l.7.7L8.7 8l4.3 4.3-.7.7L8 8.7 3.7 13l-.7-.7L7.3 8 3 3.7l.7-.7L8 7.3z';

/** Rows more than these are pasted as CSV text instead. */
const MOST_ROWS = 1000;

/** A small table whose columns have names and types. Enter goes down and makes a new row at the end; arrows go up and down. */
export class RowsEditor implements Entry {
  readonly element = element('div', { class: 'entry rows' });
  readonly target = element('div', {
    class: 'rows-scroll',
    role: 'group',
    attributes: { 'aria-label': 'Rows' },
  });
  private readonly table = element('table');
  private columns: readonly TypedColumn[] = [];
  private cells: readonly (readonly string[])[] = [];
  private problems: readonly CellProblem[] = [];

  constructor(private readonly options: Pick<EntryOptions, 'id' | 'onInput'>) {
    this.target.id = options.id;
    this.target.append(this.table);
    const addRow = button({ label: 'Add Row', look: 'secondary', onClick: () => this.addRow() });
    const addColumn = button({ label: 'Add Column', look: 'secondary', onClick: () => this.addColumn() });
    this.element.append(this.target, element('div', { class: 'buttons' }, addRow, addColumn));
    this.table.addEventListener('paste', (event) => this.paste(event));
    this.table.addEventListener('keydown', (event) => this.onKey(event));
  }

  read(): FormValue {
    return { columns: this.columns, cells: this.cells };
  }

  write(value: FormValue): void {
    const { columns, cells } = value as TypedRows;
    if (JSON.stringify({ columns, cells }) === JSON.stringify(this.read())) return;
    this.columns = columns;
    this.cells = cells;
    this.draw();
  }

  update({ cellProblems = [] }: FieldView): void {
    this.problems = cellProblems;
    this.mark();
  }

  focus(): void {
    const [first] = this.problems;
    (first ? this.input(first.row, first.column) : this.input(0, 0))?.focus();
  }

  private addRow(): void {
    this.cells = [...this.cells, this.columns.map(() => '')];
    this.redraw(this.cells.length - 1, 0);
  }

  private addColumn(): void {
    this.columns = [...this.columns, { name: '', dtype: 'string' }];
    this.cells = this.cells.map((row) => [...row, '']);
    this.redraw(-1, this.columns.length - 1);
  }

  private removeRow(at: number): void {
    this.cells = this.cells.filter((_, row) => row !== at);
    if (this.cells.length === 0) this.cells = [this.columns.map(() => '')];
    this.redraw(Math.min(at, this.cells.length - 1), 0);
  }

  private removeColumn(at: number): void {
    this.columns = this.columns.filter((_, column) => column !== at);
    this.cells = this.cells.map((row) => row.filter((_, column) => column !== at));
    this.redraw(-1, Math.min(at, this.columns.length - 1));
  }

  private redraw(row: number, column: number): void {
    this.draw();
    this.input(row, column)?.focus();
    this.options.onInput();
  }

  private draw(): void {
    const head = element('tr', {}, element('td', { class: 'number' }));
    this.columns.forEach((column, at) => head.append(this.columnHead(column, at)));
    head.append(element('td'));
    const rows = this.cells.map((row, at) => this.row(row, at));
    this.table.replaceChildren(element('thead', {}, head), element('tbody', {}, ...rows));
    this.mark();
  }

  private columnHead({ name, dtype }: TypedColumn, at: number): HTMLElement {
    const called = `column ${at + 1}`;
    const input = element('input', {
      class: 'code',
      attributes: {
        type: 'text',
        spellcheck: 'false',
        'aria-label': `Name of ${called}`,
        placeholder: 'name',
      },
    });
    input.value = name;
    input.dataset.place = `-1 ${at}`;
    input.addEventListener('input', () => this.changeColumn(at, { name: input.value }));
    const select = element('select', { attributes: { 'aria-label': `Type of ${called}` } });
    select.append(...types.map((type) => element('option', { text: type, attributes: { value: type } })));
    select.value = dtype;
    select.addEventListener('change', () => this.changeColumn(at, { dtype: select.value as CellType }));
    const remove = button({
      label: `Remove ${called}`,
      look: 'icon',
      icon: REMOVE_ICON,
      onClick: () => this.removeColumn(at),
    });
    const parts = this.columns.length > 1 ? [input, select, remove] : [input, select];
    return element('th', { attributes: { scope: 'col' } }, element('div', { class: 'head' }, ...parts));
  }

  private row(texts: readonly string[], at: number): HTMLElement {
    const made = element(
      'tr',
      {},
      element('th', { class: 'number', text: String(at + 1), attributes: { scope: 'row' } }),
    );
    this.columns.forEach(({ name }, column) => {
      const input = element('input', {
        class: 'code',
        attributes: {
          type: 'text',
          spellcheck: 'false',
          'aria-label': `${name || `column ${column + 1}`}, row ${at + 1}`,
        },
      });
      input.value = texts[column] ?? '';
      input.dataset.place = `${at} ${column}`;
      input.addEventListener('input', () => this.changeCell(at, column, input.value));
      made.append(element('td', {}, input));
    });
    const remove = button({
      label: `Remove row ${at + 1}`,
      look: 'icon',
      icon: REMOVE_ICON,
      onClick: () => this.removeRow(at),
    });
    made.append(element('td', {}, remove));
    return made;
  }

  private changeColumn(at: number, change: Partial<TypedColumn>): void {
    this.columns = this.columns.map((column, i) => (i === at ? { ...column, ...change } : column));
    const name = this.columns[at]?.name ?? '';
    this.cells.forEach((_, row) =>
      this.input(row, at)?.setAttribute('aria-label', `${name || `column ${at + 1}`}, row ${row + 1}`),
    );
    this.options.onInput();
  }

  private changeCell(row: number, column: number, text: string): void {
    this.cells = this.cells.map((texts, at) =>
      at === row ? this.columns.map((_, i) => (i === column ? text : (texts[i] ?? ''))) : texts,
    );
    this.options.onInput();
  }

  private mark(): void {
    for (const input of this.table.querySelectorAll<HTMLInputElement>('input')) {
      const problem = this.problems.find(({ row, column }) => input.dataset.place === `${row} ${column}`);
      setAttribute(input, 'aria-invalid', problem === undefined ? undefined : 'true');
      setAttribute(input, 'title', problem?.message);
    }
  }

  private input(row: number, column: number): HTMLInputElement | null {
    return this.table.querySelector(`input[data-place="${row} ${column}"]`);
  }

  private placeOf(target: EventTarget | null): readonly [row: number, column: number] | undefined {
    const place = target instanceof HTMLInputElement ? target.dataset.place : undefined;
    const [row, column] = place?.split(' ').map(Number) ?? [];
    return row === undefined || column === undefined ? undefined : [row, column];
  }

  private onKey(event: KeyboardEvent): void {
    const place = this.placeOf(event.target);
    if (!place || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const [row, column] = place;
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' || event.key === 'Enter' ? 1 : 0;
    if (step === 0) return;
    event.preventDefault();
    if (event.key === 'Enter' && row === this.cells.length - 1) {
      this.cells = [...this.cells, this.columns.map(() => '')];
      this.redraw(row + 1, column);
    } else this.input(row + step, column)?.focus();
  }

  /** Cells of a spreadsheet, or lines: they fill cells from here on. */
  private paste(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const place = this.placeOf(event.target);
    if (!place || place[0] < 0 || !/[\t\n]/.test(text.trimEnd())) return;
    event.preventDefault();
    const [row, column] = place;
    const pasted = text
      .replace(/\r?\n$/, '')
      .split(/\r?\n/)
      .slice(0, MOST_ROWS)
      .map((line) => line.split('\t'));
    const rows = Math.max(this.cells.length, row + pasted.length);
    this.cells = Array.from({ length: rows }, (_, at) =>
      this.columns.map((__, i) => pasted[at - row]?.[i - column] ?? this.cells[at]?.[i] ?? ''),
    );
    this.redraw(row, column);
  }
}
