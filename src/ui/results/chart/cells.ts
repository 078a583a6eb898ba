import { FloatColumn, Int64Column, LabelColumn, type Column } from '../../../data/column';
import type { Frame } from '../../../data/frame';
import { valueText } from '../../../data/valueText';

/** The number of a row as a place in a picture; NaN where there is none. */
export type NumberAt = (row: number) => number;

const nanosPerMilli = 1e6;

/** A column as numbers, times in milliseconds since the epoch: a picture shows no more of 64 bits than a double holds. */
export function numbersOf(column: Column | undefined): NumberAt {
  if (column === undefined) return () => NaN;
  const { nulls } = column;
  const at = valuesOf(column);
  return nulls === undefined ? at : (row) => (nulls.get(row) ? NaN : at(row));
}

function valuesOf(column: Column): NumberAt {
  if (column instanceof FloatColumn) {
    const { values } = column;
    return (row) => values[row] ?? NaN;
  }
  if (column instanceof Int64Column) {
    const { values, dtype } = column;
    return dtype === 'time' ? (row) => Number(values[row]) / nanosPerMilli : (row) => Number(values[row]);
  }
  if (column instanceof LabelColumn && typeof column.scalar.value !== 'string') {
    const { value, dtype } = column.scalar;
    const constant = dtype === 'time' ? Number(value) / nanosPerMilli : Number(value);
    return () => constant;
  }
  return () => NaN;
}

/** Gives each combination of the values of some fields a number, in the order in which they are met. */
export class Combinations {
  /** The first ones, as they are shown. */
  readonly names: string[] = [];
  /** How many there were besides. */
  omitted = 0;
  private readonly ids = new Map<string, number>();

  /**
   * @param fields positions in a frame, indices counted first; with none all rows are of one combination
   * @param most so many get a number, from 0; what is met later gets -1
   */
  constructor(
    private readonly fields: readonly number[],
    private readonly most: number,
  ) {}

  of({ indices, columns }: Frame): (row: number) => number {
    const all = [...indices, ...columns];
    const chosen = this.fields.map((field) => all[field]);
    if (chosen.every((column) => column instanceof LabelColumn && column.nulls === undefined)) {
      const id = this.idOf(chosen.map((column) => textAt(column, 0)));
      return () => id;
    }
    return (row) => this.idOf(chosen.map((column) => textAt(column, row)));
  }

  private idOf(texts: readonly string[]): number {
    const key = texts.length === 1 ? (texts[0] ?? '') : JSON.stringify(texts);
    const known = this.ids.get(key);
    if (known !== undefined) return known;
    const id = this.names.length < this.most ? this.names.length : -1;
    if (id < 0) this.omitted++;
    else this.names.push(texts.join(', '));
    this.ids.set(key, id);
    return id;
  }
}

function textAt(column: Column | undefined, row: number): string {
  const value = column?.at(row);
  if (column === undefined || value === null || value === undefined) return 'null';
  return valueText(value, column.dtype);
}
