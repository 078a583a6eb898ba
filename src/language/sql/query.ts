import type { Expression } from '../expression/ast';
import { ExpressionError } from '../expression/expressionError';
import type { SqlExpression, SqlIgnoredPart, SqlItem, SqlNode, SqlSelect, SqlTableReference } from './ast';
import { readColumn } from './columnReader';
import { ColumnError, resolveColumns, type RequestedColumn } from './columns';
import { filterOfWhere } from './filter';
import { parseSql, type SqlParse } from './parse';
import { printSqlExpression } from './print';
import { errorAt, warningAt, type SqlProblem } from './problem';

/** What a query asks for. */
export interface SqlQuery {
  readonly parse: SqlParse;
  /** Empty where none is named, or `dual` is. */
  readonly table: string;
  /** Those that can be read, in the order of the query. */
  readonly columns: readonly RequestedColumn[];
  /** The WHERE in the platform's expression language; its offsets are not those of the query. */
  readonly filter: Expression | undefined;
  /** Why the platform refuses the WHERE, with the offsets in the query. */
  readonly filterFault: ExpressionError | undefined;
  /** Names of labels. */
  readonly groupBy: readonly string[];
  /** Everything there is to say, in the order in which the service would come to it. */
  readonly problems: readonly SqlProblem[];
}

/**
 * Reads a query of the time-series backend and says all that is wrong with it (spec/tsdb.md §13). Never throws.
 * @param stepMs the step of the read, if it is known: 0 means none
 */
export function readSqlQuery(text: string, stepMs = 0n): SqlQuery {
  const parse = parseSql(text);
  const { statement } = parse;
  if (statement?.kind === 'select') return new SelectReader(parse, statement).read(stepMs);
  const problems = [...parse.problems];
  if (statement) problems.push(errorAt(statement, 'not a SELECT statement'));
  return {
    parse,
    table: '',
    columns: [],
    filter: undefined,
    filterFault: undefined,
    groupBy: [],
    problems,
  };
}

class SelectReader {
  private readonly problems: SqlProblem[];
  private readonly columns: RequestedColumn[] = [];
  /** Of `columns`, one each. */
  private readonly items: SqlItem[] = [];

  constructor(
    private readonly parse: SqlParse,
    private readonly select: SqlSelect,
  ) {
    this.problems = [...parse.problems];
  }

  read(stepMs: bigint): SqlQuery {
    const { parse, problems, columns, select } = this;
    const table = this.table();
    for (const item of select.items) this.column(item);
    this.checkNames();
    this.checkAliases();
    this.checkColumns(stepMs);
    const { filter, filterFault } = this.filter();
    for (const part of select.ignored) problems.push(warningAt(part, ignored[part.part]));
    const groupBy = select.groupBy.map(labelOf);
    return { parse, table, columns, filter, filterFault, groupBy, problems };
  }

  private table(): string {
    const { from } = this.select;
    const [table] = from;
    if (table === undefined) return '';
    if (from.length > 1) {
      this.refuse(around(from), `select from multiple tables is not supported (got ${from.length})`);
    } else if (table.kind === 'join' || table.kind === 'tableGroup') {
      this.refuse(table, 'not a table select');
    } else if (table.kind === 'derived') {
      this.refuse(table, 'not a table in FROM field');
    } else {
      const { name } = table.table;
      return name === 'dual' || (name.toLowerCase() === 'dual' && this.isBare(table.table)) ? '' : name;
    }
    return '';
  }

  private isBare({ start }: SqlNode): boolean {
    return this.parse.tokens.some((token) => token.start === start && token.kind === 'name');
  }

  private column(item: SqlItem): void {
    const { column, problems } = readColumn(item);
    this.problems.push(...problems);
    if (column === undefined) return;
    this.columns.push(column);
    this.items.push(item);
  }

  private checkNames(): void {
    const seen = new Set<string>();
    this.columns.forEach((column, index) => {
      const name = requestedName(column);
      if (seen.has(name)) {
        this.refuseItem(index, `column name '${name}' appears more than once in select query`);
      }
      seen.add(name);
    });
  }

  /** A column may be called like its own metric, if no other column uses that (spec/tsdb.md, Quirks 10). */
  private checkAliases(): void {
    const uses = new Map<string, number>();
    for (const { metric } of this.columns) uses.set(metric, (uses.get(metric) ?? 0) + 1);
    this.columns.forEach(({ alias, metric }, index) => {
      if (alias === '') return;
      const isOwn = alias === metric && uses.get(metric) === 1 && !uses.has('');
      if (uses.has(alias) && !isOwn) {
        this.refuseItem(index, `cannot use a metric name as an alias, alias: ${alias}`);
      }
    });
  }

  private checkColumns(stepMs: bigint): void {
    try {
      resolveColumns(this.columns, stepMs);
    } catch (error) {
      if (!(error instanceof ColumnError)) throw error;
      const item = this.items[error.column] ?? this.select;
      this.problems.push({ ...errorAt(item, `Failed on TSDB Select: ${error.message}`), stage: 'select' });
    }
  }

  private filter(): Pick<SqlQuery, 'filter' | 'filterFault'> {
    const { where } = this.select;
    if (where === undefined) return { filter: undefined, filterFault: undefined };
    try {
      return { filter: filterOfWhere(where), filterFault: undefined };
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      const advice = `the platform cannot filter by this: ${error.reason}`;
      this.problems.push({ ...errorAt(error, platformRefusal, advice), stage: 'select' });
      return { filter: undefined, filterFault: error };
    }
  }

  private refuse(node: SqlNode, message: string): void {
    this.problems.push(errorAt(node, message));
  }

  private refuseItem(index: number, message: string): void {
    this.refuse(this.items[index] ?? this.select, message);
  }
}

const platformRefusal =
  'Failed on TSDB Select: Failed to get next items: Expected a 2xx response status code: HTTP/1.1 400 Bad Request';

const ignored: Readonly<Record<SqlIgnoredPart['part'], string>> = {
  distinct: 'DISTINCT is ignored',
  hint: 'hints are ignored',
  having: 'HAVING is ignored',
  'order by': 'ORDER BY is ignored: rows come in order of time',
  limit: 'LIMIT is ignored: all rows come',
  lock: 'locks are ignored',
};

/** What a column is called as long as only the query is known: the function stays as it was written. */
function requestedName({ alias, function: name, metric }: RequestedColumn): string {
  if (alias !== '') return alias;
  return name === '' ? metric : `${name}(${metric})`;
}

function labelOf(node: SqlExpression): string {
  return node.kind === 'column' ? node.name : printSqlExpression(node);
}

function around(tables: readonly SqlTableReference[]): SqlNode {
  return { start: tables[0]?.start ?? 0, end: tables.at(-1)?.end ?? 0 };
}
