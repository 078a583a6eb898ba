import { isUtf8 } from 'node:buffer';
import { setImmediate } from 'node:timers/promises';
import { Bitmap } from '../../../data/bitmap';
import { BooleanColumn, FloatColumn, StringColumn, type Column } from '../../../data/column';
import { Utf8Strings } from '../../storage/utf8Strings';
import { encodedRun } from '../nosql/encodedRun';
import type { JsonRun } from './jsonRun';

/** Records that are read without a pause, in some milliseconds. */
const recordsPerTurn = 4096;
/** Below this many bytes a byte loop is quicker than a call. */
const shortString = 24;
/** A whole number of so many digits is exact as a double, and so is a power of ten up to the greatest below. */
const exactDigits = 15;
const powersOfTen = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

const [quote, backslash, comma, colon, open, close] = [0x22, 0x5c, 0x2c, 0x3a, 0x7b, 0x7d];
const [minus, plus, dot, zero, nine, lowerE, upperE] = [0x2d, 0x2b, 0x2e, 0x30, 0x39, 0x65, 0x45];
const [lowerT, lowerF, lowerN, space] = [0x74, 0x66, 0x6e, 0x20];

/**
 * The columns of records that are JSON objects of numbers, strings, booleans and nulls, each key of one type: a column for
 * each key, in the order of first appearance. Strings go from the record to the column without becoming strings.
 * A key that a record lacks is a filler without a null.
 * @returns undefined when a record is anything else, or unusual in any way: then it takes a real parser to read them
 */
export async function columnsOfFlatRecords({
  bytes,
  offsets,
  length,
}: JsonRun): Promise<Column[] | undefined> {
  // Strings stand between quotes, so that each of them is good when all of it is.
  if (!isUtf8(bytes.subarray(offsets[0], offsets[length]))) return undefined;
  const reader = new FlatReader(bytes, length);
  for (let row = 0; row < length; row++) {
    if (!reader.read(row, offsets[row] ?? 0, offsets[row + 1] ?? 0)) return undefined;
    if (row % recordsPerTurn === recordsPerTurn - 1) await setImmediate();
  }
  return reader.slots.map((slot) => slot.column());
}

/**
 * Reads byte after byte and looks no further than one beyond a record that ends too early: a closing brace is missing then,
 * and the reader does not end where the record does.
 */
class FlatReader {
  readonly slots: Slot[] = [];
  private at = 0;

  constructor(
    private readonly bytes: Buffer,
    private readonly rows: number,
  ) {}

  /** Whether it is a flat object whose members fit what is known. */
  read(row: number, start: number, end: number): boolean {
    const { bytes } = this;
    this.at = start;
    this.skipBlanks();
    if (bytes[this.at++] !== open) return false;
    this.skipBlanks();
    if (bytes[this.at] === close) this.at++;
    else {
      for (let next = 0; ; next++) {
        next = this.slotAt(next);
        const slot = this.slots[next];
        if (slot === undefined || slot.lastRow === row) return false;
        slot.lastRow = row;
        this.skipBlanks();
        if (bytes[this.at++] !== colon) return false;
        this.skipBlanks();
        if (!this.readValue(slot, row)) return false;
        this.skipBlanks();
        const after = bytes[this.at++];
        if (after === close) break;
        if (after !== comma || this.at >= end) return false;
        this.skipBlanks();
      }
    }
    this.skipBlanks(end);
    return this.at === end;
  }

  private skipBlanks(end = this.bytes.length): void {
    for (; this.at < end; this.at++) {
      const byte = this.bytes[this.at] ?? 0;
      if (byte > space || (byte !== space && byte !== 0x0a && byte !== 0x0d && byte !== 0x09)) return;
    }
  }

  /** Reads a key. Most often it is that of the slot after the one before. @returns -1 when it cannot be one */
  private slotAt(expected: number): number {
    const { slots } = this;
    if (slots[expected]?.isAt(this.bytes, this.at)) {
      this.at += slots[expected].key.length;
      return expected;
    }
    const found = slots.findIndex((slot) => slot.isAt(this.bytes, this.at));
    if (found < 0) return this.addSlot();
    this.at += slots[found]?.key.length ?? 0;
    return found;
  }

  private addSlot(): number {
    const { bytes, at, slots } = this;
    if (bytes[at] !== quote) return -1;
    let end = at + 1;
    for (; bytes[end] !== quote; end++) {
      if (end >= bytes.length || bytes[end] === backslash || (bytes[end] ?? 0) < space) return -1;
    }
    const name = bytes.toString('utf8', at + 1, end);
    // An object has names that are numbers first, whatever their place in the text.
    if (/^\d+$/.test(name)) return -1;
    this.at = end + 1;
    slots.push(new Slot(name, Buffer.from(bytes.subarray(at, end + 1)), this.rows));
    return slots.length - 1;
  }

  private readValue(slot: Slot, row: number): boolean {
    const first = this.bytes[this.at] ?? 0;
    if (first === quote) return this.readString(slot, row);
    if (first === minus || (first >= zero && first <= nine)) return this.readNumber(slot, row);
    if (first === lowerT) return this.readWord('true') && slot.addBoolean(row, true);
    if (first === lowerF) return this.readWord('false') && slot.addBoolean(row, false);
    return first === lowerN && this.readWord('null') && slot.addNull(row);
  }

  private readWord(word: string): boolean {
    for (let i = 0; i < word.length; i++) if (this.bytes[this.at + i] !== word.charCodeAt(i)) return false;
    this.at += word.length;
    return true;
  }

