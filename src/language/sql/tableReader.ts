import type { SqlName, SqlNamedTable, SqlTableReference } from './ast';
import { SqlExpressionReader } from './expressionReader';

/** Reads what stands in a FROM: tables, joins, queries in parentheses. The service takes one table only. */
export abstract class SqlTableReader extends SqlExpressionReader {
  protected tableReference(): SqlTableReference {
    let left = this.tableFactor();
    for (let join = this.join(); join !== undefined; join = this.join()) {
      this.countOperator();
      const right = this.tableFactor();
      const on = this.acceptWord('on') ? this.expression() : undefined;
      const using = on === undefined && this.acceptWord('using') ? this.nameList() : [];
      if (/left|right/.test(join) && !join.startsWith('natural') && on === undefined && using.length === 0) {
        this.refuse('ON or USING');
      }
      left = { kind: 'join', join, left, right, on, using, start: left.start, end: this.lastEnd };
    }
    return left;
  }

  /** The words of a join, if one stands here. */
  private join(): string | undefined {
    if (this.acceptWord('straight_join')) return 'straight_join';
    const words: string[] = [];
    if (this.acceptWord('natural')) words.push('natural');
    if (this.isWord('left') || this.isWord('right')) {
      words.push(this.next().value);
      if (this.acceptWord('outer')) words.push('outer');
    } else if (words.length === 0 && (this.isWord('inner') || this.isWord('cross'))) {
      words.push(this.next().value);
    }
    if (words.length === 0 && !this.isWord('join')) return undefined;
    this.expectWord('join');
    return [...words, 'join'].join(' ');
  }

  private tableFactor(): SqlTableReference {
    if (!this.isOperator('(')) return this.namedTable();
    if (this.isWord('select', 1)) {
      const subquery = this.subquery();
      this.acceptWord('as');
      const alias = this.expectName('a name for the query in parentheses', { orString: true });
      return { kind: 'derived', subquery, alias, start: subquery.start, end: alias.end };
    }
    const { start } = this.openParenthesis();
    const tables: SqlTableReference[] = [];
    do tables.push(this.tableReference());
    while (this.acceptOperator(','));
    const { end } = this.closeParenthesis();
    return { kind: 'tableGroup', tables, start, end };
  }

  protected namedTable(): SqlNamedTable {
    const first = this.expectName('a table', { orString: true });
    const dotted = this.acceptOperator('.');
    const table = dotted ? this.tableAfterDot() : first;
    if (this.isWord('partition') && this.isOperator('(', 1)) {
      this.next();
      this.nameList();
    }
    const wanted = this.acceptWord('as');
    const alias =
      wanted || this.isName() || this.peek().kind === 'string'
        ? this.expectName('an alias', { orString: true })
        : undefined;
    if (['use', 'ignore', 'force'].some((word) => this.isWord(word)) && this.isWord('index', 1)) {
      this.position += 2;
      this.nameList();
    }
    const qualifier = dotted ? first.name : undefined;
    return { kind: 'table', table, qualifier, alias, start: first.start, end: this.lastEnd };
  }

  private tableAfterDot(): SqlName {
    if (this.peek().kind === 'keyword') return this.nextAsName();
    return this.expectName('a table after the dot', { orString: true });
  }

  private nameList(): SqlName[] {
    this.openParenthesis();
    const names: SqlName[] = [];
    do names.push(this.expectName('a name'));
    while (this.acceptOperator(','));
    this.closeParenthesis();
    return names;
  }
}
