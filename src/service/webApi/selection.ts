import type { Item, ItemValue, ObjectEntry } from '../storage/storage';
import { nameAttribute, objectTypes, systemAttributes } from '../items/systemAttributes';
import { inodeOf } from './nameHash';
import { formatValue } from './typedAttributes';

/** An object, item or directory with its attributes. */
export interface Entry {
  readonly name: string;
  /** Full path inside the container. */
  readonly path: string;
  /** Bytes of the body. */
  readonly size: number;
  readonly objectType: number;
  /** Of a shard: the sequence of its last record. */
  readonly lastSequence: bigint | undefined;
  /** Nanoseconds since the epoch, as `modified`. */
  readonly created: bigint;
  readonly modified: bigint;
  readonly attributes: ReadonlyMap<string, ItemValue>;
}

/** Which attributes a call asks for (spec/webapi.md §4). */
export interface Selection {
  /** User attributes to fetch; undefined means all. */
  readonly attributes: readonly string[] | undefined;
  /** System attributes, the name among them, in the order of the answer. */
  readonly system: readonly string[];
}

const inodeAttribute = '__inode_number';
const sequenceAttribute = '__last_sequence_num';
const allSystem = [nameAttribute, ...systemAttributes.keys(), inodeAttribute, sequenceAttribute];

/**
 * `*` stands for all user attributes, `**` for the system's too.
 * @param text names with commas between them
 * @param withName `*` includes the name of the item
 */
export function parseSelection(
  text: string | undefined,
  { withName }: { readonly withName: boolean },
): Selection {
  const names = (text ?? '*').split(',').map((name) => name.trim());
  const wanted = new Set(names.filter((name) => name !== ''));
  if (wanted.has('**')) return { attributes: undefined, system: allSystem };
  const system = allSystem.filter((name) => wanted.has(name));
  if (!wanted.has('*')) {
    return { attributes: [...wanted].filter((name) => !allSystem.includes(name)), system };
  }
  return {
    attributes: undefined,
    system: withName && !system.includes(nameAttribute) ? [nameAttribute, ...system] : system,
  };
}

/** What an entry has of the selection; attributes that it lacks are left out. */
export function formatEntry(entry: Entry, { attributes, system }: Selection): string {
  const members: string[] = [];
  const add = (name: string, value: ItemValue | undefined): void => {
    if (value !== undefined) members.push(`${JSON.stringify(name)}:${formatValue(value)}`);
  };
  for (const name of system) add(name, systemValue(entry, name));
  for (const name of attributes ?? entry.attributes.keys()) add(name, entry.attributes.get(name));
  return `{${members.join(',')}}`;
}

function systemValue(entry: Entry, name: string): ItemValue | undefined {
  if (name === nameAttribute) return { type: 'string', value: entry.name };
  const value =
    name === inodeAttribute
      ? BigInt(inodeOf(entry.path))
      : name === sequenceAttribute
        ? entry.lastSequence
        : systemAttributes.get(name)?.(entry);
  return value === undefined ? undefined : { type: 'long', value };
}

/** An item and the object of the same name as one; the item's times are those of the attributes. */
export function entryOf(
  path: string,
  { item, object }: { readonly item?: Item | undefined; readonly object?: ObjectEntry | undefined },
): Entry | undefined {
  const facts = item ?? object;
  if (facts === undefined) return undefined;
  return {
    name: path.slice(path.lastIndexOf('/') + 1),
    path,
    size: object?.size ?? 0,
    objectType: object?.lastSequence === undefined ? objectTypes.file : objectTypes.shard,
    lastSequence: object?.lastSequence,
    created: facts.created,
    modified: facts.modified,
    attributes: item?.attributes ?? new Map<string, never>(),
  };
}
