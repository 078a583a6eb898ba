import { expect, it } from 'vitest';
import { readAuthorization } from '../../../../src/service/http/authorization';

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

it.each([
  [undefined, { fields: {} }],
  [basic('me:pass:word'), { fields: { user: 'me', password: 'pass:word' } }],
  [basic('me:'), { fields: { user: 'me', password: '' } }],
  [basic('__ACCESS_KEY:k'), { fields: { token: 'k' } }],
  ['Bearer a b', { fields: { token: 'a b' } }],
  [basic('nocolon'), { problem: 'no colon' }],
  ['Basic %%%', { problem: 'bad base64' }],
  ['basic bWU6cA==', { problem: 'unknown scheme' }],
  ['Digest x', { problem: 'unknown scheme' }],
])('reads %s', (header, expected) => {
  expect(readAuthorization(header)).toEqual(expected);
});
