import { printString, printTableName } from '../../sql/print';
import { completion, type Completion } from './completion';
import type { Cursor } from '../cursor';
import type { Knowing } from '../known/knowing';
import { backends, type Backend } from '../pragmas';

const summaries: Readonly<Record<Backend, string>> = {
  tsdb: 'Time series',
  nosql: 'A table of items',
  stream: 'A stream of records',
  csv: 'A csv file',
};

/** Tables by their paths, with what stands before the dot where it is no time series; in a text in quotes, the rest of it. */
export function tableCompletions({ written, before, backend }: Cursor, knowing: Knowing): Completion[] {
  const isQualified = before.at(-1)?.text === '.' && before.at(-2)?.text !== undefined;
  const quote = written.kind === 'string' ? written.text.charAt(0) : '';
  const fits = (each: Backend): boolean => (isQualified ? each === backend : quote === '' || each === 'tsdb');
  const known = knowing.tables() ?? [];
  const tables = known
    .filter((table) => fits(table.backend))
    .map((table) => {
      const text = quote === '' ? printTableName(table.path) : quoted(table.path, quote);
      const insert = isQualified || table.backend === 'tsdb' ? text : `${table.backend}.${text}`;
      return completion('table', table.path, {
        insert,
        filter: quote === '' ? table.path : text,
        detail: table.backend,
        documentation: summaries[table.backend],
      });
    })
    .sort((a, b) => rank(a) - rank(b) || (a.label < b.label ? -1 : a.label > b.label ? 1 : 0));
  if (isQualified || quote !== '') return tables;
  const qualifiers = backends
    .filter((each) => each !== 'tsdb')
    .map((each) =>
      completion('backend', `${each}.`, {
        detail: summaries[each],
        documentation: `FROM ${each}.'path' reads ${summaries[each].toLowerCase()}.`,
        goesOn: true,
      }),
    );
  return [...tables, ...qualifiers];
}

/** Time series, which the language is about, first. */
function rank({ detail }: Completion): number {
  return backends.findIndex((each) => each === detail);
}

function quoted(path: string, quote: string): string {
  if (quote === "'") return printString(path);
  const doubled = path.replaceAll(quote, quote + quote);
  return quote + (quote === '"' ? doubled.replaceAll('\\', '\\\\') : doubled) + quote;
}
