import { expect, test } from 'vitest';
import { parseTarget } from '../../../../src/service/webApi/target';

test.each([
  ['/', '', '', true],
  ['/c', 'c', '', true],
  ['/c/', 'c', '', true],
  ['//c//a///b', 'c', 'a/b', false],
  ['/c/a/b/', 'c', 'a/b', true],
  ['/c/a%20b/%23x', 'c', 'a b/#x', false],
  ['/c/%2525', 'c', '%25', false],
  ['/c/a%2Fb', 'c', 'a/b', false],
  ['/c/%C3%BC?prefix=x', 'c', 'ü', false],
])('%s', (url, container, path, isDirectory) => {
  expect(parseTarget(url)).toMatchObject({ container, path, isDirectory });
});

test.each(['c', '/c/%', '/c/%ff', '/c/..', '/%2e/x', '/c/a%00', `/c/${'x'.repeat(2100)}`])(
  '%s is none',
  (url) => {
    expect(() => parseTarget(url)).toThrow();
  },
);
