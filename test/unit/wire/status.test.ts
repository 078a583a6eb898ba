import { expect, it } from 'vitest';
import { errorCodes } from '../../../src/wire/errors';
import { fromErrorCodeText, fromGrpcStatus, toGrpcStatus } from '../../../src/wire/status';

it('gives every code a status that leads back to it, or to its neighbour', () => {
  const back = Object.fromEntries(errorCodes.map((code) => [code, fromGrpcStatus(toGrpcStatus(code))]));
  expect(back).toEqual({
    ...Object.fromEntries(errorCodes.map((code) => [code, code])),
    protocol: 'internal',
  });
});

it('knows the numbers of gRPC', () => {
  expect(errorCodes.map((code) => [code, toGrpcStatus(code)])).toEqual([
    ['unavailable', 14],
    ['unauthenticated', 16],
    ['permissionDenied', 7],
    ['notFound', 5],
    ['alreadyExists', 6],
    ['invalidArgument', 3],
    ['unsupported', 12],
    ['deadline', 4],
    ['cancelled', 1],
    ['protocol', 13],
    ['internal', 13],
    ['unknown', 2],
  ]);
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
