import { describe, expect, it } from 'vitest';
import { scalarOfProtoText } from '../../../../src/ui/operations/protoText';

describe('a value in the text form of its message', () => {
  it.each([
    ['ival:9223372036854775807 ', { dtype: 'integer', value: 9223372036854775807n }],
    ['ival:-1', { dtype: 'integer', value: -1n }],
    ['tval:1580515200000000001 ', { dtype: 'time', value: 1580515200000000001n }],
    ['bval:true ', { dtype: 'boolean', value: true }],
    ['bval:false', { dtype: 'boolean', value: false }],
    ['fval:1e+21 ', { dtype: 'float', value: 1e21 }],
    ['fval:nan', { dtype: 'float', value: NaN }],
    ['fval:-inf ', { dtype: 'float', value: -Infinity }],
    ['sval:"" ', { dtype: 'string', value: '' }],
    ['sval:"a \\"b\\" \\\\ \\n\\t" ', { dtype: 'string', value: 'a "b" \\ \n\t' }],
    ['sval:"Zo\\303\\253 \\360\\237\\230\\200"', { dtype: 'string', value: 'Zoë 😀' }],
    ['sval:"ends with a space "  ', { dtype: 'string', value: 'ends with a space ' }],
  ])('%s', (text, scalar) => {
    expect(scalarOfProtoText(text)).toEqual(scalar);
  });

  it.each([
    '',
    'x',
    'ival:1.5',
    'bval:yes',
    'fval:',
    'sval:abc',
    'sval:"a',
    'sval:"\\q"',
    'sval:"\\377"',
    'val:1',
  ])('is not made up out of %j', (text) => {
    expect(scalarOfProtoText(text)).toBeUndefined();
  });
});
