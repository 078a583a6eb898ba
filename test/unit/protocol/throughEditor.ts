/**
 * A message the way the editor carries it from host to page: as JSON in which typed arrays are replaced by references to
 * their whole buffers. What JSON cannot say is lost or throws, as it is there.
 */
export function throughEditor<T>(message: T): T {
  const buffers: ArrayBuffer[] = [];
  const json = JSON.stringify(message, (_key, value: unknown) => {
    if (!ArrayBuffer.isView(value)) return value;
    const { name } = value.constructor;
    if (!(name in arrayTypes)) return value;
    buffers.push((value.buffer as ArrayBuffer).slice(0));
    const { byteOffset, byteLength } = value;
    return { $buffer: buffers.length - 1, name, byteOffset, byteLength };
  });
  return JSON.parse(json, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('$buffer' in value)) return value;
    const { $buffer, name, byteOffset, byteLength } = value as Reference;
    const type = arrayTypes[name as keyof typeof arrayTypes];
    return new type(buffers[$buffer] as ArrayBuffer, byteOffset, byteLength / type.BYTES_PER_ELEMENT);
  }) as T;
}

/** Bytes that the editor copies for the arrays of a message: whole buffers, whatever part of them is used. */
export function bufferBytes(message: unknown): number {
  let bytes = 0;
  JSON.stringify(message, (_key, value: unknown) => {
    if (!ArrayBuffer.isView(value)) return value;
    bytes += value.buffer.byteLength;
    return null;
  });
  return bytes;
}

interface Reference {
  readonly $buffer: number;
  readonly name: string;
  readonly byteOffset: number;
  readonly byteLength: number;
}

const arrayTypes = { Uint8Array, BigInt64Array, Float64Array };
