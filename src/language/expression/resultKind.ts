import type { Expression } from './ast';
import { functions } from './functions';
import { typeName } from './value';

/**
 * What an expression gives, as far as its form alone tells: `boolean`, `any` if only the item can tell,
 * otherwise the type with its article.
 */
export function resultKind(node: Expression): string {
  switch (node.kind) {
    case 'literal':
      return typeof node.value === 'boolean' ? 'boolean' : typeName(node.value);
    case 'attribute':
    case 'cell':
      return 'any';
    case 'interpolation':
      return 'a string';
    case 'unary':
      return node.operator === 'not' ? 'boolean' : 'a number';
    case 'binary':
      return ofBinary(node.operator);
    case 'in':
      return 'boolean';
    case 'element':
      return 'a number';
    case 'slice':
      return 'an array';
    case 'call': {
      const { result } = functions[node.name];
      if (result === 'boolean' || result === 'any') return result;
      return result === 'array' ? 'an array' : 'an integer';
    }
  }
}

function ofBinary(operator: (Expression & { kind: 'binary' })['operator']): string {
  switch (operator) {
    case 'and':
    case 'or':
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return 'boolean';
    case '+':
      return 'a sum or a joined string';
    default:
      return 'a number';
  }
}