  private readString(slot: Slot, row: number): boolean {
    const { bytes } = this;
    const start = this.at + 1;
    let end = start;
    let isEscaped = false;
    for (; bytes[end] !== quote; end++) {
      const byte = bytes[end];
      if (byte === undefined || byte < space) return false;
      if (byte === backslash) {
        isEscaped = true;
        end++;
      }
    }
    this.at = end + 1;
    if (!isEscaped) return slot.addText(row, { bytes, start, end });
    const text = unescaped(bytes.toString('utf8', start - 1, end + 1));
    if (text === undefined) return false;
    const own = Buffer.from(text);
    return slot.addText(row, { bytes: own, start: 0, end: own.length });
  }

  private readNumber(slot: Slot, row: number): boolean {
    const { bytes } = this;
    const start = this.at;
    let at = start;
    const isNegative = bytes[at] === minus;
    if (isNegative) at++;
    const whole = at;
    let digits = 0;
    for (let byte = bytes[at] ?? 0; byte >= zero && byte <= nine; byte = bytes[++at] ?? 0) {
      digits = digits * 10 + (byte - zero);
    }
    if (at === whole || (bytes[whole] === zero && at - whole > 1)) return false;
    let count = at - whole;
    let places = 0;
    if (bytes[at] === dot) {
      const fraction = ++at;
      for (let byte = bytes[at] ?? 0; byte >= zero && byte <= nine; byte = bytes[++at] ?? 0) {
        digits = digits * 10 + (byte - zero);
      }
      places = at - fraction;
      if (places === 0) return false;
      count += places;
    }
    let isExact = count <= exactDigits;
    if (bytes[at] === lowerE || bytes[at] === upperE) {
      isExact = false;
      if (bytes[++at] === plus || bytes[at] === minus) at++;
      const exponent = at;
      while ((bytes[at] ?? 0) >= zero && (bytes[at] ?? 0) <= nine) at++;
      if (at === exponent) return false;
    }
    this.at = at;
    // One division of two exact numbers rounds once, as reading the text does.
    const value = digits / (powersOfTen[places] ?? NaN);
    if (isExact) return slot.addNumber(row, isNegative ? -value : value);
    return slot.addNumber(row, Number(bytes.toString('latin1', start, at)));
  }
}

function unescaped(text: string): string | undefined {
  try {
    return JSON.parse(text) as string;
  } catch {
    return undefined;
  }
}

/** What becomes of one key. */
class Slot {
  /** The last row that has it. */
  lastRow = -1;
  private kind: 'number' | 'string' | 'boolean' | undefined;
  private nulls: Bitmap | undefined;
  private numbers = new Float64Array(0);
  private booleans = new Bitmap(0);
  private texts = Buffer.alloc(0);
  private textOffsets = new Uint32Array(0);
  private textRows = 0;

  constructor(
    private readonly name: string,
    /** With its quotes, as the records have it. */
    readonly key: Buffer,
    private readonly rows: number,
  ) {}

  isAt(bytes: Buffer, at: number): boolean {
    const { key } = this;
    for (let i = 0; i < key.length; i++) if (bytes[at + i] !== key[i]) return false;
    return true;
  }

  addNumber(row: number, value: number): boolean {
    if (this.kind === undefined) {
      this.kind = 'number';
      this.numbers = new Float64Array(this.rows).fill(NaN);
    }
    this.numbers[row] = value;
    return this.kind === 'number';
  }

  addBoolean(row: number, value: boolean): boolean {
    if (this.kind === undefined) {
      this.kind = 'boolean';
      this.booleans = new Bitmap(this.rows);
    }
    if (value && this.kind === 'boolean') this.booleans.set(row);
    return this.kind === 'boolean';
  }

  addText(
    row: number,
    { bytes, start, end }: { readonly bytes: Buffer; readonly start: number; readonly end: number },
  ): boolean {
    if (this.kind === undefined) {
      this.kind = 'string';
      this.textOffsets = new Uint32Array(this.rows + 1);
    }
    if (this.kind !== 'string') return false;
    this.passTo(row);
    let at = this.textOffsets[row] ?? 0;
    if (at + end - start > this.texts.length) this.grow(at + end - start);
    if (end - start > shortString) at += bytes.copy(this.texts, at, start, end);
    else for (let i = start; i < end; i++) this.texts[at++] = bytes[i] ?? 0;
    this.textOffsets[row + 1] = at;
    this.textRows = row + 1;
    return true;
  }

  addNull(row: number): boolean {
    this.nulls ??= new Bitmap(this.rows);
    this.nulls.set(row);
    return true;
  }

  column(): Column {
    const { name, nulls, rows } = this;
    if (this.kind === 'number') return new FloatColumn(name, this.numbers, nulls);
    if (this.kind === 'boolean') return new BooleanColumn(name, this.booleans, nulls);
    if (this.kind === undefined) this.textOffsets = new Uint32Array(rows + 1);
    this.passTo(rows);
    const texts = this.texts.subarray(0, this.textOffsets[rows]);
    return new StringColumn(name, encodedRun(new Utf8Strings(texts, this.textOffsets)), nulls);
  }

  /** Rows before `row` that have no text have an empty one. */
  private passTo(row: number): void {
    this.textOffsets.fill(this.textOffsets[this.textRows] ?? 0, this.textRows, row + 1);
    this.textRows = row;
  }

  private grow(least: number): void {
    const grown = Buffer.allocUnsafe(Math.max(least, this.texts.length * 2, 4096));
    this.texts.copy(grown);
    this.texts = grown;
  }
}
