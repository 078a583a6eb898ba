import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { version } from '../../package.json';
import { readRows, twoColumns, writeFrames } from './calls';
import { freePorts, runService, startService } from './serviceProcess';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frames-lifecycle-'));
});
afterAll(() => rm(folder, { recursive: true }));

const fresh = (): string => join(folder, Math.random().toString(36).slice(2), 'data');

describe('arguments', () => {
  test.each([
    [['--help'], 0, /^Usage: /],
    [[], 2, /--data DIR is required/],
    [['--data'], 2, /--data/],
    [['--data', 'x', '--port', '1'], 2, /--port/],
    [['--data', 'x', 'y'], 2, /'y'/],
    [['--data', 'x', '--grpc', '8081'], 2, /--grpc takes HOST:PORT.*'8081'/],
    [['--data', 'x', '--http', '127.0.0.1:70000'], 2, /--http takes HOST:PORT.*70000/],
    [['--data', 'x', '--webapi', ':1'], 2, /--webapi takes HOST:PORT/],
  ])('%j', async (args, code, said) => {
    const result = await runService(args);
    expect(result.code).toBe(code);
    expect(code === 0 ? result.stdout : result.stderr).toMatch(said);
    if (code !== 0) expect(result.stdout).toBe('');
  });
});

describe('while it runs', () => {
  test('it says so in one line and in service.json, for its owner alone', async () => {
    const service = await startService({ data: fresh() });
    const file = join(service.data, 'service.json');
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(service.ready);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(service.ready).toEqual({
      ready: true,
      pid: service.process.pid,
      version,
      grpc: expect.stringMatching(/^127\.0\.0\.1:\d+$/) as string,
      http: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string,
      webapi: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string,
    });
    await service.stop();
  });

  test('a second one on the same folder is told who holds it', async () => {
    const service = await startService({ data: fresh() });
    const second = await runService(['--data', service.data, ...freePorts]);
    expect(second).toMatchObject({ code: 1, stdout: '' });
    for (const part of [
      service.data,
      String(service.ready.pid),
      service.ready.grpc,
      service.ready.http,
      service.ready.webapi,
    ]) {
      expect(second.stderr).toContain(part);
    }
    expect(JSON.parse(await readFile(join(service.data, 'service.json'), 'utf8'))).toEqual(service.ready);
    await service.stop();
  });

  test.each(['--grpc', '--http', '--webapi'])('a taken port is named with its flag %s', async (flag) => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = `127.0.0.1:${(taken.address() as AddressInfo).port}`;
    const data = fresh();
    const result = await runService(['--data', data, ...freePorts, flag, address]);
    taken.close();
    expect(result).toMatchObject({ code: 1, stdout: '' });
    expect(result.stderr).toContain(
      `cannot listen on ${address}: it is in use; name another with ${flag} HOST:PORT`,
    );
    await expect(stat(join(data, 'service.json'))).rejects.toThrow('ENOENT');
  });

  test('the passwords of its clients stay out of its log', async () => {
    const service = await startService({ data: fresh() });
    const session = {
      url: '',
      container: 'bigdata',
      path: '',
      user: 'me',
      password: 'pass-w0rd',
      token: 'tok-en',
      id: 'se-cret',
    };
    await writeFrames(service.client, { session, backend: 'kv', table: 't' }, twoColumns([1n], ['x'], ['k']));
    await readRows(service.client, { session, backend: 'kv', table: 't' });
    await expect(readRows(service.client, { session, backend: 'kv', table: 'missing' })).rejects.toThrow();
    await service.logged(({ table, code }) => table === 'missing' && code !== undefined);
    const log = JSON.stringify(service.log);
    expect(log).toContain('"operation":"write"');
    for (const secret of ['pass-w0rd', 'tok-en', 'se-cret']) expect(log).not.toContain(secret);
    await service.stop();
  });
});

describe('at the end', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    '%s stops it, and what was written is there again',
    async (signal) => {
      const data = fresh();
      const first = await startService({ data });
      await writeFrames(first.client, { backend: 'kv', table: 't' }, twoColumns([1n], ['x'], ['k']));
      const exit = once(first.process, 'exit');
      first.process.kill(signal);
      expect(await exit).toEqual([0, null]);
      await first.stop();
      const second = await startService({ data });
      expect(await readRows(second.client, { backend: 'kv', table: 't' })).toEqual([['k', '1', 'x']]);
      await second.stop();
    },
  );

  test('of standard input it stops only when told to', async () => {
    const service = await startService({ data: fresh() });
    service.process.stdin.end();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(service.process.exitCode).toBe(null);
    await service.stop();

    const tied = await startService({ data: fresh(), args: ['--stop-with-stdin'] });
    const exit = once(tied.process, 'exit');
    tied.process.stdin.end();
    expect(await exit).toEqual([0, null]);
    await tied.stop();
  });

  test('the line that a killed one left is replaced', async () => {
    const data = fresh();
    const first = await startService({ data });
    await first.kill();
    expect(JSON.parse(await readFile(join(data, 'service.json'), 'utf8'))).toEqual(first.ready);
    const second = await startService({ data });
    expect(JSON.parse(await readFile(join(data, 'service.json'), 'utf8'))).toEqual(second.ready);
    await second.stop();
  });

  test('a line that speaks of a process that is no service holds up nobody', async () => {
    const data = fresh();
    await (await startService({ data })).stop();
    await writeFile(
      join(data, 'service.json'),
      JSON.stringify({ ready: true, pid: process.pid, grpc: '', http: '', webapi: '', version: '' }),
    );
    const service = await startService({ data });
    await service.stop();
  });
});
