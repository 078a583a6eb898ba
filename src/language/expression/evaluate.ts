import type { Call, Cell, Element, Expression, Membership, Slice } from './ast';
import { functions, type FunctionInfo } from './functions';
import { calculations, comparisons, complement, equal, negate, type Fail, type Result } from './operators';
import { isArray, isTimestamp, timeText, typeName, type Attributes, type AttributeValue } from './value';

/** @param cells what the `{columns}` of a template stand for in the row at hand; missing where the cell is null */
export type Condition = (item: Attributes, cells?: Attributes) => boolean;

type Evaluate = (item: Attributes, cells: Attributes) => Result;
type Test = (item: Attributes, cells: Attributes) => boolean;

export const noAttributes: Attributes = new Map<string, AttributeValue>();

/**
 * Turns a condition into a function, once; the function is called for each row and never throws. Whatever cannot be
 * had (an attribute the item lacks, a null cell, a division by zero, `'a' * 2`) makes the comparison or function around
 * it false, so that its NOT is true (spec/kv.md §11.4).
 */
export function compileCondition(condition: Expression): Condition {
  const test = new Compiler(() => () => undefined).test(condition);
  return (item, cells = noAttributes) => test(item, cells);
}

export interface Place {
  readonly array: BigInt64Array | Float64Array;
  readonly index: number;
}

/** Turns nodes into functions of an item and of the cells of a template. */
export class Compiler {
  /** @param failAt what to do about a node that gives no value */
  constructor(private readonly failAt: (node: Expression) => Fail) {}

  /** True where the expression gives `true`; anything else, and nothing, is false. */
  test(node: Expression): Test {
    if (node.kind === 'in') return this.membership(node);
    if (node.kind === 'unary' && node.operator === 'not') {
      const operand = this.test(node.operand);
      return (item, cells) => !operand(item, cells);
    }
    if (node.kind === 'binary') {
      const { operator } = node;
      if (operator === 'and' || operator === 'or') {
        const left = this.test(node.left);
        const right = this.test(node.right);
        return operator === 'and'
          ? (item, cells) => left(item, cells) && right(item, cells)
          : (item, cells) => left(item, cells) || right(item, cells);
      }
      if (operator in comparisons) {
        const compare = comparisons[operator as keyof typeof comparisons];
        const left = this.value(node.left);
        const right = this.value(node.right);
        return (item, cells) => {
          const a = left(item, cells);
          if (a === undefined) return false;
          const b = right(item, cells);
          return b !== undefined && compare(a, b);
        };
      }
    }
    const value = this.value(node);
    return (item, cells) => value(item, cells) === true;
  }

  value(node: Expression): Evaluate {
    const fail = this.failAt(node);
    switch (node.kind) {
      case 'literal': {
        const { value } = node;
        return () => value;
      }
      case 'attribute': {
        const { name } = node;
        const reason = `the item has no attribute "${name}"`;
        return (item) => item.get(name) ?? fail(reason);
      }
      case 'cell': {
        const { name } = node;
        const reason = `the cell of "${name}" is null`;
        return (_item, cells) => cells.get(name) ?? fail(reason);
      }
      case 'interpolation':
        return this.interpolation(node.parts);
      case 'unary': {
        if (node.operator === 'not') return this.test(node);
        const operate = node.operator === '-' ? negate : complement;
        const operand = this.value(node.operand);
        return (item, cells) => {
          const value = operand(item, cells);
          return value === undefined ? undefined : operate(value, fail);
        };
      }
      case 'binary': {
        if (!(node.operator in calculations)) return this.test(node);
        const calculate = calculations[node.operator as keyof typeof calculations];
        const left = this.value(node.left);
        const right = this.value(node.right);
        return (item, cells) => {
          const a = left(item, cells);
          if (a === undefined) return undefined;
          const b = right(item, cells);
          return b === undefined ? undefined : calculate(a, b, fail);
        };
      }
      case 'in':
        return this.test(node);
      case 'element': {
        const place = this.place(node);
        return (item, cells) => {
          const found = place(item, cells);
          return found?.array[found.index];
        };
      }
      case 'slice':
        return this.slice(node);
      case 'call':
        return this.call(node);
    }
  }

