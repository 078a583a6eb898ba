import { sequenceProblem } from '../../frames/problems';
import type { Query } from '../../frames/query';
import type { FormValues } from '../../protocol/form';
import { backendOf, flagOf, namesOf, optionalText, tableOf, textOf, wholeOf } from './field';

/** Whether a time-series table is asked in SQL, which names the table itself. */
export function isSql(values: FormValues): boolean {
  return textOf(values, 'by') === 'sql';
}

/** The query that the form of a read comes to; what a backend has no use for is left out. */
export function queryOf(values: FormValues): Query | undefined {
  const table = tableOf(values);
  const messageLimit = wholeOf(values, 'messageLimit');
  const text = (name: string): string | undefined => optionalText(values, name);
  switch (backendOf(values)) {
    case 'nosql':
      return {
        backend: 'nosql',
        table,
        columns: namesOf(values, 'columns'),
        filter: text('filter'),
        resetIndex: flagOf(values, 'resetIndex') || undefined,
        shardingKeys: namesOf(values, 'shardingKeys'),
        sortKeyRangeStart: text('sortKeyRangeStart'),
        sortKeyRangeEnd: text('sortKeyRangeEnd'),
        messageLimit,
      };
    case 'csv':
      return { backend: 'csv', table, limit: wholeOf(values, 'limit'), messageLimit };
    case 'tsdb': {
      const ranged = {
        backend: 'tsdb',
        start: text('start'),
        end: text('end'),
        step: text('step'),
        aggregationWindow: text('aggregationWindow'),
        multiIndex: flagOf(values, 'multiIndex') || undefined,
        messageLimit,
      } as const;
      if (isSql(values)) return { ...ranged, sql: textOf(values, 'sql') };
      return {
        ...ranged,
        table,
        columns: namesOf(values, 'metrics'),
        filter: text('filter'),
        groupBy: namesOf(values, 'groupBy')?.join(','),
        aggregators: namesOf(values, 'aggregators'),
      };
    }
    case 'stream': {
      const base = { backend: 'stream', table, shardId: textOf(values, 'shardId'), messageLimit } as const;
      switch (textOf(values, 'seek')) {
        case 'time':
          return { ...base, seek: 'time', start: textOf(values, 'seekStart') };
        case 'sequence': {
          const sequence = textOf(values, 'sequence');
          return {
            ...base,
            seek: 'sequence',
            sequence: sequenceProblem(sequence) === undefined ? BigInt(sequence.replace('+', '')) : 0n,
          };
        }
        case 'latest':
          return { ...base, seek: 'latest' };
        default:
          return { ...base, seek: 'earliest' };
      }
    }
    case undefined:
      return undefined;
  }
}
