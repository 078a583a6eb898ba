import { parseDuration, TimeTextError } from '../../data/relativeTime';
import type { Expression } from '../expression/ast';
import { ExpressionError } from '../expression/expressionError';
import type {
  SqlCall,
  SqlExpression,
  SqlExpressionItem,
  SqlIgnoredPart,
  SqlItem,
  SqlNode,
  SqlSelect,
  SqlTableReference,
} from './ast';
import { ColumnError, resolveColumns, type RequestedColumn } from './columns';
import { filterOfWhere } from './filter';
import { interpolatorOf } from './functions';
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

type Draft = { -readonly [Key in keyof RequestedColumn]: RequestedColumn[Key] };

/** A rule of §13 that an item breaks. */
class ItemError extends Error {
  constructor(readonly problem: SqlProblem) {
    super(problem.message);
  }
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
    const column: Draft = { metric: '', function: '', interpolator: 'none', toleranceMs: 0n, alias: '' };
    try {
      if (item.kind === 'nextValue') {
        throw new ItemError(errorAt(item, 'unknown SELECT column type - sqlparser.Nextval'));
      }
      if (item.kind === 'item') this.fill(column, item);
      this.columns.push(column);
      this.items.push(item);
    } catch (error) {
      if (!(error instanceof ItemError)) throw error;
      this.problems.push(error.problem);
    }
  }

  private fill(column: Draft, { expression, alias }: SqlExpressionItem): void {
    column.alias = alias?.name ?? '';
    if (expression.kind === 'call') this.call(column, expression);
    else if (expression.kind === 'column') column.metric = expression.name;
    else {
      throw new ItemError(
        errorAt(
          expression,
          `unknown columns type - ${goType(expression)}`,
          'a column is a metric, or a function of one',
        ),
      );
    }
  }

  private call(column: Draft, call: SqlCall): void {
    const { name } = call.function;
    const interpolator = interpolatorOf(name);
    if (interpolator !== undefined) {
      column.interpolator = interpolator;
      this.interpolated(column, call);
      return;
    }
    if (column.function !== '') {
      this.problems.push(warningAt(call, `only the inner of nested functions counts, here ${name}`));
    }
    column.function = name;
    const [first, second] = call.args;
    if (first === undefined) {
      throw new ItemError(
        errorAt(call, `function '${name}' needs a metric`, `write ${name}(metric) or ${name}(*)`),
      );
    }
    if (second !== undefined) {
      this.problems.push(warningAt(second, `${name} takes one metric; what follows it is ignored`));
    }
    if (call.distinct) this.problems.push(warningAt(call, 'DISTINCT is ignored'));
    if (first.kind === 'item') this.argument(column, first.expression);
    if (column.metric === '' && column.alias !== '')
      throw new ItemError(errorAt(call, 'cannot alias a wildcard'));
  }

  private argument(column: Draft, expression: SqlExpression): void {
    if (expression.kind === 'column') {
      column.metric = expression.name;
    } else if (expression.kind === 'literal') {
      const all = `${column.function}(*)`;
      this.problems.push(warningAt(expression, `a value means all metrics, as ${all} does`));
    } else if (expression.kind === 'call') {
      try {
        this.call(column, expression);
      } catch (error) {
        if (!(error instanceof ItemError)) throw error;
        const { problem } = error;
        throw new ItemError({ ...problem, message: `could not parse expr: ${problem.message}` });
      }
    } else {
      throw new ItemError(
        errorAt(
          expression,
          `unknown columns type - ${goType(expression)}`,
          'a function takes a metric, not a calculation',
        ),
      );
    }
  }

  private interpolated(column: Draft, call: SqlCall): void {
    const { name } = call.function;
    const [subject, tolerance] = call.args;
    if (subject === undefined || call.args.length > 2) {
      throw new ItemError(
        errorAt(
          call,
          `unssoported number of parameters for function ${name}`,
          `write ${name}(metric) or ${name}(metric, '10m')`,
        ),
      );
    }
    if (subject.kind === 'star' || subject.expression.kind !== 'column') {
      const message = `function '${name}' takes the name of one metric`;
      throw new ItemError(errorAt(subject, message));
    }
    column.metric = subject.expression.name;
    if (tolerance === undefined) return;
    const literal = tolerance.kind === 'item' ? tolerance.expression : undefined;
    if (literal?.kind !== 'literal' || literal.type !== 'string') {
      const message = `the tolerance of function '${name}' must be a duration in quotes, for example '10m'`;
      throw new ItemError(errorAt(tolerance, message));
    }
    try {
      column.toleranceMs = parseDuration(literal.value);
    } catch (error) {
      if (!(error instanceof TimeTextError)) throw error;
      throw new ItemError(errorAt(literal, error.message));
    }
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
export function requestedName({ alias, function: name, metric }: RequestedColumn): string {
  if (alias !== '') return alias;
  return name === '' ? metric : `${name}(${metric})`;
}

function labelOf(node: SqlExpression): string {
  return node.kind === 'column' ? node.name : printSqlExpression(node);
}

function around(tables: readonly SqlTableReference[]): SqlNode {
  return { start: tables[0]?.start ?? 0, end: tables.at(-1)?.end ?? 0 };
}

/** The type that the original's parser has for a form, as Go prints it. */
function goType(node: SqlExpression): string {
  switch (node.kind) {
    case 'literal':
      if (node.type === 'boolean') return 'sqlparser.BoolVal';
      return node.type === 'null' ? '*sqlparser.NullVal' : '*sqlparser.SQLVal';
    case 'tuple':
      return node.items.length === 1 ? '*sqlparser.ParenExpr' : 'sqlparser.ValTuple';
    case 'logical':
      return node.operator === 'and' ? '*sqlparser.AndExpr' : '*sqlparser.OrExpr';
    case 'subquery':
      return node.exists ? '*sqlparser.ExistsExpr' : '*sqlparser.Subquery';
    case 'foreign':
      return `*sqlparser.${node.form}`;
    default:
      return `*sqlparser.${goNames[node.kind]}`;
  }
}

const goNames = {
  column: 'ColName',
  call: 'FuncExpr',
  unary: 'UnaryExpr',
  binary: 'BinaryExpr',
  comparison: 'ComparisonExpr',
  between: 'RangeCond',
  is: 'IsExpr',
  not: 'NotExpr',
} as const;
