import { FramesError, type Operation } from '../wire/errors';
import { backends, type Backend } from './collection';
import { countProblem, tableProblem, type Problem } from './problems';

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
  checkText(table, { name: 'table', where, problem: tableProblem });
}

export interface Argument<Value> {
  readonly name: string;
  readonly where: Where;
  /** What is wrong with it. */
  readonly problem: (value: Value) => Problem;
}

/**
 * Types are no promise to callers without them: a text is one here.
 * @throws FramesError invalidArgument
 */
export function checkText(text: string, { name, where, problem }: Argument<string>): void {
  check(typeof text === 'string', where, `${name} must be a text`);
  const words = problem(text);
  check(words === undefined, where, `${name} '${text}': ${words ?? ''}`);
}

/** @throws FramesError invalidArgument */
export function checkList(
  list: readonly string[],
  { name, where, problem }: Argument<readonly string[]>,
): void {
  const isList = Array.isArray(list) && list.every((entry) => typeof entry === 'string');
  check(isList, where, `${name} must be a list of texts`);
  const words = problem(list);
  check(words === undefined, where, `${name} '${list.join(',')}': ${words ?? ''}`);
}

/** One of the names that a caller may choose from. @throws FramesError invalidArgument */
export function checkChoice(
  choice: string,
  { name, where, choices }: { name: string; where: Where; choices: readonly string[] },
): void {
  const known = choices.map((each) => `'${each}'`).join(', ');
  check(choices.includes(choice), where, `there is no ${name} '${choice}' (known are ${known})`);
}

/** Any list or text will do. */
export function noProblem(): undefined {
  return undefined;
}

/**
 * A count for the wire; digits in a text count as one (spec/client.md, Quirks 9).
 * @throws FramesError invalidArgument unless it is a whole number of at least `min`, which is 1 unless given.
 */
export function wholeNumber(
  count: number | string,
  { name, where, min = 1 }: { name: string; where: Where; min?: 0 | 1 },
): bigint {
  check(
    countProblem(count, min) === undefined,
    where,
    `${name} must be a whole number of at least ${min}, not ${String(count)}`,
  );
  return BigInt(Number(count));
}

/** Whether an integer can be sent without losing anything. */
export function isInt64(value: bigint): boolean {
  return BigInt.asIntN(64, value) === value;
}