  /** Where an element is; an index outside the array fails. */
  place(node: Element): (item: Attributes, cells: Attributes) => Place | undefined {
    const fail = this.failAt(node);
    const subject = this.value(node.array);
    const position = this.value(node.index);
    return (item, cells) => {
      const array = subject(item, cells);
      const index = position(item, cells);
      if (array === undefined || index === undefined) return undefined;
      if (!isArray(array)) fail(`"${node.array.name}" is ${typeName(array)}, not an array`);
      else if (!isIndex(array, index)) fail(`there is no such element: the array has ${array.length}`);
      else return { array, index: Number(index) };
      return undefined;
    };
  }

  private slice(node: Slice): Evaluate {
    const fail = this.failAt(node);
    const subject = this.value(node.array);
    const first = this.value(node.first);
    const last = this.value(node.last);
    return (item, cells) => {
      const array = subject(item, cells);
      const from = first(item, cells);
      const to = last(item, cells);
      if (array === undefined || from === undefined || to === undefined) return undefined;
      if (!isArray(array)) return fail(`"${node.array.name}" is ${typeName(array)}, not an array`);
      if (!isIndex(array, from) || !isIndex(array, to) || from > to) {
        return fail(`there is no such slice: the array has ${array.length} elements`);
      }
      return array.slice(Number(from), Number(to) + 1);
    };
  }

  private membership(node: Membership): Test {
    const operand = this.value(node.operand);
    const constants = new Set<string | bigint>();
    const others: Evaluate[] = [];
    for (const candidate of node.values) {
      const constant = candidate.kind === 'literal' ? candidate.value : undefined;
      if (typeof constant === 'string' || typeof constant === 'bigint') constants.add(constant);
      else others.push(this.value(candidate));
    }
    return (item, cells) => {
      const value = operand(item, cells);
      if (value === undefined) return false;
      const key = typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : value;
      if ((typeof key === 'string' || typeof key === 'bigint') && constants.has(key)) return true;
      for (const other of others) {
        const candidate = other(item, cells);
        if (candidate !== undefined && equal(value, candidate) === true) return true;
      }
      return false;
    };
  }

  private call(node: Call): Evaluate {
    const fail = this.failAt(node);
    const [subject, fallback] = node.args;
    if (node.name === 'exists' && subject) {
      const read = quietly(subject);
      return (item, cells) => read(item, cells) !== undefined;
    }
    if (node.name === 'if_not_exists' && subject && fallback) {
      const read = quietly(subject);
      const value = this.value(fallback);
      return (item, cells) => read(item, cells) ?? value(item, cells);
    }
    const { call }: FunctionInfo = functions[node.name];
    const args = node.args.map((arg) => this.value(arg));
    return (item, cells) => {
      const values: AttributeValue[] = [];
      for (const arg of args) {
        const value = arg(item, cells);
        if (value === undefined) return undefined;
        values.push(value);
      }
      return call?.(fail, values);
    };
  }

  private interpolation(parts: readonly (string | Cell)[]): Evaluate {
    const values = parts.map((part) => (typeof part === 'string' ? () => part : this.value(part)));
    return (item, cells) => {
      let text = '';
      for (const read of values) {
        const value = read(item, cells);
        if (value === undefined) return undefined;
        text += textOf(value);
      }
      return text;
    };
  }
}

/** Reads an attribute or a cell; undefined without complaint. */
function quietly(node: Expression): Evaluate {
  return new Compiler(() => () => undefined).value(node);
}

function isIndex(array: BigInt64Array | Float64Array, index: AttributeValue): index is bigint {
  return typeof index === 'bigint' && index >= 0n && index < BigInt(array.length);
}

function textOf(value: AttributeValue): string {
  if (typeof value !== 'object') return String(value);
  return isTimestamp(value) ? timeText(value.nanos) : '';
}
