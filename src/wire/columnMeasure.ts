import type { Reader } from 'protobufjs/minimal';
import type { DType } from '../data/dtype';
import { readEnd } from './decoding';
import { columnTag, dtypeOf } from './fields';
import { longToBigint } from './scalars';
import { skipStringRun } from './stringRun';
import { countVarints } from './varint';

/** What a Column holds beside its values, and how much room these take. */
export interface ColumnMeasure {
  readonly name: string;
  readonly kind: number;
  readonly dtype: DType;
  readonly size: number;
  /** Values by the dtype they belong to. */
  readonly counts: Readonly<Record<Exclude<DType, 'null'>, number>>;
  /** Bytes of the string records, each with a tag of one byte. */
  readonly stringBytes: number;
  /** Whether all strings are ASCII. */
  readonly ascii: boolean;
}

/** Walks over a Column, which ends at the end of the reader, and checks that its strings are UTF-8. */
export function measureColumn(reader: Reader): ColumnMeasure {
  let name = '';
  let kind = 0;
  let dtype = 0;
  let size = 0;
  const counts = { integer: 0, float: 0, string: 0, time: 0, boolean: 0 };
  let stringBytes = 0;
  let ascii = true;
  while (reader.pos < reader.len) {
    const tag = reader.tag();
    switch (tag) {
      case columnTag.kind:
        kind = reader.int32();
        break;
      case columnTag.name:
        name = reader.stringVerify();
        break;
      case columnTag.dtype:
        dtype = reader.int32();
        break;
      case columnTag.size:
        size = Number(longToBigint(reader.int64()));
        break;
      case columnTag.ints:
        counts.integer += skipVarints(reader);
        break;
      case columnTag.times:
        counts.time += skipVarints(reader);
        break;
      case columnTag.bools:
        counts.boolean += skipVarints(reader);
        break;
      case columnTag.floats:
        counts.float += skipDoubles(reader);
        break;
      case columnTag.string: {
        const start = reader.pos - 1;
        const run = skipStringRun(reader);
        counts.string += run.count;
        stringBytes += reader.pos - start;
        ascii = run.ascii && ascii;
        break;
      }
      case columnTag.int:
        counts.integer++;
        reader.skip();
        break;
      case columnTag.time:
        counts.time++;
        reader.skip();
        break;
      case columnTag.bool:
        counts.boolean++;
        reader.skip();
        break;
      case columnTag.float:
        counts.float++;
        reader.skip(8);
        break;
      default:
        reader.skipType(tag & 7, 0, tag >>> 3);
    }
  }
  return { name, kind, dtype: dtypeOf(dtype), size, counts, stringBytes, ascii };
}

function skipVarints(reader: Reader): number {
  const end = readEnd(reader);
  const count = countVarints(reader.buf, reader.pos, end);
  reader.pos = end;
  return count;
}

function skipDoubles(reader: Reader): number {
  const end = readEnd(reader);
  const length = end - reader.pos;
  if ((length & 7) !== 0) throw new RangeError(`packed doubles of ${length} bytes`);
  reader.pos = end;
  return length >>> 3;
}
