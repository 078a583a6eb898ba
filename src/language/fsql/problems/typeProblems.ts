import type { SqlColumn, SqlExpression, SqlLiteral } from '../../sql/ast';
import { printString } from '../../sql/print';
import type { QueryStatement } from '../document';
import type { KnownColumn } from '../known/known';
import { fix, placed, type Fix, type Problem } from './problem';
import type { Settings } from '../settings';
import { walk } from './walk';

interface Comparison {
  readonly column: SqlColumn;
  readonly literal: SqlLiteral;
}

/** Comparisons of texts with numbers, which are never true (spec/kv.md §11.4). The offsets are those of the document. */
export function typeProblems(
  { content, section }: QueryStatement,
  settings: Settings,
  columns: readonly KnownColumn[],
): Problem[] {
  const { select, backend, parameters } = content;
  const problems: Problem[] = [];
  for (const { column, literal } of select?.where ? comparisonsIn(select.where) : []) {
    const found = columns.find(({ name }) => name === column.name);
    if (found === undefined) continue;
    const isText = backend === 'tsdb' ? found.role === 'label' : found.type === 'string';
    const isNumber = backend === 'nosql' && /^(?:int|long|float|double|number)/.test(found.type);
    const place = placed(literal, section.start);
    const use = parameters.find(({ start, end }) => start === literal.start && end === literal.end);
    if (use) {
      const isNumeric = settings.parameters.get(use.name)?.type === 'number';
      if (isText && isNumeric)
        problems.push(problem(place, column, 'text', [declare(settings, use.name, 'text')]));
      if (isNumber && !isNumeric)
        problems.push(problem(place, column, 'number', [declare(settings, use.name, 'number')]));
    } else if (parameters.some(({ start, end }) => start < literal.end && end > literal.start)) continue;
    else if (isText && literal.type === 'number')
      problems.push(problem(place, column, 'text', [write(place, printString(literal.value))]));
    else if (isNumber && literal.type === 'string') {
      const isDigits = /^-?\d+(?:\.\d+)?$/.test(literal.value);
      problems.push(problem(place, column, 'number', isDigits ? [write(place, literal.value)] : []));
    }
  }
  return problems;
}

function problem(
  { start, end }: SqlLiteral,
  { name }: SqlColumn,
  type: 'text' | 'number',
  fixes: readonly Fix[],
): Problem {
  const other = type === 'text' ? 'number' : 'text';
  return {
    severity: 'warning',
    code: 'unknownColumn',
    message: `${name} is a ${type}, and never equals a ${other}`,
    advice: type === 'text' ? 'write the value in quotes' : 'write the value without quotes',
    fixes,
    start,
    end,
  };
}

function write({ start, end }: SqlLiteral, text: string): Fix {
  return fix(`Write ${text}`, { start, end, text });
}

function declare({ parameters }: Settings, name: string, type: string): Fix {
  const title = `Declare ${name} as a ${type}`;
  const declaration = parameters.get(name);
  if (declaration === undefined)
    return fix(title, { start: 0, end: 0, text: `-- @param ${name} type=${type}\n` });
  const { typeNode, end } = declaration;
  if (typeNode) return fix(title, { ...typeNode, text: `type=${type}` });
  return fix(title, { start: end, end, text: ` type=${type}` });
}

/** A column compared with a literal, in either order, or with one in a list. */
function comparisonsIn(where: SqlExpression): Comparison[] {
  const found: Comparison[] = [];
  walk(where, (node) => {
    if (node.kind !== 'comparison') return;
    const { left, right } = node;
    const others = right.kind === 'tuple' ? right.items : [right];
    if (left.kind === 'column') {
      for (const each of others) if (each.kind === 'literal') found.push({ column: left, literal: each });
    } else if (left.kind === 'literal' && right.kind === 'column') {
      found.push({ column: right, literal: left });
    }
  });
  return found.reverse();
}
