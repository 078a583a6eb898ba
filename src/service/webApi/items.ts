import { compileCondition } from '../../language/expression/evaluate';
import { parseCondition, parseUpdate } from '../../language/expression/parse';
import { compileUpdate, type Update } from '../../language/expression/update';
import { itemAttributes, withChanges } from '../items/attributeValue';
import { pathIn } from '../storage/directoryPath';
import type { Attributes } from '../../language/expression/value';
import type { Change } from '../storage/storage';
import { itemOf, type FunctionCall } from './call';
import { conditionFailed, itemExists } from './conditionFailure';
import { changeHeaders, done, json, type Reply } from './reply';
import { entryOf, formatEntry, parseSelection, type Entry } from './selection';
import { checkWritable, type Place } from './target';
import { parseAttributes } from './typedAttributes';
import { invalid, noSuchFile, WebApiError } from './webApiError';

/** The attributes of an item, or of any other object or directory. */
export async function getItem(call: FunctionCall): Promise<Reply> {
  const selection = parseSelection(call.body.text('AttributesToGet') || undefined, { withName: false });
  const entry = await findEntry(call);
  if (entry === undefined) throw noSuchFile();
  return json(`{"Item":${formatEntry(entry, selection)}}`, changeHeaders(entry.modified));
}

async function findEntry(call: FunctionCall): Promise<Entry | undefined> {
  const { storage } = call;
  const place = itemOf(call);
  const { directory, name } = place;
  const path = pathOf(place);
  const item = await storage.items.get(directory, name);
  const object = await storage.objects.find(directory.container, path);
  return entryOf(path, { item, object }) ?? (await findDirectory(call, place));
}

async function findDirectory({ storage }: FunctionCall, place: Place): Promise<Entry | undefined> {
  const path = pathOf(place);
  if (!(await storage.objects.directoryExists(place.directory.container, path))) return undefined;
  const snapshot = await storage.snapshot(place.directory);
  try {
    const found = snapshot.directories(place.directory).find(({ prefix }) => prefix === `${path}/`);
    return found && entryOf(path, { object: { ...found, key: path, size: 0, isItem: false } });
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
  return (kept, stored) => withChanges(kept, update(seen(stored)));
}

/** What an item has afterwards: made of the attributes that it keeps, and of what is stored. */
type NewAttributes = (kept: Entry['attributes'], stored: Entry | undefined) => Entry['attributes'];

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
  checkWritable({ ...place.directory, path: pathOf(place) });
  const text = call.body.text('ConditionExpression') ?? '';
  const condition = compileCondition(parseCondition(text));
  const outcome = await call.storage.change(async (change): Promise<Reply | WebApiError> => {
    const stored = await storedEntry(change, place);
    // A refusal has changed nothing: thrown in here it would cost those that share the commit a second run.
    if (mode === 'CreateNewItemOnly' && stored !== undefined) return itemExists();
    const make = condition(seen(stored)) ? after : otherwise;
    if (make === undefined) return conditionFailed(text);
    const kept = mode === 'OverWriteAttributes' ? undefined : stored?.attributes;
    const attributes = make(kept ?? new Map<string, never>(), stored);
    await change.replaceItems(place.directory, new Map([[place.name, attributes]]));
    const changed = (await change.getItems(place.directory, [place.name])).get(place.name);
    return done(changeHeaders(changed?.modified ?? 0n));
  }, call.signal);
  if (outcome instanceof WebApiError) throw outcome;
  return outcome;
}

/** What conditions and expressions see. */
function seen(stored: Entry | undefined): Attributes {
  return itemAttributes(stored?.attributes ?? new Map<string, never>(), stored);
}

async function storedEntry(change: Change, place: Place): Promise<Entry | undefined> {
  const { directory, name } = place;
  const item = (await change.getItems(directory, [name])).get(name);
  return entryOf(pathOf(place), { item, object: await change.findObject(directory, name) });
}

function pathOf({ directory, name }: Place): string {
  return pathIn(directory, name);
}
