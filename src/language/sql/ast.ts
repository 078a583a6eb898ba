/** Where a node stands in the text: UTF-16 offsets, `end` exclusive. */
export interface SqlNode {
  readonly start: number;
  readonly end: number;
}

/** A metric or label; in an alias or table, its name. */
export interface SqlName extends SqlNode {
  readonly name: string;
}

export interface SqlColumn extends SqlNode {
  readonly kind: 'column';
  readonly name: string;
  /** What stands before the name, `a` and `b` of `a.b.name`. It means nothing to the service. */
  readonly qualifiers: readonly string[];
}

export interface SqlLiteral extends SqlNode {
  readonly kind: 'literal';
  readonly type: 'string' | 'number' | 'argument' | 'null' | 'boolean';
  /** Of a string what it stands for, of anything else the text. */
  readonly value: string;
}

/** `*` or `table.*`. */
export interface SqlStar extends SqlNode {
  readonly kind: 'star';
}

export interface SqlCall extends SqlNode {
  readonly kind: 'call';
  readonly function: SqlName;
  readonly distinct: boolean;
  readonly args: readonly (SqlStar | SqlExpressionItem)[];
}

export interface SqlUnary extends SqlNode {
  readonly kind: 'unary';
  readonly operator: '+' | '-' | '~' | '!';
  readonly operand: SqlExpression;
}

/** Arithmetic and bits; the operator in lower case. */
export interface SqlBinary extends SqlNode {
  readonly kind: 'binary';
  readonly operator: string;
  readonly left: SqlExpression;
  readonly right: SqlExpression;
}

/** `=`, `!=` (also spelt `<>`), `<`, …, `in`, `like`, `regexp` and their `not` forms, in lower case. */
export interface SqlComparison extends SqlNode {
  readonly kind: 'comparison';
  readonly operator: string;
  readonly left: SqlExpression;
  readonly right: SqlExpression;
  readonly escape: SqlExpression | undefined;
}

export interface SqlBetween extends SqlNode {
  readonly kind: 'between';
  readonly negated: boolean;
  readonly operand: SqlExpression;
  readonly from: SqlExpression;
  readonly to: SqlExpression;
}

/** `is null`, `is not true`, … */
export interface SqlIs extends SqlNode {
  readonly kind: 'is';
  readonly operand: SqlExpression;
  /** What follows the `is`, in lower case. */
  readonly state: string;
}

export interface SqlNot extends SqlNode {
  readonly kind: 'not';
  readonly operand: SqlExpression;
}

export interface SqlLogical extends SqlNode {
  readonly kind: 'logical';
  readonly operator: 'and' | 'or';
  readonly left: SqlExpression;
  readonly right: SqlExpression;
}

/** Expressions in parentheses; one or more. */
export interface SqlTuple extends SqlNode {
  readonly kind: 'tuple';
  readonly items: readonly SqlExpression[];
}

export interface SqlSubquery extends SqlNode {
  readonly kind: 'subquery';
  readonly select: SqlSelect;
  /** Whether an `exists` stands before it. */
  readonly exists: boolean;
}

/** A form with a grammar of its own that no query can use (`case`, `cast(…)`, …): kept as text. */
export interface SqlForeign extends SqlNode {
  readonly kind: 'foreign';
  readonly form:
    'CaseExpr' | 'ConvertExpr' | 'SubstrExpr' | 'MatchExpr' | 'GroupConcatExpr' | 'ValuesFuncExpr';
  readonly text: string;
}

export type SqlExpression =
  | SqlColumn
  | SqlLiteral
  | SqlCall
  | SqlUnary
  | SqlBinary
  | SqlComparison
  | SqlBetween
  | SqlIs
  | SqlNot
  | SqlLogical
  | SqlTuple
  | SqlSubquery
  | SqlForeign;

/** `expression [as alias]`. */
export interface SqlExpressionItem extends SqlNode {
  readonly kind: 'item';
  readonly expression: SqlExpression;
  readonly alias: SqlName | undefined;
}

/** `next value`, `next 5 values`. */
export interface SqlNextValue extends SqlNode {
  readonly kind: 'nextValue';
  readonly text: string;
}

export type SqlItem = SqlStar | SqlExpressionItem | SqlNextValue;

export interface SqlNamedTable extends SqlNode {
  readonly kind: 'table';
  /** What it is called, the qualifier before a dot left out. */
  readonly table: SqlName;
  readonly qualifier: string | undefined;
  readonly alias: SqlName | undefined;
}

export interface SqlDerivedTable extends SqlNode {
  readonly kind: 'derived';
  readonly subquery: SqlSubquery;
  readonly alias: SqlName;
}

export interface SqlJoin extends SqlNode {
  readonly kind: 'join';
  /** The words between the two, in lower case: `left outer join`. */
  readonly join: string;
  readonly left: SqlTableReference;
  readonly right: SqlTableReference;
  readonly on: SqlExpression | undefined;
  readonly using: readonly SqlName[];
}

export interface SqlTableGroup extends SqlNode {
  readonly kind: 'tableGroup';
  readonly tables: readonly SqlTableReference[];
}

export type SqlTableReference = SqlNamedTable | SqlDerivedTable | SqlJoin | SqlTableGroup;

/** A part of a query that the service reads over. */
export interface SqlIgnoredPart extends SqlNode {
  readonly part: 'distinct' | 'having' | 'order by' | 'limit' | 'lock' | 'hint';
  /** As written, the words of `part` included. */
  readonly text: string;
}

export interface SqlSelect extends SqlNode {
  readonly kind: 'select';
  readonly items: readonly SqlItem[];
  /** Empty where there is no `from`. */
  readonly from: readonly SqlTableReference[];
  readonly where: SqlExpression | undefined;
  readonly groupBy: readonly SqlExpression[];
  readonly ignored: readonly SqlIgnoredPart[];
}

/** Anything that is not one select: another statement, known by its first word, or a union of selects. */
export interface SqlOtherStatement extends SqlNode {
  readonly kind: 'other';
  readonly word: string;
}

export type SqlStatement = SqlSelect | SqlOtherStatement;
