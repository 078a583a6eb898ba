import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../../src/ui/connections/connection';
import { PlainConsents, plainPlaces } from '../../../../src/ui/connections/plainConsents';

describe('plainPlaces', () => {
  it.each<[string, string | undefined, readonly string[]]>([
    ['framesd:8081', undefined, ['grpc://framesd:8081']],
    ['http://framesd:8080', undefined, ['http://framesd:8080']],
    ['grpcs://framesd', 'https://webapi', []],
    ['https://framesd', 'http://webapi:8081', ['http://webapi:8081']],
    ['https://framesd', 'webapi:8081', ['http://webapi:8081']],
    ['grpc://10.0.0.1:8081', 'http://10.0.0.1', ['grpc://10.0.0.1:8081', 'http://10.0.0.1']],
    ['127.0.0.1:8081', 'http://127.0.0.1:8085', []],
    ['localhost', 'http://localhost', []],
    ['[::1]:8081', 'http://[::1]:8085', []],
    ['localhost.evil.example:8081', undefined, ['grpc://localhost.evil.example:8081']],
  ])('%s with %s', (address, webApi, places) => {
    expect(plainPlaces(webApi === undefined ? { address } : { address, webApi })).toEqual(places);
  });
});

function consents(answers: boolean[]) {
  const kept = new Map<string, unknown>();
  const asked: string[] = [];
  const memento = {
    get: (key: string, otherwise?: unknown) => kept.get(key) ?? otherwise,
    update: (key: string, value: unknown) => Promise.resolve(void kept.set(key, value)),
  };
  const made = (): PlainConsents =>
    new PlainConsents(memento as never, (connection, places) => {
      asked.push(`${connection.id}: ${places.join(' ')}`);
      return Promise.resolve(answers.shift() === true);
    });
  return { made, asked };
}

const at = (address: string, id = '1'): Connection => ({ id, name: 'Lab', address });

it('asks once for each connection and address, also in the next window', async () => {
  const { made, asked } = consents([true, true, true]);
  await made().require(at('lab:8081'));
  await made().require(at('lab:8081'));
  expect(asked).toEqual(['1: grpc://lab:8081']);
  await made().require(at('other:8081'));
  await made().require(at('lab:8081', '2'));
  expect(asked).toEqual(['1: grpc://lab:8081', '1: grpc://other:8081', '2: grpc://lab:8081']);
});

it('lets nothing go that was not allowed, and asks again', async () => {
  const { made, asked } = consents([false, true]);
  const kept = made();
  await expect(kept.require(at('lab:8081'))).rejects.toThrow(/Lab was not sent.*grpc:\/\/lab:8081.*grpcs:/);
  await kept.require(at('lab:8081'));
  expect(asked).toHaveLength(2);
});

it('asks anew when a connection was forgotten, and never for this machine or inside TLS', async () => {
  const { made, asked } = consents([true, true]);
  const kept = made();
  await kept.require(at('127.0.0.1:8081'));
  await kept.require(at('grpcs://lab'));
  expect(asked).toEqual([]);
  await kept.require(at('lab:8081'));
  await kept.forget('1');
  await kept.require(at('lab:8081'));
  expect(asked).toHaveLength(2);
});
