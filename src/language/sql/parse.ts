import type {
  SqlExpression,
  SqlIgnoredPart,
  SqlItem,
  SqlSelect,
  SqlStatement,
  SqlTableReference,
} from './ast';
import { clauseWords, otherStatements } from './keywords';
import { SqlSyntaxError, type SqlProblem } from './problem';
import { SqlTableReader } from './tableReader';
import type { SqlToken } from './tokenize';

export interface SqlParse {
  /** What could be made out; absent where the text does not even begin like a statement. */
  readonly statement: SqlStatement | undefined;
  /** Of syntax alone, in the order of the text; the first is the one that the service reports. */
  readonly problems: readonly SqlProblem[];
  /** Comments included, an `end` last. */
  readonly tokens: readonly SqlToken[];
}

/**
 * Reads a query of the time-series backend (spec/tsdb.md §13), a MySQL dialect. Never throws: after an error it goes on with
 * the next column or clause, so that an editor knows the rest of a query that is still being typed.
 */
export function parseSql(text: string): SqlParse {
  return new SqlParser(text).parse();
}

/** Nobody mends more than these at once; what is behind the last of them is not read. */
const MAX_PROBLEMS = 50;

/** The parts after the columns, in the order in which they may come. */
const clauseOrder = ['from', 'where', 'group', 'having', 'order', 'limit', 'lock'] as const;
type Clause = (typeof clauseOrder)[number];

/** What the parts of a select become as they are read. */
interface SelectParts {
  items: SqlItem[];
  from: SqlTableReference[];
  where: SqlExpression | undefined;
  groupBy: SqlExpression[];
  ignored: SqlIgnoredPart[];
}

class SqlParser extends SqlTableReader {
  private readonly problems: SqlProblem[] = [];
  /** How many selects are being read: inside another one, an error ends the part of the outer one that it stands in. */
  private selects = 0;

  parse(): SqlParse {
    let statement: SqlStatement | undefined;
    this.attempt(
      () => {
        statement = this.statement();
        this.acceptOperator(';');
        if (this.peek().kind !== 'end') this.refuse('the end of the query');
      },
      () => undefined,
    );
    return { statement, problems: this.problems, tokens: this.tokens };
  }

  private statement(): SqlStatement {
    const { start } = this.peek();
    const word = this.peek().text.toLowerCase();
    if (this.isWord(word) && otherStatements.has(word)) return this.other(start, word);
    if (this.isOperator('(')) {
      this.openParenthesis();
      this.select();
      this.closeParenthesis();
      if (!this.isWord('union')) this.refuse('UNION; the parentheses around the query are too many');
      return this.other(start, 'union');
    }
    if (!this.isWord('select')) this.refuse('SELECT');
    const select = this.select();
    return this.isWord('union') ? this.other(start, 'union') : select;
  }

  /** A statement that is refused whatever else it says. */
  private other(start: number, word: string): SqlStatement {
    while (this.peek().kind !== 'end' && !this.isOperator(';')) {
      if (this.peek().kind === 'unclosed') this.refuse('a closing quote');
      this.next();
    }
    return { kind: 'other', word, start, end: this.lastEnd };
  }

  protected select(): SqlSelect {
    const { start } = this.expectWord('select');
    this.selects++;
    const parts: SelectParts = { items: [], from: [], where: undefined, groupBy: [], ignored: [] };
    for (const hint of ['sql_no_cache', 'sql_cache']) {
      if (this.isWord(hint)) parts.ignored.push(this.ignoredWord('hint'));
    }
    if (this.isWord('distinct')) parts.ignored.push(this.ignoredWord('distinct'));
    if (this.isWord('straight_join')) parts.ignored.push(this.ignoredWord('hint'));
    if (this.isWord('next')) {
      this.nextValue(parts);
    } else {
      do
        this.attempt(
          () => this.item(parts),
          () => this.skip({ stopAtComma: true }),
        );
      while (this.acceptOperator(','));
      this.clauses(parts);
    }
    this.selects--;
    return { kind: 'select', ...parts, start, end: this.lastEnd };
  }

  private item({ items }: SelectParts): void {
    items.push(this.starOr(() => this.aliased()));
    if (!this.isOperator(',')) this.expectClause('a comma, FROM');
  }

