import { functions as filterFunctions } from '../expression/functions';
import {
  ACROSS_SERIES_SUFFIX,
  aggregates,
  interpolatorOf,
  interpolators,
  isAggregate,
  type SqlFunctionInfo,
} from '../sql/functions';
import { cursorAt } from './cursor';
import type { QueryDocument } from './document';
import type { Backend } from './pragmas';

/** A function as it is shown while its arguments are written. */
export interface Signature {
  readonly label: string;
  readonly summary: string;
  /** Offsets in the label. */
  readonly parameters: readonly { readonly start: number; readonly end: number; readonly summary: string }[];
  /** Which of them is being written, from 0. */
  readonly active: number;
}

/** The innermost call that is open at a place. */
export function signatureAt(document: QueryDocument, offset: number): Signature | undefined {
  const { calls, clause, backend, written } = cursorAt(document, offset);
  if (written.kind === 'comment') return undefined;
  const call = calls.findLast(({ name }) => name !== '');
  if (call === undefined || (clause !== 'select' && clause !== 'where')) return undefined;
  const info = functionInfo(call.name, clause, backend);
  if (info === undefined) return undefined;
  const { signature, summary } = info;
  const open = signature.indexOf('(') + 1;
  const names = signature.slice(open, -1).split(', ');
  let at = open;
  const parameters = names.map((name) => {
    const start = signature.indexOf(name, at);
    at = start + name.length;
    return { start, end: at, summary: parameterSummaries.get(name.replaceAll("'", '')) ?? '' };
  });
  return { label: signature, summary, parameters, active: Math.min(call.argument, parameters.length - 1) };
}

const parameterSummaries: ReadonlyMap<string, string> = new Map([
  ['metric', 'The name of a metric, or * for all of them.'],
  ['tolerance', "How far away a sample may be, such as '10m'; twice the step unless given."],
  ['attribute', 'The name of an attribute.'],
  ['text', 'A label, an attribute or a text in quotes.'],
  ['prefix', 'A text in quotes.'],
  ['suffix', 'A text in quotes.'],
  ['part', 'A text in quotes.'],
]);

/** What there is to say about a function, by where it stands. */
export function functionInfo(name: string, clause: string, backend: Backend): SqlFunctionInfo | undefined {
  if (clause === 'where') {
    const lower = name.toLowerCase();
    return Object.hasOwn(filterFunctions, lower)
      ? filterFunctions[lower as keyof typeof filterFunctions]
      : undefined;
  }
  if (backend !== 'tsdb') return undefined;
  const interpolator = interpolatorOf(name);
  if (interpolator !== undefined) return interpolators[interpolator];
  const across = name.endsWith(ACROSS_SERIES_SUFFIX);
  const base = across ? name.slice(0, -ACROSS_SERIES_SUFFIX.length) : name;
  if (!isAggregate(base)) return undefined;
  const { signature, summary } = aggregates[base];
  if (!across) return { signature, summary: `${summary} Over the samples of each step, for each series.` };
  return {
    signature: signature.replace(base, name),
    summary: `${summary.replaceAll('sample', 'value')} Across all series, one value of each at every step.`,
  };
}
