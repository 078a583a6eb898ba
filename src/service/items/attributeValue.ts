import type { Changes } from '../../language/expression/update';
import { isTimestamp, type Attributes, type AttributeValue } from '../../language/expression/value';
import type { Item, ItemValue } from '../storage/storage';
import { nameAttribute, systemAttributes, type ItemFacts } from './systemAttributes';

/** Array attributes are blobs with this header (spec/webapi.md §4): magic, version, bytes of values, type of values. */
const arrayMagic = 11223344;
const arrayVersion = 1;
const arrayHeader = 16;
const arrayTypes = { integers: 259, doubles: 261 };

/** A stored value as expressions see it. */
export function toAttributeValue(value: ItemValue): AttributeValue {
  if (value.type === 'time') return { nanos: value.value };
  return value.type === 'blob' ? (toArray(value.value) ?? value.value) : value.value;
}

/** The result of an expression as it is stored. */
function toItemValue(value: AttributeValue): ItemValue {
  switch (typeof value) {
    case 'bigint':
      return { type: 'long', value };
    case 'number':
      return { type: 'double', value };
    case 'string':
      return { type: 'string', value };
    case 'boolean':
      return { type: 'boolean', value };
    default:
      if (isTimestamp(value)) return { type: 'time', value: value.nanos };
      return { type: 'blob', value: value instanceof Uint8Array ? value : fromArray(value) };
  }
}

/** An item with its system attributes; one that does not exist yet has none. */
export function itemAttributes(
  attributes: ReadonlyMap<string, ItemValue>,
  stored: (ItemFacts & Pick<Item, 'name'>) | undefined,
): Attributes {
  return {
    get(name) {
      const own = attributes.get(name);
      if (own !== undefined) return toAttributeValue(own);
      if (stored === undefined) return undefined;
      return name === nameAttribute ? stored.name : systemAttributes.get(name)?.(stored);
    },
  };
}

/** What an item has after an update. */
export function withChanges(
  before: Item['attributes'] | undefined,
  changes: Changes,
): Map<string, ItemValue> {
  const after = new Map(before);
  for (const [attribute, value] of changes) {
    if (value === undefined) after.delete(attribute);
    else after.set(attribute, toItemValue(value));
  }
  return after;
}

function toArray(blob: Uint8Array): BigInt64Array | Float64Array | undefined {
  if (blob.length < arrayHeader) return undefined;
  const header = new DataView(blob.buffer, blob.byteOffset, arrayHeader);
  const length = header.getUint32(8, true);
  if (header.getUint32(0, true) !== arrayMagic || length !== blob.length - arrayHeader || length % 8 !== 0) {
    return undefined;
  }
  const values = new Uint8Array(blob.subarray(arrayHeader)).buffer;
  switch (header.getUint32(12, true)) {
    case arrayTypes.integers:
      return new BigInt64Array(values);
    case arrayTypes.doubles:
      return new Float64Array(values);
    default:
      return undefined;
  }
}

function fromArray(array: BigInt64Array | Float64Array): Uint8Array {
  const blob = new Uint8Array(arrayHeader + array.byteLength);
  const header = new DataView(blob.buffer);
  header.setUint32(0, arrayMagic, true);
  header.setUint32(4, arrayVersion, true);
  header.setUint32(8, array.byteLength, true);
  header.setUint32(12, array instanceof BigInt64Array ? arrayTypes.integers : arrayTypes.doubles, true);
  blob.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), arrayHeader);
  return blob;
}
