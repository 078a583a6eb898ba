import { parseDuration, TimeTextError } from '../../data/relativeTime';
import type { SqlCall, SqlExpression, SqlItem, SqlNode } from './ast';
import type { RequestedColumn } from './columns';
import { interpolatorOf } from './functions';
import { goType } from './goType';
import { errorAt, warningAt, type SqlProblem } from './problem';

export interface ReadColumn {
  /** Absent where the item cannot be read. */
  readonly column: RequestedColumn | undefined;
  /** One error at most, the last. */
  readonly problems: readonly SqlProblem[];
}

/** What an item of the select list asks for: a metric, a function of one, an interpolator of one, or a nest of them. */
export function readColumn(item: SqlItem): ReadColumn {
  const draft = new Draft();
  try {
    draft.read(item);
    return { column: draft.column, problems: draft.warnings };
  } catch (error) {
    if (!(error instanceof ItemError)) throw error;
    return { column: undefined, problems: [...draft.warnings, error.problem] };
  }
}

/** A rule of spec/tsdb.md §13 that an item breaks. */
class ItemError extends Error {
  constructor(readonly problem: SqlProblem) {
    super(problem.message);
  }
}

class Draft {
  readonly warnings: SqlProblem[] = [];
  readonly column: { -readonly [Key in keyof RequestedColumn]: RequestedColumn[Key] } = {
    metric: '',
    function: '',
    interpolator: 'none',
    toleranceMs: 0n,
    alias: '',
  };

  read(item: SqlItem): void {
    if (item.kind === 'nextValue') refuse(item, 'unknown SELECT column type - sqlparser.Nextval');
    if (item.kind === 'star') return;
    const { expression, alias } = item;
    this.column.alias = alias?.name ?? '';
    if (expression.kind === 'call') this.call(expression);
    else if (expression.kind === 'column') this.column.metric = expression.name;
    else refuseForm(expression, 'a column is a metric, or a function of one');
  }

  private call(call: SqlCall): void {
    const { name } = call.function;
    const interpolator = interpolatorOf(name);
    if (interpolator !== undefined) {
      this.column.interpolator = interpolator;
      this.interpolated(call);
      return;
    }
    if (this.column.function !== '') {
      this.warnings.push(warningAt(call, `only the inner of nested functions counts, here ${name}`));
    }
    this.column.function = name;
    const [first, second] = call.args;
    if (first === undefined)
      refuse(call, `function '${name}' needs a metric`, `write ${name}(metric) or ${name}(*)`);
    if (second !== undefined) {
      this.warnings.push(warningAt(second, `${name} takes one metric; what follows it is ignored`));
    }
    if (call.distinct) this.warnings.push(warningAt(call, 'DISTINCT is ignored'));
    if (first.kind === 'item') this.argument(first.expression);
    if (this.column.metric === '' && this.column.alias !== '') refuse(call, 'cannot alias a wildcard');
  }

  private argument(expression: SqlExpression): void {
    switch (expression.kind) {
      case 'column':
        this.column.metric = expression.name;
        return;
      case 'literal':
        this.warnings.push(
          warningAt(expression, `a value means all metrics, as ${this.column.function}(*) does`),
        );
        return;
      case 'call':
        this.nested(expression);
        return;
      default:
        refuseForm(expression, 'a function takes a metric, not a calculation');
    }
  }

  private nested(call: SqlCall): void {
    try {
      this.call(call);
    } catch (error) {
      if (!(error instanceof ItemError)) throw error;
      const { problem } = error;
      throw new ItemError({ ...problem, message: `could not parse expr: ${problem.message}` });
    }
  }

  private interpolated(call: SqlCall): void {
    const { name } = call.function;
    const [subject, tolerance] = call.args;
    if (subject === undefined || call.args.length > 2) {
      const advice = `write ${name}(metric) or ${name}(metric, '10m')`;
      refuse(call, `unssoported number of parameters for function ${name}`, advice);
    }
    if (subject.kind === 'star' || subject.expression.kind !== 'column') {
      refuse(subject, `function '${name}' takes the name of one metric`);
    }
    this.column.metric = subject.expression.name;
    if (tolerance === undefined) return;
    const literal = tolerance.kind === 'item' ? tolerance.expression : undefined;
    if (literal?.kind !== 'literal' || literal.type !== 'string') {
      refuse(
        tolerance,
        `the tolerance of function '${name}' must be a duration in quotes, for example '10m'`,
      );
    }
    try {
      this.column.toleranceMs = parseDuration(literal.value);
    } catch (error) {
      if (error instanceof TimeTextError) refuse(literal, error.message);
      throw error;
    }
  }
}

function refuse(node: SqlNode, message: string, advice?: string): never {
  throw new ItemError(errorAt(node, message, advice));
}

function refuseForm(expression: SqlExpression, advice: string): never {
  refuse(expression, `unknown columns type - ${goType(expression)}`, advice);
}
