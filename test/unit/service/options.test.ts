import { describe, expect, test } from 'vitest';
import { formatAddress, parseOptions, UsageError } from '../../../src/service/options';

const loopback = (port: number) => ({ host: '127.0.0.1', port });

describe('options', () => {
  test('have defaults for what listens', () => {
    expect(parseOptions(['--data', 'd'])).toEqual({
      data: 'd',
      config: undefined,
      accessKeyFile: undefined,
      grpc: loopback(8081),
      http: loopback(8080),
      webapi: loopback(8085),
      hostNames: [],
      stopWithStdin: false,
    });
  });

  test.each([
    ['127.0.0.1:0', loopback(0)],
    ['localhost:65535', { host: 'localhost', port: 65535 }],
    ['[::1]:81', { host: '::1', port: 81 }],
    ['0.0.0.0:08', { host: '0.0.0.0', port: 8 }],
  ])('take the address %s', (text, address) => {
    expect(parseOptions(['--data=d', '--grpc', text])).toMatchObject({ grpc: address });
  });

  test.each([
    '',
    '80',
    ':80',
    'host',
    'host:',
    'host:-1',
    'host:65536',
    'host:1e3',
    '::1:80',
    'a:b:1',
    'host:1 ',
  ])("refuse the address '%s' and name the flag", (text) => {
    expect(() => parseOptions(['--data', 'd', `--webapi=${text}`])).toThrow(UsageError);
    expect(() => parseOptions(['--data', 'd', `--webapi=${text}`])).toThrow(`--webapi takes HOST:PORT`);
  });

  test.each([
    [['--data', '']],
    [['--data']],
    [['--data', 'd', 'extra']],
    [['--data', 'd', '--access-key', 'secret']],
    [['-grpcAddr', '8081']],
    [['-httpAddr']],
    [['--nosuch', '--data', 'd']],
  ])('refuse %j', (args) => {
    expect(() => parseOptions(args)).toThrow(UsageError);
  });

  test.each([
    [['-config', 'f.yaml', '-httpAddr', ':80', '-grpcAddr', '10.0.0.1:81']],
    [['-config=f.yaml', '-httpAddr=:80', '-grpcAddr=10.0.0.1:81']],
    [['--config', 'f.yaml', '--httpAddr', '0.0.0.0:80', '--grpcAddr=10.0.0.1:81']],
  ])('understand the command line of the original: %j', (args) => {
    expect(parseOptions(args)).toMatchObject({
      config: 'f.yaml',
      http: { host: '0.0.0.0', port: 80 },
      grpc: { host: '10.0.0.1', port: 81 },
      webapi: loopback(8085),
    });
  });

  test('take any number of names', () => {
    expect(parseOptions(['--host-name', 'a', '--host-name=b.lan'])).toMatchObject({
      hostNames: ['a', 'b.lan'],
    });
  });

  test('help and version win over what is wrong', () => {
    expect(parseOptions(['--help'])).toBe('help');
    expect(parseOptions(['-h', '--grpc', 'x'])).toBe('help');
    expect(parseOptions(['--version', '--grpc', 'x'])).toBe('version');
  });
});

test.each([
  [loopback(80), '127.0.0.1:80'],
  [{ host: '::1', port: 80 }, '[::1]:80'],
])('addresses print as they are read: %j', (address, text) => {
  expect(formatAddress(address)).toBe(text);
});
