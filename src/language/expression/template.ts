import type { Column } from '../../data/column';
import { allColumns, type Frame } from '../../data/frame';
import { compileCondition, type Condition } from './evaluate';
import { parseCondition, parseUpdate } from './parse';
import { compileUpdate, type Update } from './update';
import type { Attributes, AttributeValue } from './value';

/**
 * The condition of a write: names in braces are cells of the row, other names attributes of the stored item
 * (spec/kv.md §6). Cells take part as values, never as text, so no data can change what the condition says.
 * A null cell makes the comparison around it false.
 * @param columns the columns and indices of the frame, the empty name for an unnamed index
 * @throws ExpressionError for a text that does not parse, or braces around an unknown name
 */
export function compileConditionTemplate(text: string, columns: Iterable<string>): Condition {
  return compileCondition(parseCondition(text, { cells: new Set(columns) }));
}

/** The expression of a write, likewise. A null cell that is read makes the update fail, unless `if_not_exists` asks for it. */
export function compileUpdateTemplate(text: string, columns: Iterable<string>): Update {
  return compileUpdate(parseUpdate(text, { cells: new Set(columns) }));
}

/** From here on the text of a double has an exponent, as Go prints it. */
const leastExponent = 1e6;

/** The rows of a frame as attributes, one at a time: the cells of a template. */
export class FrameRow implements Attributes {
  /** The row to read, in [0, frame.length). */
  row = 0;
  private readonly columns = new Map<string, Column>();

  constructor(frame: Frame) {
    for (const column of allColumns(frame)) {
      if (!this.columns.has(column.name)) this.columns.set(column.name, column);
    }
  }

  /** Of the indices and columns, in frame order. */
  get names(): IterableIterator<string> {
    return this.columns.keys();
  }

  /**
   * A whole double is the integer that its text would be, unless that has an exponent (spec/kv.md §6): `n={v}` stores 5 for 5.0.
   * @returns undefined for a null cell and for a name that no column has
   */
  get(name: string): AttributeValue | undefined {
    const column = this.columns.get(name);
    const value = column?.at(this.row) ?? undefined;
    if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < leastExponent) {
      return BigInt(value);
    }
    return column?.dtype === 'time' && typeof value === 'bigint' ? { nanos: value } : value;
  }
}
