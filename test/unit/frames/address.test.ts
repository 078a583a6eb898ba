import { describe, expect, it } from 'vitest';
import { formatAddress, isEncrypted, isLoopback, parseAddress } from '../../../src/frames/address';
import { FramesError } from '../../../src/wire/errors';

describe('an address', () => {
  it.each([
    ['framesd:8081', 'grpc://framesd:8081'],
    ['grpc://framesd:8081', 'grpc://framesd:8081'],
    ['  127.0.0.1:9 ', 'grpc://127.0.0.1:9'],
    ['GRPC://Host', 'grpc://Host:8081'],
    ['http://h', 'http://h:8080'],
    ['https://h/', 'https://h:443'],
    ['grpcs://h', 'grpcs://h:443'],
    ['grpcs://[::1]:5/', 'grpcs://[::1]:5'],
    ['localhost', 'grpc://localhost:8081'],
    ['[::1]:5', 'grpc://[::1]:5'],
    ['grpc://[fe80::1%eth0]', 'grpc://[fe80::1%eth0]:8081'],
    ['my-host_1.example.org:65535', 'grpc://my-host_1.example.org:65535'],
  ])('%s is %s', (text, expected) => {
    const address = parseAddress(text);
    expect(formatAddress(address)).toBe(expected);
    expect(parseAddress(formatAddress(address))).toEqual(address);
  });

  it.each([
    ['', 'empty address'],
    ['   ', 'empty address'],
    ['ftp://h:1', "unknown protocol - 'ftp'"],
    ['grpc://', 'names no host'],
    [':8081', 'names no host'],
    ['h:0', 'from 1 to 65535'],
    ['h:65536', 'from 1 to 65535'],
    ['h:', 'from 1 to 65535'],
    ['h:80a', 'from 1 to 65535'],
    ['::1', 'in brackets'],
    ['h:1:2', 'in brackets'],
    ['h/path', 'host:port'],
    ['h:1/path', 'from 1 to 65535'],
    ['a b:1', 'host:port'],
    ['grpc://user:secret@h:1', 'no user or password'],
    ['h\0:1', 'host:port'],
  ])('%j is refused: %s', (text, words) => {
    expect(() => parseAddress(text)).toThrow(FramesError);
    expect(() => parseAddress(text)).toThrow(words);
    expect(() => parseAddress(text)).not.toThrow('secret');
  });

  it.each([
    ['h', false],
    ['http://h', false],
    ['grpcs://h', true],
    ['https://h', true],
  ])('%s is encrypted: %s', (text, expected) => {
    expect(isEncrypted(parseAddress(text))).toBe(expected);
  });

  it.each([
    ['localhost', true],
    ['127.0.0.1', true],
    ['[::1]', true],
    ['framesd', false],
    ['10.0.0.1', false],
    ['127.0.0.1.example.org', false],
  ])('%s is on this machine: %s', (text, expected) => {
    expect(isLoopback(parseAddress(text))).toBe(expected);
  });
});
