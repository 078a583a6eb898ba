import { functions as filterFunctions } from '../../expression/functions';
import { aggregates, ACROSS_SERIES_SUFFIX, interpolators, interpolatorOf } from '../../sql/functions';
import { printName, printString } from '../../sql/print';
import { completion, type Completion } from './completion';
import type { Cursor, OpenCall } from '../cursor';
import type { Knowing } from '../known/knowing';
import type { KnownColumn, KnownTablePath } from '../known/known';

/** The table that the statement around a place reads; its path is empty where there is none yet. */
export function tableOf({ table, backend }: Pick<Cursor, 'table' | 'backend'>): KnownTablePath {
  return { backend, path: table };
}

function columnsOf(cursor: Cursor, knowing: Knowing): readonly KnownColumn[] {
  const table = knowing.table(tableOf(cursor));
  return table === undefined || table === 'missing' ? [] : table.columns;
}

/** Names and functions that can stand at a place: metrics in SELECT, labels in WHERE and GROUP BY, attributes of items in both. */
export function columnCompletions(cursor: Cursor, knowing: Knowing): Completion[] {
  const { clause, backend, written } = cursor;
  if (backend === 'stream' || backend === 'csv') return clause === 'select' ? [everything] : [];
  const roles = rolesIn(cursor);
  const columns = columnsOf(cursor, knowing)
    .filter(({ role }) => roles.includes(role))
    .map((column) => columnCompletion(column, cursor));
  if (written.text.startsWith('`')) return columns;
  return [...columns, ...functionsIn(cursor)];
}

/** What a table's columns must be to be named in a clause. */
export function rolesIn({
  clause,
  backend,
}: Pick<Cursor, 'clause' | 'backend'>): readonly KnownColumn['role'][] {
  if (backend === 'nosql') return ['key', 'attribute'];
  return clause === 'select' ? ['metric'] : ['label'];
}

export function columnCompletion(
  { name, type, role }: KnownColumn,
  { written }: Pick<Cursor, 'written'>,
  detail = `${role}, ${type}`,
): Completion {
  const inQuotes = written.text.startsWith('`');
  const insert = inQuotes ? `\`${name.replaceAll('`', '``')}\`` : printName(name);
  return completion(role, name, { insert, filter: inQuotes ? insert : name, detail });
}

const everything = completion('keyword', '*', { detail: 'all columns' });

function functionsIn({ clause, backend, calls, before }: Cursor): Completion[] {
  const inside = calls.at(-1)?.name.toLowerCase() ?? '';
  if (clause === 'where') {
    if (isValueDue(before.at(-1)?.value)) return [];
    return conditions.filter((name) => name !== 'exists' || backend === 'nosql').map(filterFunction);
  }
  if (clause !== 'select') return [];
  if (backend === 'nosql') return [everything];
  if (inside === '') return [everything, ...aggregateCompletions(), ...interpolatorCompletions()];
  if (interpolatorOf(inside) !== undefined) return [];
  return [completion('keyword', '*', { detail: 'all metrics' }), ...interpolatorCompletions()];
}

const conditions = ['starts', 'ends', 'contains', 'exists'] as const;

function filterFunction(name: (typeof conditions)[number]): Completion {
  const { signature, summary } = filterFunctions[name];
  const insert = name === 'exists' ? 'exists($1)' : `${name}($1, '$2')`;
  return completion('function', name, {
    insert,
    isSnippet: true,
    detail: signature,
    documentation: summary,
    goesOn: true,
  });
}

function aggregateCompletions(): Completion[] {
  const overTime = Object.entries(aggregates).map(([name, { signature, summary }]) =>
    completion('function', name, {
      insert: `${name}($1)`,
      isSnippet: true,
      detail: signature,
      documentation: `${summary} Over the samples of each step, for each series.`,
      goesOn: true,
    }),
  );
  const acrossSeries = Object.entries(aggregates)
    .filter(([name]) => name !== 'rate' && name !== 'sqr')
    .map(([name, { signature, summary }]) =>
      completion('function', name + ACROSS_SERIES_SUFFIX, {
        insert: `${name}${ACROSS_SERIES_SUFFIX}($1)`,
        isSnippet: true,
        detail: signature.replace('(', `${ACROSS_SERIES_SUFFIX}(`),
        documentation: `${summary.replaceAll('sample', 'value')} Across all series, one value of each at every step.`,
        goesOn: true,
      }),
    );
  return [...overTime, ...acrossSeries];
}

function interpolatorCompletions(): Completion[] {
  return Object.entries(interpolators).map(([name, { signature, summary }]) => {
    const takesTolerance = signature.includes('tolerance');
    return completion('interpolator', name, {
      insert: takesTolerance ? `${name}($1, '\${2:10m}')` : `${name}($1)`,
      isSnippet: true,
      detail: signature,
      documentation: summary,
      goesOn: true,
    });
  });
}

function isValueDue(word: string | undefined): boolean {
  return word !== undefined && ['=', '!=', '<>', '<', '<=', '>', '>=', 'like', 'between'].includes(word);
}

/** After `label =`, or in a list after `label IN`: what the label has been seen to be. */
export function valueCompletions(cursor: Cursor, knowing: Knowing): Completion[] {
  const label = comparedLabel(cursor);
  if (label === undefined) return [];
  const table = tableOf(cursor);
  const { written } = cursor;
  const quote = written.kind === 'string' ? written.text.charAt(0) : "'";
  const type = columnsOf(cursor, knowing).find(({ name }) => name === label)?.type ?? 'string';
  if (type === 'boolean' && written.kind !== 'string') {
    return ['true', 'false'].map((value) => completion('value', value, { detail: label }));
  }
  const isText = cursor.backend === 'tsdb' || type === 'string';
  const listed = listedValues(cursor);
  const values = knowing.labelValues(table, label).filter((value) => !listed.includes(value));
  return values.map((value) => {
    const text =
      quote === '"' ? `"${value.replaceAll('\\', '\\\\').replaceAll('"', '""')}"` : printString(value);
    const insert = isText || written.kind === 'string' ? text : value;
    return completion('value', value, {
      insert,
      filter: written.kind === 'string' ? insert : value,
      detail: label,
    });
  });
}

/** The list after IN that a place is in. */
export function listAround({ calls }: Cursor): OpenCall | undefined {
  const innermost = calls.at(-1);
  return innermost?.name.toLowerCase() === 'in' ? innermost : undefined;
}

/** What a list after `label IN` holds already. */
function listedValues(cursor: Cursor): readonly string[] {
  const list = listAround(cursor);
  if (list === undefined) return [];
  return cursor.before.flatMap(({ kind, value, start }) =>
    kind === 'string' && start >= list.start ? [value] : [],
  );
}

/** The label on the other side of the operator before a place. */
export function comparedLabel(cursor: Cursor): string | undefined {
  const { before, calls } = cursor;
  let index = before.length - 1;
  const list = listAround(cursor);
  const call = calls.at(-1);
  if (list) {
    index = before.findIndex(({ start }) => start === list.start);
  } else if (call && ['starts', 'ends', 'contains'].includes(call.name.toLowerCase())) {
    if (call.argument !== 1) return undefined;
    return nameOf(before, before.findIndex(({ end }) => end === call.end) + 1);
  } else if (!isValueDue(before[index]?.value)) return undefined;
  if (before[index - 1]?.value === 'not') index--;
  return nameOf(before, index - 1);
}

function nameOf(tokens: Cursor['before'], index: number): string | undefined {
  const token = tokens[index];
  return token?.kind === 'name' || token?.kind === 'quotedName' ? token.value : undefined;
}
