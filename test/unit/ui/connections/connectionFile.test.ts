import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../../src/ui/connections/connection';
import { readConnections, writeConnections } from '../../../../src/ui/connections/connectionFile';

const full: Connection = {
  id: '7',
  name: 'Production',
  address: 'grpcs://framesd.example:443',
  webApi: 'https://webapi.example',
  container: 'bigdata',
  user: 'me',
  ca: '/etc/ssl/own.pem',
  readOnly: true,
  color: 'red',
  rowLimit: 5000,
  recordHistory: false,
};

it('brings back what was written, without the id', () => {
  const rest: Partial<Connection> = { ...full };
  delete (rest as { id?: string }).id;
  const bare = { name: 'Lab', address: 'lab:8081' };
  expect(readConnections(writeConnections([full, { id: '8', ...bare }]))).toEqual([rest, bare]);
});

it('writes nothing but the members that are meant to travel', () => {
  const secretive = { ...full, token: 'geheim-123', password: 'geheim-123', secret: { key: 'geheim-123' } };
  const text = writeConnections([secretive]);
  expect(text).not.toContain('geheim');
  expect(text).not.toContain('"id"');
});

const file = (...connections: readonly unknown[]): string =>
  JSON.stringify({ framesConnections: 1, connections });
const ok = { name: 'a', address: 'h:1' };

describe('a file that cannot be used says where', () => {
  it.each<[string, string, RegExp]>([
    ['no JSON', '{', /no JSON: /],
    ['nothing', '', /no JSON: /],
    ['a list', '[]', /no JSON object/],
    ['something else', '{"a":1}', /no “framesConnections”/],
    ['another version', '{"framesConnections":2}', /version 2, and this extension reads version 1/],
    ['no list', '{"framesConnections":1,"connections":{}}', /no list/],
    ['a number', file(ok, 5), /connection 2 is no JSON object/],
    ['no name', file({ address: 'h:1' }), /connection 1: “name” is missing/],
    ['no address', file({ name: 'a' }), /“address” is missing/],
    ['an inherited name', file({ address: 'h:1', __proto__x: 1 }), /belongs to no connection/],
    [
      'a prototype',
      '{"framesConnections":1,"connections":[{"__proto__":{"name":"a"},"address":"h:1"}]}',
      /“__proto__” belongs/,
    ],
    ['a key', file({ ...ok, accessKey: 'k' }), /“accessKey” belongs to no connection/],
    ['an id', file({ ...ok, id: 'local' }), /“id” belongs/],
    ['an address that is none', file({ name: 'a', address: 'ftp://x' }), /“address”: Unknown protocol/],
    ['credentials in the address', file({ name: 'a', address: 'me:pw@h:1' }), /user or password/],
    ['credentials in the web API', file({ ...ok, webApi: 'http://me:pw@h' }), /credentials/],
    ['a number for a text', file({ name: 5, address: 'h:1' }), /“name”: It must be a text/],
    ['a name that turns around', file({ ...ok, name: 'a\u202Eb' }), /cannot be seen/],
    ['a name of two lines', file({ ...ok, name: 'a\nb' }), /cannot be seen/],
    ['a long address', file({ ...ok, address: `${'h'.repeat(3000)}:1` }), /At most 2048/],
    ['a color that is none', file({ ...ok, color: 'url(x)' }), /One of red/],
    ['a row limit of half rows', file({ ...ok, rowLimit: 0.5 }), /whole number/],
    ['a row limit as text', file({ ...ok, rowLimit: '5' }), /whole number/],
    ['read-only as text', file({ ...ok, readOnly: 'no' }), /true or false/],
    ['an authority on a share', file({ ...ok, ca: '//evil.example/x.pem' }), /on this machine/],
    ['a relative authority', file({ ...ok, ca: 'x.pem' }), /absolute/],
    ['one name twice', file(ok, { ...ok, name: 'A' }), /connection 2: There is a connection named A already/],
    [
      'too many',
      file(...Array.from({ length: 1001 }, (_, i) => ({ ...ok, name: `n${i}` }))),
      /1001 connections/,
    ],
  ])('%s', (_what, text, words) => {
    expect(() => readConnections(text)).toThrow(words);
  });
});
