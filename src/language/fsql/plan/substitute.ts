import { parseDuration, parseMoment, TimeTextError } from '../../../data/relativeTime';
import type { SqlNode } from '../../sql/ast';
import { printName, printString, printTableName } from '../../sql/print';
import type { ParameterDeclaration, ParameterUse } from '../parameters';
import type { Origin } from './plan';
import { booleanOf } from '../settings';

/** A text that came from another one, with values in place of its parameters. */
export class Substituted {
  constructor(
    readonly text: string,
    readonly origins: readonly Origin[],
  ) {}

  /** Where a part of the text stands in the one it came from; all of a parameter, where it touches one. */
  toSource({ start, end }: SqlNode): SqlNode {
    return originOf(this.origins, start, end);
  }
}

export function originOf(origins: readonly Origin[], start: number, end: number): SqlNode {
  const first = origins.findLast(({ at }) => at <= start) ?? origins[0];
  const last = origins.findLast(({ at }) => at < Math.max(end, start + 1)) ?? first;
  if (first === undefined || last === undefined) return { start, end };
  const from = first.verbatim ? first.start + start - first.at : first.start;
  const to = last.verbatim ? last.start + end - last.at : last.end;
  return { start: from, end: Math.max(from, to) };
}

/** Every use outside of pragmas is replaced. @param literalOf what takes its place */
export function substitute(
  text: string,
  uses: readonly ParameterUse[],
  literalOf: (use: ParameterUse) => string,
): Substituted {
  const origins: Origin[] = [];
  let made = '';
  let from = 0;
  for (const use of uses) {
    if (use.place === 'pragma') continue;
    origins.push({ at: made.length, start: from, end: use.start, verbatim: true });
    made += text.slice(from, use.start);
    origins.push({ at: made.length, start: use.start, end: use.end, verbatim: false });
    made += literalOf(use);
    from = use.end;
  }
  origins.push({ at: made.length, start: from, end: text.length, verbatim: true });
  return new Substituted(made + text.slice(from), origins);
}

/** A value as it is written in the place of a parameter. @param quote around it, where its place is `quoted` */
export function literalFor(
  value: string,
  { place }: ParameterUse,
  declaration: ParameterDeclaration | undefined,
  quote: string,
): string {
  switch (place) {
    case 'pragma':
      return value;
    case 'name':
      return printName(value);
    case 'tableName':
      return printTableName(value);
    case 'quoted':
      return value.replaceAll('\\', '\\\\').replaceAll(quote, quote + quote);
    case 'value':
      return declaration?.type === 'number' || declaration?.type === 'boolean' ? value : printString(value);
  }
}

/** Why a parameter cannot have a value; undefined where it can. */
export function valueFault(
  value: string,
  { type, choices }: Pick<ParameterDeclaration, 'type' | 'choices'>,
): string | undefined {
  if (choices.length > 0 && !choices.includes(value)) return `is one of ${choices.join(', ')}`;
  switch (type) {
    case 'number':
      return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(value) ? undefined : 'is a number';
    case 'boolean':
      return value !== '' && booleanOf(value) !== undefined && /^(?:true|false)$/i.test(value)
        ? undefined
        : 'is true or false';
    case 'name':
      return value === '' ? 'is a name' : undefined;
    case 'time':
      return timeFault(() => parseMoment(value, 0n))
        ? 'is a moment: now-1d, an RFC 3339 time or milliseconds since 1970'
        : undefined;
    case 'duration':
      return timeFault(() => parseDuration(value)) ? 'is a duration: 30s, 5m, 1h, 1d' : undefined;
    case 'text':
      return undefined;
  }
}

function timeFault(read: () => bigint): boolean {
  try {
    read();
    return false;
  } catch (error) {
    if (error instanceof TimeTextError) return true;
    throw error;
  }
}
