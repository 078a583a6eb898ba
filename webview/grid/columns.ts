import { allFields, fieldKeys, type Field, type Schema } from '../../src/data/schema';
import { columnOffsets, type ColumnOffsets } from './columnOffsets';
import { draggedWidth, fittedWidth, type Measure } from './columnWidths';

/** The columns of the present schema and their widths: found from what they show until the user sets them. */
export class Columns {
  private fields: readonly Field[] = [];
  private keys: readonly string[] = [];
  private widths: number[] = [];
  /** Columns whose first rows have been looked at. */
  private fitted = new Set<number>();
  /** By key, so that they outlive a change of schema. */
  private readonly chosen = new Map<string, number>();
  private edges: ColumnOffsets = columnOffsets([]);
  private indexCount = 0;

  constructor(private readonly measure: Measure) {}

  get count(): number {
    return this.fields.length;
  }

  get offsets(): ColumnOffsets {
    return this.edges;
  }

  /** Widths that the user chose, to be kept. */
  get chosenWidths(): [key: string, width: number][] {
    return [...this.chosen];
  }

  set chosenWidths(widths: readonly (readonly [key: string, width: number])[]) {
    for (const [key, width] of widths) this.chosen.set(key, width);
  }

  /** Widths come from names and dtypes at first. */
  setSchema(schema: Schema): void {
    this.fields = allFields(schema);
    this.indexCount = schema.indices.length;
    this.keys = [
      ...fieldKeys(schema.indices).map((key) => `index ${key}`),
      ...fieldKeys(schema.columns).map((key) => `column ${key}`),
    ];
    this.fitted = new Set();
    this.widths = this.fields.map((field, i) => this.widthOf(i, field, []));
    this.edges = columnOffsets(this.widths);
  }

  width(column: number): number {
    return this.widths[column] ?? 0;
  }

  isNumeric(column: number): boolean {
    const dtype = this.fields[column]?.dtype;
    return dtype === 'integer' || dtype === 'float';
  }

  isFitted(column: number): boolean {
    return this.fitted.has(column);
  }

  /**
   * Fits columns to the texts of some rows, those that the user set excepted.
   * @returns whether a width changed
   */
  fit(columns: readonly number[], textsOf: (column: number) => readonly string[]): boolean {
    let changed = false;
    for (const column of columns) {
      const field = this.fields[column];
      if (!field) continue;
      this.fitted.add(column);
      const width = this.widthOf(column, field, textsOf(column));
      changed ||= width !== this.widths[column];
      this.widths[column] = width;
    }
    if (changed) this.edges = columnOffsets(this.widths);
    return changed;
  }

  /**
   * Makes room for texts that came later; a column never becomes narrower by itself, those that the user set stay.
   * @returns whether a width changed
   */
  widen(columns: readonly number[], textsOf: (column: number) => readonly string[]): boolean {
    let changed = false;
    for (const column of columns) {
      const field = this.fields[column];
      if (!field || !this.fitted.has(column)) continue;
      const width = this.widthOf(column, field, textsOf(column));
      if (this.chosen.has(this.keys[column] ?? '') || width <= this.width(column)) continue;
      this.widths[column] = width;
      changed = true;
    }
    if (changed) this.edges = columnOffsets(this.widths);
    return changed;
  }

  /** The user's wish. */
  resize(column: number, width: number): void {
    const key = this.keys[column];
    if (key === undefined) return;
    this.chosen.set(key, draggedWidth(width));
    this.widths[column] = draggedWidth(width);
    this.edges = columnOffsets(this.widths);
  }

  /** Gives a column back the width that fits. */
  release(column: number, texts: readonly string[]): void {
    this.chosen.delete(this.keys[column] ?? '');
    this.fit([column], () => texts);
  }

  private widthOf(column: number, field: Field, texts: readonly string[]): number {
    const chosen = this.chosen.get(this.keys[column] ?? '');
    return chosen ?? fittedWidth({ field, texts, isIndex: column < this.indexCount }, this.measure);
  }
}
