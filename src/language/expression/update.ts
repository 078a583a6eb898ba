import type { Expression, UpdateAction } from './ast';
import { Compiler, noAttributes } from './evaluate';
import { EvaluationError } from './expressionError';
import { toInteger } from './functions';
import { numeric } from './operators';
import { typeName, type Attributes, type AttributeValue } from './value';

/** What an update does to an item: new values by name, undefined where the attribute goes. */
export type Changes = ReadonlyMap<string, AttributeValue | undefined>;

/** @throws EvaluationError */
export type Update = (item: Attributes, cells?: Attributes) => Changes;

/**
 * Turns an update into a function. Actions run in order, each sees what those before it did; the item itself is not
 * touched, and an action that fails leaves no changes at all.
 */
export function compileUpdate(actions: readonly UpdateAction[]): Update {
  const compiler = new Compiler(failUpdate);
  const steps = actions.map((action) => compileAction(action, compiler));
  return (item, cells = noAttributes) => {
    const draft = new Draft(item);
    for (const step of steps) step(draft, cells);
    return draft.changes;
  };
}

const failUpdate =
  ({ start, end }: Expression) =>
  (reason: string): never => {
    throw new EvaluationError(reason, start, end);
  };

/** An item as the actions so far have left it. */
class Draft implements Attributes {
  readonly changes = new Map<string, AttributeValue | undefined>();
  /** Arrays that only this draft holds, under one name: their elements can be set in place. */
  private readonly owned = new Set<AttributeValue>();

  constructor(private readonly item: Attributes) {}

  get(name: string): AttributeValue | undefined {
    return this.changes.get(name) ?? (this.changes.has(name) ? undefined : this.item.get(name));
  }

  set(name: string, value: AttributeValue | undefined): void {
    if (value !== undefined) this.owned.delete(value);
    this.changes.set(name, value);
  }

  own<T extends BigInt64Array | Float64Array>(name: string, array: T): T {
    if (this.owned.has(array)) return array;
    const copy = array.slice() as T;
    this.changes.set(name, copy);
    this.owned.add(copy);
    return copy;
  }
}

function compileAction(action: UpdateAction, compiler: Compiler): (draft: Draft, cells: Attributes) => void {
  const { target } = action;
  if (action.kind === 'remove') {
    const { name } = action.target;
    return (draft) => {
      draft.set(name, undefined);
    };
  }
  const value = compiler.value(action.value);
  if (target.kind === 'attribute') {
    return (draft, cells) => {
      draft.set(target.name, value(draft, cells));
    };
  }
  const { name } = target.array;
  const place = compiler.place(target);
  const fail = failUpdate(target);
  return (draft, cells) => {
    const element = value(draft, cells);
    const found = place(draft, cells);
    if (element === undefined || found === undefined) return;
    const array = draft.own(name, found.array);
    if (array instanceof BigInt64Array) {
      array[found.index] = toInteger(element) ?? fail(`${typeName(element)} is no element of this array`);
    } else {
      array[found.index] = Number(
        numeric(element) ?? fail(`${typeName(element)} is no element of this array`),
      );
    }
  };
}
