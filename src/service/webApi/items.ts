import { compileCondition } from '../../language/expression/evaluate';
import { parseCondition, parseUpdate } from '../../language/expression/parse';
import { compileUpdate, type Update } from '../../language/expression/update';
import { itemAttributes, withChanges } from '../backends/nosql/attributeValue';
import type { Change, Item } from '../storage/storage';
import { itemOf, type FunctionCall } from './call';
import { conditionFailed, itemExists } from './conditionFailure';
import { changeHeaders, done, json, type Reply } from './reply';
import { formatEntry, parseSelection, type Entry } from './selection';
import { checkWritable, type Place } from './target';
import { parseAttributes } from './typedAttributes';
import { invalid, noSuchFile } from './webApiError';

/** The attributes of an item, or of any other object or directory. */
export async function getItem(call: FunctionCall): Promise<Reply> {
  const selection = parseSelection(call.body.text('AttributesToGet') || undefined, { withName: false });
  const entry = await findEntry(call);
  if (entry === undefined) throw noSuchFile();
  return json(`{"Item":${formatEntry(entry, selection)}}`, changeHeaders(entry.modified));
}

async function findEntry(call: FunctionCall): Promise<Entry | undefined> {
  const { storage } = call;
  const { directory, name } = itemOf(call);
  const path = directory.path === '' ? name : `${directory.path}/${name}`;
  const item = await storage.items.get(directory, name);
  const object = await storage.objects.read(directory.container, path);
  const found = object ?? item ?? (await findDirectory(call, path));
  if (found === undefined) return undefined;
  return {
    name,
    path,
    size: object?.body.length ?? 0,
    created: found.created,
    modified: found.modified,
    attributes: item?.attributes ?? new Map<string, never>(),
  };
}

async function findDirectory(
  { storage, path: { container } }: FunctionCall,
  path: string,
): Promise<Pick<Entry, 'created' | 'modified'> | undefined> {
  if (!(await storage.objects.directoryExists(container, path))) return undefined;
  const parent = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  const snapshot = await storage.snapshot({ container, path: parent });
  try {
    return snapshot.directories({ container, path: parent }).find(({ prefix }) => prefix === `${path}/`);
  } finally {
    snapshot.close();
  }
}

/** Puts attributes into an item, which is made if need be with the directories above it. */
export async function putItem(call: FunctionCall): Promise<Reply> {
  const members = call.body.entries('Item');
  if (members === undefined) throw invalid('Item is missing');
  const attributes = parseAttributes(members);
  return changeItem(call, {
    mode: call.body.text('UpdateMode') ?? 'OverWriteAttributes',
    after: (kept) => new Map([...kept, ...attributes]),
  });
}

/** Runs an expression over an item; with an alternate one where the condition is false. */
export async function updateItem(call: FunctionCall): Promise<Reply> {
  const { body } = call;
  const update = parsed(body.text('UpdateExpression') ?? '');
  const alternate = body.text('AlternateUpdateExpression');
  return changeItem(call, {
    mode: body.text('UpdateMode') ?? 'CreateOrReplaceAttributes',
    after: updating(update),
    otherwise: alternate === undefined ? undefined : updating(parsed(alternate)),
  });
}

/** Blobs stand in expressions as text: their length is that of the body, not of a person's writing. */
function parsed(expression: string): Update {
  return compileUpdate(parseUpdate(expression, { maxBytes: Number.MAX_SAFE_INTEGER }));
}

function updating(update: Update): NewAttributes {
  return (kept, stored) => {
    const before = stored?.attributes ?? new Map<string, never>();
    return withChanges(kept, update(itemAttributes(before, stored)));
  };
}

/** What an item has afterwards: made of the attributes that it keeps, and of what is stored. */
type NewAttributes = (kept: Item['attributes'], stored: Item | undefined) => Item['attributes'];

interface ItemChange {
  readonly mode: string;
  readonly after: NewAttributes;
  /** What to do where the condition is false; else it is a failure. */
  readonly otherwise?: NewAttributes | undefined;
}

const modes = ['CreateOrReplaceAttributes', 'OverWriteAttributes', 'CreateNewItemOnly'];

async function changeItem(call: FunctionCall, { mode, after, otherwise }: ItemChange): Promise<Reply> {
  if (!modes.includes(mode)) throw invalid(`UpdateMode must be one of ${modes.join(', ')}`);
  const place = itemOf(call);
  checkWritable({ ...place.directory, path: `${place.directory.path}/${place.name}` });
  const text = call.body.text('ConditionExpression') ?? '';
  const condition = compileCondition(parseCondition(text));
  return call.storage.change(async (change) => {
    const stored = await storedItem(change, place);
    if (mode === 'CreateNewItemOnly' && stored !== undefined) throw itemExists();
    const before = stored?.attributes ?? new Map<string, never>();
    const holds = condition(itemAttributes(before, stored));
    const make = holds ? after : otherwise;
    if (make === undefined) throw conditionFailed(text);
    const kept = mode === 'OverWriteAttributes' ? new Map<string, never>() : before;
    await change.replaceItems(place.directory, new Map([[place.name, make(kept, stored)]]));
    return done(changeHeaders((await storedItem(change, place))?.modified ?? 0n));
  }, call.signal);
}

async function storedItem(change: Change, { directory, name }: Place): Promise<Item | undefined> {
  return (await change.getItems(directory, [name])).get(name);
}
