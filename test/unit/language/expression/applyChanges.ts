import type { Changes } from '../../../../src/language/expression/update';
import type { AttributeValue } from '../../../../src/language/expression/value';

/** Carries out changes on an item. */
export function applyChanges(item: Map<string, AttributeValue>, changes: Changes): void {
  for (const [name, value] of changes) {
    if (value === undefined) item.delete(name);
    else item.set(name, value);
  }
}
