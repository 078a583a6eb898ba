import {
  BooleanColumn,
  FloatColumn,
  Int64Column,
  LabelColumn,
  StringColumn,
  type Column,
} from '../../../data/column';
import type { Scalar } from '../../../data/dtype';
import type { Frame } from '../../../data/frame';
import { integerFormatter, timeFormatter } from '../../../data/int64Text';
import { formatTime } from '../../../data/time';
import { FramesError } from '../../../wire/errors';
import type { NewRecord, NewRecords } from '../../storage/streams';
import { namedColumns } from './namedColumns';

/**
 * The rows of a frame as records: a JSON object each, of indices and columns, keys in order of their names
 * (spec/stream.md §2). NaN and nulls are left out, as JSON has no word for the one and readers none for the other (Quirks 4).
 * @throws FramesError in the original's words, before any record is made
 */
export function toRecords(frame: Frame): JsonRecords {
  const members = namedColumns(frame).map(([name, column]) => memberOf(name, column));
  let text = '';
  const ends = new Uint32Array(frame.length);
  for (let row = 0; row < frame.length; row++) {
    let separator = '{';
    for (const member of members) {
      const written = member(row);
      if (written === '') continue;
      text += separator + written;
      separator = ',';
    }
    text += separator === '{' ? '{}' : '}';
    ends[row] = text.length;
  }
  return cut(text, ends);
}

/** @param ends where the records end in the text, in its own units */
function cut(text: string, ends: Uint32Array): JsonRecords {
  const bytes = Buffer.from(text);
  const offsets = new Uint32Array(ends.length + 1);
  const isAscii = bytes.length === text.length;
  let start = 0;
  ends.forEach((end, row) => {
    const length = isAscii ? end - start : Buffer.byteLength(text.slice(start, end));
    offsets[row + 1] = (offsets[row] ?? 0) + length;
    start = end;
  });
  return new JsonRecords(bytes, offsets);
}

/** Records that have data and nothing else, one behind the other. */
export class JsonRecords implements NewRecords {
  /** @param offsets where each record starts, and after the last one where it ends */
  constructor(
    readonly bytes: Buffer,
    readonly offsets: Uint32Array,
  ) {}

  static join(parts: readonly JsonRecords[]): JsonRecords {
    const [only] = parts;
    if (only !== undefined && parts.length === 1) return only;
    const offsets = new Uint32Array(parts.reduce((sum, { length }) => sum + length, 1));
    let rows = 0;
    for (const part of parts) {
      const shift = offsets[rows] ?? 0;
      for (let row = 1; row <= part.length; row++) offsets[rows + row] = shift + (part.offsets[row] ?? 0);
      rows += part.length;
    }
    return new JsonRecords(Buffer.concat(parts.map(({ bytes }) => bytes)), offsets);
  }

  get length(): number {
    return this.offsets.length - 1;
  }

  at(row: number): NewRecord {
    return new JsonRecord(this.bytes, this.offsets, row);
  }
}

class JsonRecord implements NewRecord {
  readonly partitionKey = undefined;
  readonly clientInfo = undefined;
  readonly shard = undefined;

  constructor(
    private readonly bytes: Buffer,
    private readonly offsets: Uint32Array,
    private readonly row: number,
  ) {}

  get data(): Uint8Array {
    return this.bytes.subarray(this.offsets[this.row], this.offsets[this.row + 1]);
  }
}

/** Writes key and value of a row; nothing where the value is left out. */
function memberOf(name: string, column: Column): (row: number) => string {
  const key = `${quote(name)}:`;
  const write = valueWriter(column);
  return (row) => {
    const value = write(row);
    return value === '' ? '' : key + value;
  };
}

/** Writes the value of a row; nothing where it is null, or JSON has no word for it. */
function valueWriter(column: Column): (row: number) => string {
  const { nulls } = column;
  const write = plainWriter(column);
  return nulls === undefined ? write : (row) => (nulls.get(row) ? '' : write(row));
}

function plainWriter(column: Column): (row: number) => string {
  if (column instanceof FloatColumn) return (row) => formatFloat(column.values[row] ?? NaN);
  if (column instanceof StringColumn) return (row) => quote(column.values.at(row) ?? '');
  if (column instanceof BooleanColumn) return (row) => String(column.values.get(row));
  if (column instanceof Int64Column) {
    if (column.dtype === 'integer') return integerFormatter(column.values);
    const format = timeFormatter(column.values);
    return (row) => `"${format(row)}"`;
  }
  if (column instanceof LabelColumn) {
    let text: string | undefined;
    return () => (text ??= formatScalar(column.scalar));
  }
  return (row) => {
    throw invalid(`row iteration error: ${column.name}:${row} - unknown dtype - 6`);
  };
}

function formatScalar({ dtype, value }: Scalar): string {
  if (dtype === 'float') return formatFloat(value);
  if (dtype === 'string') return quote(value);
  return dtype === 'time' ? quote(formatTime(value)) : String(value);
}

function formatFloat(value: number): string {
  if (Number.isNaN(value)) return '';
  if (!Number.isFinite(value)) throw invalid(`json: unsupported value: ${value > 0 ? '+Inf' : '-Inf'}`);
  return Object.is(value, -0) ? '-0' : String(value);
}

/** What stands in a JSON string as it is: most strings have nothing else. */
const plain = /^[ !#-%'-;=?-[\]-~]*$/;

/** A JSON string as Go's encoder writes it, safe inside HTML. */
function quote(text: string): string {
  if (plain.test(text)) return `"${text}"`;
  return JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function invalid(detail: string): FramesError {
  return new FramesError({ code: 'invalidArgument', detail });
}
