import type { ItemValue } from '../storage/storage';
import { nameAttribute, systemAttributes } from '../backends/nosql/systemAttributes';
import { inodeOf } from './nameHash';
import { formatValue } from './typedAttributes';

/** An object, item or directory with its attributes. */
export interface Entry {
  readonly name: string;
  /** Full path inside the container. */
  readonly path: string;
  /** Bytes of the body. */
  readonly size: number;
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
const allSystem = [nameAttribute, ...systemAttributes.keys(), inodeAttribute];

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
  const members = system.map((name) => `${JSON.stringify(name)}:${formatSystem(entry, name)}`);
  for (const name of attributes ?? entry.attributes.keys()) {
    const value = entry.attributes.get(name);
    if (value !== undefined) members.push(`${JSON.stringify(name)}:${formatValue(value)}`);
  }
  return `{${members.join(',')}}`;
}

function formatSystem(entry: Entry, name: string): string {
  if (name === nameAttribute) return formatValue({ type: 'string', value: entry.name });
  const value = systemAttributes.get(name)?.(entry) ?? BigInt(inodeOf(entry.path));
  return formatValue({ type: 'long', value });
}
