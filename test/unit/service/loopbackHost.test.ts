import { expect, test } from 'vitest';
import { isExpectedHost } from '../../../src/service/loopbackHost';

test.each([
  ['frames:8080', true],
  ['Frames.LAN', true],
  ['other', false],
])('Host: %s where the service is called frames and frames.lan: %s', (header, expected) => {
  expect(isExpectedHost(header, '0.0.0.0', ['frames', 'frames.lan'])).toBe(expected);
});

test.each<[string | undefined, string, boolean]>([
  ['localhost', '127.0.0.1', true],
  ['LOCALHOST:8085', '127.0.0.1', true],
  ['127.0.0.1:8085', '127.0.0.1', true],
  ['127.0.0.53', '127.0.0.1', true],
  ['[::1]:8085', '127.0.0.1', true],
  [undefined, '127.0.0.1', false],
  ['', '127.0.0.1', false],
  ['evil.example', '127.0.0.1', false],
  ['127.0.0.1.evil.example', '127.0.0.1', false],
  ['localhost.evil.example:80', '127.0.0.1', false],
  ['127.evil', '127.0.0.1', false],
  ['10.0.0.1', '127.0.0.1', false],
  ['localhost@evil.example', '127.0.0.1', false],
  ['a:b:c', '127.0.0.1', false],
  ['[::1', '127.0.0.1', false],
  ['frames.lan:8085', 'frames.lan', true],
  ['other.lan:8085', 'frames.lan', false],
  ['10.0.0.1:8085', '0.0.0.0', true],
  ['[fe80::1]', '::', true],
  ['evil.example', '0.0.0.0', false],
])('Host: %s where %s is listened on: %s', (header, listening, expected) => {
  expect(isExpectedHost(header, listening)).toBe(expected);
});
