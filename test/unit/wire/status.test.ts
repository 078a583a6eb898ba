import { expect, it } from 'vitest';
import { errorCodes } from '../../../src/wire/errors';
import { fromErrorCodeText, fromGrpcStatus } from '../../../src/wire/status';

it.each([
  [1, 'cancelled'],
  [3, 'invalidArgument'],
  [4, 'deadline'],
  [5, 'notFound'],
  [6, 'alreadyExists'],
  [7, 'permissionDenied'],
  [8, 'invalidArgument'],
  [9, 'invalidArgument'],
  [11, 'invalidArgument'],
  [12, 'unsupported'],
  [13, 'internal'],
  [14, 'unavailable'],
  [15, 'internal'],
  [16, 'unauthenticated'],
])('reads status %i as %s', (status, code) => {
  expect(fromGrpcStatus(status)).toBe(code);
});

it.each([0, 2, 10, 17, -1])('knows nothing finer about status %i', (status) => {
  expect(fromGrpcStatus(status)).toBe('unknown');
});

it('reads the codes of trailing metadata, and no others', () => {
  expect(errorCodes.map(fromErrorCodeText)).toEqual(errorCodes);
  expect(['', 'NOT_FOUND', 'toString', '__proto__'].map(fromErrorCodeText)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
