import { FramesError, type Operation } from '../wire/errors';
import { backends, type Backend } from './collection';

export interface Where {
  readonly operation: Operation;
  readonly backend?: Backend | undefined;
  readonly table?: string | undefined;
}

/** @throws FramesError invalidArgument with `detail`, unless `holds`. */
export function check(holds: boolean, where: Where, detail: string): asserts holds {
  if (!holds) throw new FramesError({ code: 'invalidArgument', detail, ...where });
}

/**
 * A known backend and a table are named (spec/client.md §3). The types say so already, but names also come from files and forms.
 * A name that no service could keep is refused here, so that it does not become a riddle there.
 */
export function checkTable(where: Where): void {
  const { operation, backend = '' as Backend, table = '' } = where;
  const reads = operation === 'read';
  check((backend as string) !== '', where, reads ? 'no backend' : 'empty backend');
  check(
    backends.includes(backend),
    where,
    `unknown backend - "${backend}" (known are ${backends.join(', ')})`,
  );
  check(table.replaceAll('/', '') !== '', where, reads ? 'missing data' : 'empty table');
  check(!table.includes('\0'), where, 'a table name cannot hold a NUL character');
  check(
    !table.split('/').includes('..'),
    where,
    "a table path cannot hold '..': name the table from the top of its container",
  );
}

/**
 * A count for the wire.
 * @throws FramesError invalidArgument unless it is a whole number of at least `min`, which is 1 unless given.
 */
export function wholeNumber(
  count: number,
  { name, where, min = 1 }: { name: string; where: Where; min?: 0 | 1 },
): bigint {
  check(
    Number.isSafeInteger(count) && count >= min,
    where,
    `${name} must be a whole number of at least ${min}, not ${count}`,
  );
  return BigInt(count);
}

/** Whether an integer can be sent without losing anything. */
export function isInt64(value: bigint): boolean {
  return BigInt.asIntN(64, value) === value;
}
