import { compileCondition } from '../../../language/expression/evaluate';
import { parseCondition, parseUpdate } from '../../../language/expression/parse';
import { compileUpdate } from '../../../language/expression/update';
import { FramesError } from '../../../wire/errors';
import type { ExecRequest } from '../../../wire/messages';
import type { ItemValue, Storage } from '../../storage/storage';
import { resolveTable } from '../../tablePath';
import { itemAttributes, withChanges } from '../../items/attributeValue';
import { badRequest, refusing } from '../platformError';

/** Applies an expression to one item, which is made if need be; the schema stays as it is (spec/kv.md §9.2). */
export async function updateItem(storage: Storage, request: ExecRequest, signal: AbortSignal): Promise<void> {
  const table = resolveTable(request.session, request.table);
  const name = textArgument(request, 'key');
  const expression = textArgument(request, 'expression');
  if (name === '' || expression === '') {
    throw new FramesError({
      code: 'invalidArgument',
      detail: "missing a required parameter - 'table', 'expression', and/or 'key' argument",
    });
  }
  const condition = refusing('condition', () =>
    compileCondition(parseCondition(textArgument(request, 'condition'))),
  );
  const update = refusing('expression', () => compileUpdate(parseUpdate(expression)));
  const isMet = await storage.change(async (change) => {
    const stored = (await change.getItems(table, [name])).get(name);
    const before = stored?.attributes ?? new Map<string, ItemValue>();
    const seen = itemAttributes(before, stored);
    if (!condition(seen)) return false;
    const changes = refusing('expression', () => update(seen));
    await change.replaceItems(table, new Map([[name, withChanges(before, changes)]]));
    return true;
  }, signal);
  // Thrown above, it would cost those that share the commit a second run.
  if (!isMet) throw badRequest('condition', `it is false for the item '${name}'`);
}

/** Empty when it is missing or no string. */
export function textArgument({ args }: ExecRequest, name: string): string {
  const value = args.get(name);
  return value?.dtype === 'string' ? value.value : '';
}
