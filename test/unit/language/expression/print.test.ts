import { describe, expect, it } from 'vitest';
import type { BinaryOperator, Expression, UpdateAction } from '../../../../src/language/expression/ast';
import { compileCondition } from '../../../../src/language/expression/evaluate';
import { EvaluationError, ExpressionError } from '../../../../src/language/expression/expressionError';
import { parseCondition, parseUpdate } from '../../../../src/language/expression/parse';
import { printExpression, printLiteral, printUpdate } from '../../../../src/language/expression/print';
import { compileUpdate } from '../../../../src/language/expression/update';
import type { AttributeValue, LiteralValue } from '../../../../src/language/expression/value';
import { failureOf, item, random } from './samples';

const seed = Number(process.env.SEED ?? Date.now() % 1e9);
const cells = new Set(['c', 'd e', '']);
const somewhere = { start: 0, end: 0 };

/** The tree without its places. */
function shape(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(shape);
  if (typeof node !== 'object' || node === null || node instanceof Uint8Array) return node;
  const entries = Object.entries(node).filter(([key]) => key !== 'start' && key !== 'end');
  return Object.fromEntries(entries.map(([key, value]) => [key, shape(value)]));
}

describe('printing', () => {
  it.each([
    ['a==1 AND(b<2 or not c)', 'a == 1 AND (b < 2 OR NOT c)'],
    ['((a+b))*c-(d-e)==0', '(a + b) * c - (d - e) == 0'],
    ['- - a == -(5) and -a[0] < -5', '--a == -(5) AND -a[0] < -5'],
    ['(a==1)==true', '(a == 1) == true'],
    ['not(not(a) or b)', 'NOT (NOT a OR b)'],
    ['a In(1,2.0,"it\'s")', 'a IN (1, 2.0, "it\'s")'],
    [
      '`and` == `x y` and `NaN` == NaN and `length` == length(a)',
      '`and` == `x y` AND `NaN` == NaN AND `length` == length(a)',
    ],
    ['a == -1:5 and b == 1e300 and c == -Inf', 'a == -1:5 AND b == 1e+300 AND c == -Inf'],
    ["starts(a, '{c}x') and {d e} == {}", "starts(a, '{c}x') AND {d e} == {}"],
    ['', 'true'],
  ])('%s', (text, printed) => {
    expect(printExpression(parseCondition(text, { cells }))).toBe(printed);
  });

  it('writes updates', () => {
    const text = "set a=1;delete(b);c[i+1]=blob('AQI=') ; REMOVE `set`;";
    expect(printUpdate(parseUpdate(text))).toBe("a = 1; REMOVE b; c[i + 1] = blob('AQI='); REMOVE `set`");
  });

  it.each<LiteralValue>([
    0n,
    -(2n ** 63n),
    2n ** 63n - 1n,
    5,
    -0,
    0.1,
    1e21,
    1e-7,
    1e20,
    -Infinity,
    Infinity,
    NaN,
    '',
    "it's",
    '"',
    true,
    false,
    { nanos: -(2n ** 63n) },
    { nanos: 2n ** 63n - 1n },
    { nanos: -1n },
    new Uint8Array(),
    new Uint8Array([0, 255, 128]),
  ])('gives the literal %s back', (value) => {
    const action = parseUpdate(`a=${printLiteral(value)}`)[0];
    expect(action?.kind === 'set' && shape(action.value)).toEqual({ kind: 'literal', value });
  });

  it('joins a string that no quotes can hold', () => {
    const text = `'"it's"' "`;
    const changes = compileUpdate(parseUpdate(`a=${printLiteral(text)}`))(item({}));
    expect(changes.get('a')).toBe(text);
  });
});

describe(`random expressions (SEED=${seed})`, () => {
  it('print to a text that parses to the same tree', () => {
    const next = random(seed);
    for (let round = 0; round < 3000; round++) {
      const tree = randomTest(next, 5);
      const text = printExpression(tree);
      expect(shape(parseCondition(text, { cells })), `${text} (round ${round})`).toEqual(shape(tree));
    }
  });

  it('evaluate to something or fail with an EvaluationError', () => {
    const next = random(seed + 1);
    for (let round = 0; round < 3000; round++) {
      const attributes = randomItem(next);
      const row = randomItem(next);
      const test = randomTest(next, 5);
      expect(typeof compileCondition(test)(attributes, row)).toBe('boolean');
      const actions = Array.from({ length: 1 + pick(next, [0, 1, 3]) }, () => randomAction(next));
      const text = printUpdate(actions);
      expect(shape(parseUpdate(text, { cells })), text).toEqual(shape(actions));
      const error = failureOf(() => compileUpdate(actions)(attributes, row));
      if (error !== undefined) expect(error, text).toBeInstanceOf(EvaluationError);
    }
  });

  it('survive mutation: a result or an ExpressionError, and soon', () => {
    const next = random(seed + 2);
    const fragments = [
      "'",
      '"',
      '`',
      '{',
      '}',
      '(',
      ')',
      '[',
      ']',
      '..',
      '==',
      '=',
      ' not ',
      ' in ',
      '-',
      ';',
      ',',
      '1:5',
      '\\',
      '\u{1f600}',
      'exists(',
      '9'.repeat(30),
    ];
    for (let round = 0; round < 3000; round++) {
      let text = next() < 0.5 ? printExpression(randomTest(next, 4)) : printUpdate([randomAction(next)]);
      for (let change = pick(next, [1, 2, 5]); change > 0; change--) {
        const from = Math.floor(next() * (text.length + 1));
        const to = from + pick(next, [0, 0, 1, 4]);
        text = text.slice(0, from) + pick(next, [...fragments, '']) + text.slice(to);
      }
      const start = performance.now();
      for (const parse of [parseCondition, parseUpdate]) {
        const error = failureOf(() => parse(text, { cells }));
        if (error === undefined) continue;
        expect(error, text).toBeInstanceOf(ExpressionError);
        const place = error as ExpressionError;
        expect(place.start, text).toBeLessThanOrEqual(place.end);
        expect(place.end, text).toBeLessThanOrEqual(text.length);
      }
      expect(performance.now() - start, text).toBeLessThan(1000);
    }
  });
});