  /** In the outermost select, where reading on behind a mistake is possible. */
  private expectClause(others: string): void {
    if (this.selects > 1 || this.nesting > 0 || this.isWord('union') || this.clause() !== undefined) return;
    if (this.peek().kind !== 'end' && !this.isOperator(';')) this.refuse(`${others} or the end of the query`);
  }

  private ignoredWord(part: SqlIgnoredPart['part']): SqlIgnoredPart {
    const { text, start, end } = this.next();
    return { part, text, start, end };
  }

  private nextValue(parts: SelectParts): void {
    const { start } = this.next();
    if (this.peek().kind === 'number' || this.peek().kind === 'argument') {
      this.next();
      this.expectWord('values');
    } else {
      this.expectWord('value');
    }
    const end = this.lastEnd;
    parts.items.push({ kind: 'nextValue', text: this.text.slice(start, end), start, end });
    if (!this.acceptWord('for')) this.expectWord('from');
    parts.from.push(this.namedTable());
  }

  private clauses(parts: SelectParts): void {
    let last = -1;
    for (;;) {
      const clause = this.clause();
      if (clause === undefined) return;
      const order = clauseOrder.indexOf(clause);
      if (order <= last) {
        const problem = this.unexpected(this.peek(), `${this.peek().text.toUpperCase()} cannot stand here`);
        if (this.selects > 1) throw new SqlSyntaxError(problem);
        this.problems.push(problem);
      }
      last = Math.max(last, order);
      this.attempt(
        () => {
          this.readClause(clause, parts);
          this.expectClause('another clause');
        },
        () => this.skip({ stopAtComma: false }),
      );
    }
  }

  private clause(): Clause | undefined {
    if (this.isWord('for') || (this.isWord('lock') && this.isWord('in', 1))) return 'lock';
    return clauseOrder.find((word) => word !== 'lock' && this.isWord(word));
  }

  private readClause(clause: Clause, parts: SelectParts): void {
    const { start } = this.next();
    switch (clause) {
      case 'from':
        do parts.from.push(this.tableReference());
        while (this.acceptOperator(','));
        return;
      case 'where':
        parts.where = this.expression();
        return;
      case 'group':
        this.expectWord('by');
        do parts.groupBy.push(this.expression());
        while (this.acceptOperator(','));
        return;
      case 'having':
        this.expression();
        parts.ignored.push(this.ignoredPart('having', start));
        return;
      case 'order':
        this.expectWord('by');
        do {
          this.expression();
          if (!this.acceptWord('asc')) this.acceptWord('desc');
        } while (this.acceptOperator(','));
        parts.ignored.push(this.ignoredPart('order by', start));
        return;
      case 'limit':
        this.expression();
        if (this.acceptOperator(',') || this.acceptWord('offset')) this.expression();
        parts.ignored.push(this.ignoredPart('limit', start));
        return;
      case 'lock':
        if (this.acceptWord('in')) {
          this.expectWord('share');
          this.expectWord('mode');
        } else {
          this.expectWord('update');
        }
        parts.ignored.push(this.ignoredPart('lock', start));
    }
  }

  private ignoredPart(part: SqlIgnoredPart['part'], start: number): SqlIgnoredPart {
    return { part, text: this.text.slice(start, this.lastEnd), start, end: this.lastEnd };
  }

  /** Reads a part of the outermost select; what is wrong with it is noted, and `skip` leads to the next part. */
  private attempt(read: () => void, skip: () => void): void {
    const nesting = this.nesting;
    const selects = this.selects;
    try {
      read();
    } catch (error) {
      if (!(error instanceof SqlSyntaxError) || selects > 1) throw error;
      this.problems.push(error.problem);
      this.nesting = nesting;
      this.selects = selects;
      if (this.problems.length < MAX_PROBLEMS) skip();
      else this.skipAll();
    }
  }

  /** To the next clause, or the next comma outside parentheses, or the end. */
  private skip({ stopAtComma }: { readonly stopAtComma: boolean }): void {
    for (let depth = 0; this.peek().kind !== 'end'; this.next()) {
      if (this.isOperator('(')) depth++;
      else if (this.isOperator(')')) depth = Math.max(0, depth - 1);
      else if (this.isOperator(';')) return;
      else if (depth > 0) continue;
      else if (stopAtComma && this.isOperator(',')) return;
      else if (this.peek().kind === 'keyword' && clauseWords.has(this.peek().value)) return;
    }
  }
}
