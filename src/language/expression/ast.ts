import type { FunctionName } from './functions';
import type { calculations, comparisons } from './operators';
import type { LiteralValue } from './value';

export type ComparisonOperator = keyof typeof comparisons;
export type CalculationOperator = keyof typeof calculations;
export type BinaryOperator = ComparisonOperator | CalculationOperator | 'and' | 'or';
export type UnaryOperator = '-' | '~' | 'not';

/** Where a node stands in the text: UTF-16 offsets, `end` exclusive; parentheses around it not included. */
interface Node {
  readonly start: number;
  readonly end: number;
}

export interface Literal extends Node {
  readonly kind: 'literal';
  readonly value: LiteralValue;
}

/** An attribute of the stored item. */
export interface Attribute extends Node {
  readonly kind: 'attribute';
  readonly name: string;
}

/** `{name}` of a template: the cell of that column or index in the row being written; empty for an unnamed index. */
export interface Cell extends Node {
  readonly kind: 'cell';
  readonly name: string;
}

/** A quoted string with cells in it, which take part as text. */
export interface Interpolation extends Node {
  readonly kind: 'interpolation';
  readonly parts: readonly (string | Cell)[];
}

export interface Unary extends Node {
  readonly kind: 'unary';
  readonly operator: UnaryOperator;
  readonly operand: Expression;
}

export interface Binary extends Node {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** `operand IN (values)`. */
export interface Membership extends Node {
  readonly kind: 'in';
  readonly operand: Expression;
  readonly values: readonly Expression[];
}

/** `array[index]`, counted from 0. */
export interface Element extends Node {
  readonly kind: 'element';
  readonly array: Attribute;
  readonly index: Expression;
}

/** `array[first..last]`, both inclusive. */
export interface Slice extends Node {
  readonly kind: 'slice';
  readonly array: Attribute;
  readonly first: Expression;
  readonly last: Expression;
}

export interface Call extends Node {
  readonly kind: 'call';
  readonly name: FunctionName;
  readonly args: readonly Expression[];
}

export type Expression =
  Literal | Attribute | Cell | Interpolation | Unary | Binary | Membership | Element | Slice | Call;

/** `target = value`. */
export interface SetAction extends Node {
  readonly kind: 'set';
  readonly target: Attribute | Element;
  readonly value: Expression;
}

/** `REMOVE attribute`, also spelt `delete(attribute)`. */
export interface RemoveAction extends Node {
  readonly kind: 'remove';
  readonly target: Attribute;
}

export type UpdateAction = SetAction | RemoveAction;

/** How tightly operators bind; a higher number binds first (spec/kv.md §11.2). */
export const precedence = {
  or: 1,
  and: 2,
  not: 3,
  in: 4,
  '==': 4,
  '!=': 4,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '|': 5,
  '^': 6,
  '&': 7,
  '<<': 8,
  '>>': 8,
  '+': 9,
  '-': 9,
  '*': 10,
  '/': 10,
} as const satisfies Record<BinaryOperator | 'not' | 'in', number>;

/** Of `-` and `~` before an operand. */
export const UNARY_PRECEDENCE = 11;

/** Words that name an attribute only in back-quotes (spec/kv.md §12, and the literals). */
export const reservedWords: ReadonlySet<string> = new Set([
  'and',
  'or',
  'not',
  'in',
  'set',
  'remove',
  'true',
  'false',
]);

type Root = Expression | readonly UpdateAction[];

/** The attributes of the item that an expression reads or an update touches: all that a store has to fetch. */
export function attributesOf(root: Root): Set<string> {
  return namesOf(root, 'attribute');
}

/** The `{columns}` that a template mentions. */
export function cellsOf(root: Root): Set<string> {
  return namesOf(root, 'cell');
}

function namesOf(root: Root, kind: 'attribute' | 'cell'): Set<string> {
  const names = new Set<string>();
  const pending = 'kind' in root ? [root] : root.flatMap(partsOfAction);
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.kind === kind) names.add(node.name);
    pending.push(...partsOf(node));
  }
  return names;
}

function partsOfAction(action: UpdateAction): Expression[] {
  return action.kind === 'set' ? [action.target, action.value] : [action.target];
}

function partsOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'literal':
    case 'attribute':
    case 'cell':
      return [];
    case 'interpolation':
      return node.parts.filter((part) => typeof part !== 'string');
    case 'unary':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'in':
      return [node.operand, ...node.values];
    case 'element':
      return [node.array, node.index];
    case 'slice':
      return [node.array, node.first, node.last];
    case 'call':
      return node.args;
  }
}
