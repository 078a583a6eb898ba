import { ExpressionError } from '../../language/expression/expressionError';
import { parseCondition, parseUpdate } from '../../language/expression/parse';
import { parseSql } from '../../language/sql/parse';
import type { Backend } from '../../frames/collection';
import { aggregatorsProblem } from '../../frames/problems';
import { NameListError, parseNames } from './names';

/*
 * What is wrong with a text, in words for the field that it stands in; undefined when it is fine. Empty texts are not asked
 * about: whether one may stay empty is the field's own affair. What the client itself checks is in frames/problems.ts.
 */

/** A whole number within limits that the service itself does not hold to, or not with these words. */
export function wholeNumberProblem({ min, max }: { readonly min: bigint; readonly max: bigint }) {
  return (text: string): string | undefined => {
    const number = /^[+-]?\d{1,40}$/.test(text) ? BigInt(text.replace(/^\+/, '')) : undefined;
    if (number === undefined) return 'Write a whole number.';
    if (number < min) return `At least ${min}.`;
    return number > max ? `At most ${max}.` : undefined;
  };
}

export function filterProblem(text: string): string | undefined {
  return spoken(() => parseCondition(text));
}

/** A filter of a write: names in braces are columns of the rows. */
export function conditionProblem(text: string, columns: readonly string[]): string | undefined {
  return spoken(() => parseCondition(text, { cells: new Set(columns) }));
}

export function updateProblem(text: string, columns?: readonly string[]): string | undefined {
  return spoken(() => parseUpdate(text, columns === undefined ? {} : { cells: new Set(columns) }));
}

export function sqlProblem(text: string): string | undefined {
  const problem = parseSql(text).problems.find(({ severity }) => severity === 'error');
  return problem === undefined ? undefined : sentence(problem.advice ?? problem.message);
}

export function namesProblem(text: string): string | undefined {
  const problem = spoken(() => parseNames(text));
  if (problem !== undefined) return problem;
  const names = parseNames(text);
  const repeated = names.find((name, i) => names.indexOf(name) !== i);
  return repeated === undefined ? undefined : `${repeated} stands there twice.`;
}

export const aggregateNames = [
  'avg',
  'count',
  'last',
  'max',
  'min',
  'rate',
  'stddev',
  'stdvar',
  'sum',
] as const;

/** A list in one line, and what is wrong with the functions in it. */
export function aggregatorNamesProblem(text: string): string | undefined {
  return namesProblem(text) ?? aggregatorsProblem(parseNames(text));
}

/** `name=value` for each label, as a list of names. */
export function labelsProblem(text: string): string | undefined {
  const problem = spoken(() => parseNames(text));
  if (problem !== undefined) return problem;
  const seen = new Set<string>();
  for (const [name, value] of parseNames(text).map(labelParts)) {
    if (value === undefined) return `Write each label as name=value, not ${name}.`;
    if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name)) {
      return `${name === '' ? 'An empty text' : name} is no name of a label: letters, digits and underscores, no digit first.`;
    }
    if (name === 'time' || name === '__name__') return `A label cannot be called ${name}.`;
    if (/[,=']/.test(value)) return `The value of ${name} cannot hold a comma, an equals sign or a quote.`;
    if (seen.has(name)) return `${name} stands there twice.`;
    seen.add(name);
  }
  return undefined;
}

export function labelParts(text: string): readonly [name: string, value: string | undefined] {
  const at = text.indexOf('=');
  return at < 0 ? [text, undefined] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

/** Of a collection as the clients of this window name it: the container first, except for csv. */
export function pathProblem(text: string, backend: Backend | undefined): string | undefined {
  const path = text.replace(/^\/+|\/+$/g, '');
  if (path === '') return 'Write a path.';
  if (path.split('/').some((segment) => segment === '..' || segment === '.')) {
    return 'A path cannot hold “.” or “..”: write it from the top.';
  }
  if (path.includes('//')) return 'Two slashes stand next to each other.';
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(path)) return 'A path cannot hold control characters.';
  if (backend !== 'csv' && !path.includes('/')) return 'Write the container first, such as bigdata/weather.';
  return undefined;
}

export function jsonObjectProblem(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? undefined
      : 'This is JSON, but no object: the record will be read as raw data.';
  } catch {
    return 'This is no JSON: the record will be read as raw data.';
  }
}

/** The complaint of whoever reads the text. */
function spoken(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof ExpressionError || error instanceof NameListError) return sentence(error.message);
    throw error;
  }
}

function sentence(text: string): string {
  const upper = text.slice(0, 1).toUpperCase() + text.slice(1);
  return /[.!?…]$/.test(upper) ? upper : `${upper}.`;
}
