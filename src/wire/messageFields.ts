import { decoding } from './decoding';

/** One length-delimited field of a message, and all the others. */
export interface TakenField {
  /** Its content; undefined when the message does not have the field. */
  readonly content: Uint8Array | undefined;
  readonly rest: Uint8Array;
}

/**
 * Takes an embedded message out of another one, so that each can be decoded by its own code. An embedded message that
 * occurs several times is merged, which on the wire is to be joined.
 * @throws FramesError of code `protocol`
 */
export function takeField(what: string, bytes: Uint8Array, tag: number): TakenField {
  const contents: Uint8Array[] = [];
  const rest: Uint8Array[] = [];
  forEachField(what, bytes, (field) => {
    if (field.tag === tag) contents.push(field.content);
    else rest.push(field.record);
  });
  return { content: contents.length === 0 ? undefined : join(contents), rest: join(rest) };
}

/**
 * The one field of a oneof that counts, which is the last one; undefined when there is none.
 * @param tags the fields of the oneof, all length-delimited
 * @throws FramesError of code `protocol`
 */
export function takeOneof(
  what: string,
  bytes: Uint8Array,
  tags: readonly number[],
): { readonly tag: number; readonly content: Uint8Array } | undefined {
  let chosen = 0;
  let contents: Uint8Array[] = [];
  forEachField(what, bytes, ({ tag, content }) => {
    if (!tags.includes(tag)) return;
    if (tag !== chosen) contents = [];
    chosen = tag;
    contents.push(content);
  });
  return chosen === 0 ? undefined : { tag: chosen, content: join(contents) };
}

interface Field {
  readonly tag: number;
  /** The field as it stands, with its tag. */
  readonly record: Uint8Array;
  /** Of a length-delimited field what comes after the length. */
  readonly content: Uint8Array;
}

function forEachField(what: string, bytes: Uint8Array, visit: (field: Field) => void): void {
  decoding(what, bytes, (reader) => {
    while (reader.pos < reader.len) {
      const start = reader.pos;
      const tag = reader.tag();
      let contentAt = reader.pos;
      if ((tag & 7) === 2 && tag >>> 3 !== 0) {
        const length = reader.size();
        contentAt = reader.pos;
        reader.skip(length);
      } else {
        reader.skipType(tag & 7, 0, tag >>> 3);
      }
      visit({
        tag,
        record: bytes.subarray(start, reader.pos),
        content: bytes.subarray(contentAt, reader.pos),
      });
    }
  });
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts;
  return parts.length === 1 && first !== undefined ? first : Buffer.concat(parts);
}
