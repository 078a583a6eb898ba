import { BooleanColumn, FloatColumn, Int64Column, LabelColumn, type Column } from '../../../data/column';
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
  private readonly ids = new Map<number | string, number>();
  private readonly ordinals: readonly Ordinals[];

  /**
   * @param fields positions in a frame, indices counted first; with none all rows are of one combination
   * @param most so many get a number, from 0; what is met later gets -1
   */
  constructor(
    private readonly fields: readonly number[],
    private readonly most: number,
  ) {
    this.ordinals = fields.map(() => new Ordinals());
  }

  of({ indices, columns }: Frame): (row: number) => number {
    const all = [...indices, ...columns];
    const at = this.fields.map((field, i) => this.ordinals[i]?.of(all[field]) ?? ((): number => 0));
    const [first, second] = at;
    if (first === undefined) {
      const only = this.idOf(0, () => '');
      return () => only;
    }
    // Up to two labels, as most have, need no text to tell their combinations apart.
    const keyAt =
      at.length > 2
        ? (row: number): string => at.map((ordinalAt) => ordinalAt(row)).join()
        : (row: number): number => first(row) * mostOrdinals + (second?.(row) ?? 0);
    const nameAt = (row: number): string =>
      at.map((ordinalAt, i) => this.ordinals[i]?.names[ordinalAt(row)] ?? '').join(', ');
    return (row) => this.idOf(keyAt(row), () => nameAt(row));
  }

  private idOf(key: number | string, name: () => string): number {
    const known = this.ids.get(key);
    if (known !== undefined) return known;
    const id = this.names.length < this.most ? this.names.length : -1;
    if (id < 0) this.omitted++;
    else this.names.push(name());
    this.ids.set(key, id);
    return id;
  }
}

/** More than the values that a field can have in memory. */
const mostOrdinals = 2 ** 26;

/** Numbers the values of one field as texts. */
class Ordinals {
  readonly names: string[] = [];
  private readonly known = new Map<string, number>();

  of(column: Column | undefined): (row: number) => number {
    if (column === undefined || (column instanceof LabelColumn && column.nulls === undefined)) {
      const only = this.ordinalOf(textAt(column, 0));
      return () => only;
    }
    if (column instanceof BooleanColumn) {
      const [yes, no] = [this.lazily('true'), this.lazily('false')];
      const none = this.lazily('null');
      return (row) => (column.isNull(row) ? none() : column.values.get(row) ? yes() : no());
    }
    return (row) => this.ordinalOf(textAt(column, row));
  }

  private ordinalOf(text: string): number {
    const known = this.known.get(text);
    if (known !== undefined) return known;
    this.known.set(text, this.names.length);
    return this.names.push(text) - 1;
  }

  private lazily(text: string): () => number {
    let ordinal: number | undefined;
    return () => (ordinal ??= this.ordinalOf(text));
  }
}

function textAt(column: Column | undefined, row: number): string {
  const value = column?.at(row);
  if (column === undefined || value === null || value === undefined) return 'null';
  return valueText(value, column.dtype);
}