const names = ['a', 'b', 'arr', 'set', 'x y', 'NaN', 'length', '__name'];

function randomTest(next: () => number, depth: number): Expression {
  const deeper = depth - 1;
  const choice = depth <= 0 ? 0 : Math.floor(next() * 6);
  switch (choice) {
    case 0:
      return pick<Expression>(next, [attribute(next), { kind: 'literal', value: true, ...somewhere }]);
    case 1:
      return { kind: 'unary', operator: 'not', operand: randomTest(next, deeper), ...somewhere };
    case 2:
    case 3:
      return binary(pick(next, ['and', 'or']), randomTest(next, deeper), randomTest(next, deeper));
    case 4: {
      const values = [randomValue(next, deeper), randomValue(next, deeper)];
      return { kind: 'in', operand: randomValue(next, deeper), values, ...somewhere };
    }
    default: {
      const operator = pick<BinaryOperator>(next, ['==', '!=', '<', '<=', '>', '>=']);
      return binary(operator, randomValue(next, deeper), randomValue(next, deeper));
    }
  }
}

function randomValue(next: () => number, depth: number): Expression {
  const deeper = depth - 1;
  const choice = Math.floor(next() * (depth <= 0 ? 3 : 9));
  switch (choice) {
    case 0:
      return attribute(next);
    case 1:
      return { kind: 'literal', value: randomLiteral(next), ...somewhere };
    case 2:
      return { kind: 'cell', name: pick(next, [...cells]), ...somewhere };
    case 3:
      return {
        kind: 'unary',
        operator: pick(next, ['-', '~']),
        operand: randomOperand(next, deeper),
        ...somewhere,
      };
    case 4:
    case 5: {
      const operator = pick<BinaryOperator>(next, ['+', '-', '*', '/', '&', '|', '^', '<<', '>>']);
      return binary(operator, randomValue(next, deeper), randomValue(next, deeper));
    }
    case 6:
      return { kind: 'element', array: attribute(next), index: randomValue(next, deeper), ...somewhere };
    case 7: {
      const part = {
        kind: 'slice',
        array: attribute(next),
        first: randomValue(next, deeper),
        ...somewhere,
      } as const;
      return { ...part, last: randomValue(next, deeper) };
    }
    default:
      return randomCall(next, deeper);
  }
}

function randomCall(next: () => number, depth: number): Expression {
  const name = pick(next, [
    'starts',
    'length',
    'min',
    'max',
    'if_not_exists',
    'init_array',
    'contains',
  ] as const);
  const first = name === 'if_not_exists' ? attribute(next) : randomValue(next, depth);
  const args = name === 'length' ? [first] : [first, randomValue(next, depth)];
  return { kind: 'call', name, args, ...somewhere };
}

/** Of a sign: a comparison in it must have its parentheses printed. */
function randomOperand(next: () => number, depth: number): Expression {
  return next() < 0.3 ? randomTest(next, depth) : randomValue(next, depth);
}

function randomAction(next: () => number): UpdateAction {
  const target = attribute(next);
  if (next() < 0.15) return { kind: 'remove', target, ...somewhere };
  const value = randomOperand(next, 4);
  if (next() < 0.7) return { kind: 'set', target, value, ...somewhere };
  const element = { kind: 'element', array: target, index: randomValue(next, 1), ...somewhere } as const;
  return { kind: 'set', target: element, value, ...somewhere };
}

function randomLiteral(next: () => number): LiteralValue {
  return pick<LiteralValue>(next, [
    BigInt.asIntN(64, BigInt(Math.floor(next() * 2 ** 53)) << BigInt(Math.floor(next() * 12))),
    BigInt(Math.floor(next() * 7) - 3),
    (next() - 0.5) * 10 ** Math.floor(next() * 40 - 20),
    pick(next, [0, -0, NaN, Infinity, -Infinity, 3]),
    pick(next, ['', 'text', "it's", '"', '{}x', 'and', '\u{1f600}']).replace('{}', '()'),
    next() < 0.5,
    { nanos: BigInt.asIntN(64, BigInt(Math.floor((next() - 0.5) * 2 ** 53)) * 1025n) },
    new Uint8Array([next() * 256, next() * 256]),
  ]);
}

function randomItem(next: () => number): Map<string, AttributeValue> {
  const attributes = item({});
  for (const name of [...names, ...cells]) {
    if (next() < 0.2) continue;
    const arrays = [new BigInt64Array([1n, 2n, 3n]), new Float64Array([0.5, NaN])];
    attributes.set(name, next() < 0.3 ? pick(next, arrays) : randomLiteral(next));
  }
  return attributes;
}

function attribute(next: () => number): { kind: 'attribute'; name: string; start: number; end: number } {
  return { kind: 'attribute', name: pick(next, names), ...somewhere };
}

function binary(operator: BinaryOperator, left: Expression, right: Expression): Expression {
  return { kind: 'binary', operator, left, right, ...somewhere };
}

function pick<T>(next: () => number, choices: readonly T[]): T {
  return choices[Math.floor(next() * choices.length)] as T;
}
