import { expect, it } from 'vitest';
import { masked } from '../../../../src/service/http/masked';

it('hides secrets wherever they stand, and nothing else', () => {
  const config = {
    container: 'bigdata',
    password: 'p',
    sessionKey: 'k',
    backends: [{ type: 'kv', workers: 8, options: { access_key: 'a', password: '' } }],
  };
  expect(masked(config)).toEqual({
    container: 'bigdata',
    password: '***',
    sessionKey: '***',
    backends: [{ type: 'kv', workers: 8, options: { access_key: '***', password: '' } }],
  });
});
