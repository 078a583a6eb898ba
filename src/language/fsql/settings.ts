import { parseDuration, parseMoment, TimeTextError } from '../../data/relativeTime';
import type { QueryDocument, QueryStatement } from './document';
import { declarationOf, parameterPattern, type ParameterDeclaration, type ParameterUse } from './parameters';
import { isPragmaName, type Pragma, type PragmaName } from './pragmas';
import { placed } from './problems/problem';

/** What the comments of a statement and of its file say together; those of the statement win. */
export interface Settings {
  /** The pragma that counts; the last of several. */
  readonly pragma: ReadonlyMap<PragmaName, Pragma>;
  /** By name; a statement may declare one anew. */
  readonly parameters: ReadonlyMap<string, ParameterDeclaration>;
}

export function settingsOf(document: QueryDocument, statement: QueryStatement | undefined): Settings {
  const pragma = new Map<PragmaName, Pragma>();
  const parameters = new Map<string, ParameterDeclaration>();
  for (const each of [...document.header, ...(statement?.pragmas ?? [])]) {
    if (each.name === 'param') {
      const declaration = declarationOf(each);
      if (declaration) parameters.set(declaration.name, declaration);
    } else if (isPragmaName(each.name)) pragma.set(each.name, each);
  }
  return { pragma, parameters };
}

/** The connection and container that a statement asks for; undefined: the active ones. */
export interface Target {
  readonly connection: string | undefined;
  readonly container: string | undefined;
}

export function targetOf({ pragma }: Settings): Target {
  const text = (name: PragmaName): string | undefined => pragma.get(name)?.value.trim() || undefined;
  return { connection: text('connection'), container: text('container') };
}

/** Every parameter that a statement needs, in the order of first use: in itself and in the pragmas that bind it. */
export function parametersOf(
  document: QueryDocument,
  statement: QueryStatement,
  settings = settingsOf(document, statement),
): StatementParameter[] {
  const uses = [...pragmaUses(settings), ...placedUses(statement)];
  const names = [...new Set(uses.map(({ name }) => name))];
  return names.map((name) => ({
    name,
    declaration: settings.parameters.get(name),
    uses: uses.filter((use) => use.name === name),
  }));
}

export interface StatementParameter {
  readonly name: string;
  /** Absent where no `@param` declares it: then it is text. */
  readonly declaration: ParameterDeclaration | undefined;
  readonly uses: readonly ParameterUse[];
}

function placedUses({ content, section }: QueryStatement): ParameterUse[] {
  return content.parameters
    .filter(({ place }) => place !== 'pragma')
    .map((use) => placed(use, section.start));
}

function pragmaUses({ pragma }: Settings): ParameterUse[] {
  const withUses = [...pragma.values()].filter(({ value }) => value.includes('${'));
  return withUses.flatMap(({ value, valueNode }) =>
    [...value.matchAll(parameterPattern)].map((found) => {
      const start = valueNode.start + found.index;
      return { name: found[1] ?? '', place: 'pragma' as const, start, end: start + found[0].length };
    }),
  );
}

/** The time range and step of a read, in milliseconds, as far as the pragmas can be understood. */
export interface TimeRange {
  /** Since 1970; the defaults of the service where nothing is given (spec/tsdb.md §6). */
  readonly startMs: bigint | undefined;
  readonly endMs: bigint | undefined;
  /** 0: none. */
  readonly stepMs: bigint;
}

const MS_PER_HOUR = 3_600_000n;

/** @param nowMs the current time in milliseconds since 1970 */
export function timeRangeOf({ pragma }: Settings, nowMs: bigint): TimeRange {
  const moment = (name: 'start' | 'end', fallback: () => bigint | undefined): bigint | undefined => {
    const value = pragma.get(name)?.value ?? '';
    return value === '' ? fallback() : tryMoment(value, nowMs);
  };
  const endMs = moment('end', () => nowMs);
  const startMs = moment('start', () => (endMs === undefined ? undefined : endMs - MS_PER_HOUR));
  return { startMs, endMs, stepMs: tryDuration(pragma.get('step')?.value ?? '') ?? 0n };
}

/** @returns undefined where the text is no moment */
export function tryMoment(text: string, nowMs: bigint): bigint | undefined {
  return understood(() => parseMoment(text, nowMs));
}

/** @returns milliseconds; undefined where the text is no duration */
export function tryDuration(text: string): bigint | undefined {
  return understood(() => parseDuration(text));
}

function understood(read: () => bigint): bigint | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof TimeTextError) return undefined;
    throw error;
  }
}

/** What a pragma means with a value, or nothing, behind it. */
export function booleanOf(value: string): boolean | undefined {
  const lower = value.toLowerCase();
  if (['', 'true', 'yes', 'on', '1'].includes(lower)) return true;
  return ['false', 'no', 'off', '0'].includes(lower) ? false : undefined;
}

export function listOf(value: string): string[] {
  return value
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}
