import { status } from '@grpc/grpc-js';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build } from '../../src/dev/build';
import { root } from '../../src/dev/paths';
import type { ReadyLine } from '../../src/service/readyFile';
import { emptyDeleteRequest, emptyHistoryRequest, emptySession } from '../../src/wire/messages';
import { methods } from '../../src/wire/methods';
import { readRows, session, twoColumns, writeFrames } from './calls';
import { RawClient } from './rawClient';
import { freePorts, runService, startService } from './serviceProcess';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frames-command-'));
});

afterAll(() => rm(folder, { recursive: true }));

async function fileOf(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

const nobody = { ...emptySession };

describe('a configuration', () => {
  test('names backends, their folders and what sessions leave open', async () => {
    const rootdir = join(folder, 'weather');
    await mkdir(rootdir);
    await writeFile(join(rootdir, 'days.csv'), 'day,rain\n1,0.5\n');
    const config = await fileOf(
      'framesd.yaml',
      `{Container: users, userName: elmer, backends: [{type: KV}, {type: csv, name: weather, RootDir: ${rootdir}}]}`,
    );
    const service = await startService({ args: ['-config', config] });
    const { client } = service;
    const weather = { session: nobody, backend: 'weather', table: 'days.csv' };
    expect(await readRows(client, weather)).toEqual([['1', '0.5']]);
    for (const [backend, words] of [
      ['csv', 'unknown backend - "csv"'],
      ['WEATHER', 'unknown backend - "WEATHER"'],
    ] as const) {
      await expect(readRows(client, { ...weather, backend })).rejects.toMatchObject({ details: words });
    }
    // By the rules of its kind, whatever it is called.
    await expect(readRows(client, { ...weather, query: 'q' })).rejects.toMatchObject({
      details: "can't query: Query cannot be used as an argument to a ReadRequest to csv backend",
    });

    const table = { backend: 'nosql', table: 't' };
    await expect(
      writeFrames(client, { ...table, session: nobody }, twoColumns([1n], ['x'], ['k'])),
    ).rejects.toThrow();
    await service.stop();
  });

  test('of kv alone answers under its name', async () => {
    const config = await fileOf('kv.yaml', '{container: users, backends: [{type: KV, name: kv}]}');
    const service = await startService({ args: ['--config', config] });
    const table = { backend: 'nosql', table: 't', session: nobody };
    await writeFrames(service.client, table, twoColumns([1n], ['x'], ['k']));
    const there = { ...table, session: { ...nobody, container: 'users' } };
    expect(await readRows(service.client, there)).toEqual([['k', '1', 'x']]);
    await service.stop();
  });

  test('can switch the history off, and say how much is logged', async () => {
    const config = await fileOf(
      'quiet.yaml',
      '{log: {level: error}, DisableHistory: true, backends: [{type: csv}]}',
    );
    const service = await startService({ args: ['--config', config] });
    const message = methods.history.encodeRequest({ ...emptyHistoryRequest, session });
    const { error } = await service.client.serverStream('History', message);
    expect(error?.details).toBe(
      'history server was not initialized properly. To enable this feature, please contact the system administrator',
    );
    await service.stop();
    expect(service.log).toEqual([]);
  });

  test.each([
    ['{backends: []}', "error: can't create HTTP server - bad configuration: no backends\n"],
    [
      '{backends: [{type: nope}]}',
      `error: can't create HTTP server - can't create API: can't create backends: unknown backend - "nope"\n`,
    ],
    ['{backends: 1}', "error: can't unmarshal config - backends must be a list\n"],
  ])('%s ends the start with the words of the original', async (text, stderr) => {
    const config = await fileOf('bad.yaml', text);
    const args = ['--data', join(folder, 'unused'), '-config', config, ...freePorts];
    expect(await runService(args)).toEqual({ code: 1, stdout: '', stderr });
  });

  test('that is missing ends the start with the words of the original', async () => {
    const config = join(folder, 'missing.yaml');
    const stderr = `error: can't read config - open ${config}: no such file or directory\n`;
    expect(await runService(['-config', config])).toEqual({ code: 1, stdout: '', stderr });
  });
});

describe('an access key', () => {
  const key = 'sesame-open';
  const csv = { backend: 'csv', table: 't' };

  test.each(['in a file', 'in the configuration', 'in the environment'])(
    '%s is required of every call',
    async (where) => {
      const keyFile = await fileOf('key', `${key}\n`);
      const config = await fileOf(
        'key.yaml',
        `{accessKey: ${key}, sessionKey: ${key}, backends: [{type: csv}]}`,
      );
      if (where === 'in the environment') process.env.FRAMES_ACCESS_KEY = key;
      const args = where === 'in a file' ? ['--access-key-file', keyFile] : ['--config', config];
      const service = await startService({ args: where === 'in the environment' ? [] : args });
      delete process.env.FRAMES_ACCESS_KEY;
      const { client, ready } = service;
      const welcome = { ...session, token: key };
      await writeFrames(client, { ...csv, session: welcome }, twoColumns([1n], ['x']));
      expect(await readRows(client, { ...csv, session: welcome })).toEqual([['1', 'x']]);
      for (const stranger of [session, { ...session, token: 'sesame' }, { ...session, password: key }]) {
        const refused = { ...csv, session: stranger };
        for (const call of [
          readRows(client, refused),
          writeFrames(client, refused, twoColumns([2n], ['y'])),
          client.unary('Delete', methods.delete.encodeRequest({ ...emptyDeleteRequest, ...refused })),
        ]) {
          const error = await call.then(
            () => undefined,
            (reason: unknown) => reason as RefusedCall,
          );
          expect(error).toMatchObject({
            code: status.UNAUTHENTICATED,
            details: expect.stringMatching(/^unauthenticated: /) as string,
          });
          expect(error?.metadata.get('frames-error-code')).toEqual(['unauthenticated']);
        }
        const history = methods.history.encodeRequest({ ...emptyHistoryRequest, session: stranger });
        expect((await client.serverStream('History', history)).error?.details).toMatch(/^unauthenticated: /);
      }
      expect(await readRows(client, { ...csv, session: welcome })).toEqual([['1', 'x']]);

      const read = { method: 'POST', body: '{"backend":"csv","table":"t"}' };
      expect((await fetch(`${ready.http}/create`, read)).status).toBe(401);
      const bearer = { authorization: `Bearer ${key}` };
      expect(await (await fetch(`${ready.http}/read`, read)).text()).toContain('unauthenticated');
      expect(await (await fetch(`${ready.http}/read`, { ...read, headers: bearer })).text()).not.toContain(
        'unauthenticated',
      );
      const listing = async (headers: Record<string, string>) =>
        (await fetch(`${ready.webapi}/`, { headers })).status;
      expect(await listing({})).toBe(401);
      expect(await listing({ 'x-v3io-session-key': 'sesame' })).toBe(401);
      expect(await listing({ 'x-v3io-session-key': key })).toBe(200);
      expect(await listing(bearer)).toBe(200);
      expect(await listing({ authorization: `Basic ${btoa(`__ACCESS_KEY:${key}`)}` })).toBe(200);
      const shown = await (await fetch(`${ready.http}/_/config`)).text();
      expect(shown).not.toContain(key);
      await service.stop();
      expect(JSON.stringify(service.log)).not.toContain(key);
    },
  );

  test('that cannot be read, or is empty, ends the start', async () => {
    const args = ['--data', join(folder, 'unused'), ...freePorts, '--access-key-file'];
    const empty = await fileOf('empty', ' \n');
    expect(await runService([...args, empty])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is empty') as string,
    });
    expect(await runService([...args, join(folder, 'nokey')])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('cannot read the access key') as string,
    });
  });

  interface RefusedCall {
    readonly details: string;
    readonly metadata: { get(name: string): unknown[] };
  }
});

describe('what it listens on', () => {
  test('is this machine alone unless told, and the network is told of in the log', async () => {
    const service = await startService({ args: ['-grpcAddr', ':0'] });
    expect(service.ready.grpc).toMatch(/^0\.0\.0\.0:/);
    expect(service.log).toContainEqual(
      expect.objectContaining({ level: 'warn', message: 'open to the network without an access key' }),
    );
    await service.stop();
  });
});

describe('the package', () => {
  /** Where npm would have put it, its dependencies beside it. */
  async function install(): Promise<string> {
    await build({ only: ['service', 'grpc'] });
    const place = join(folder, 'installed');
    const modules = join(place, 'node_modules');
    await mkdir(join(modules, '.bin'), { recursive: true });
    const run = promisify(execFile);
    const { stdout } = await run(
      'npm',
      ['pack', '--ignore-scripts', '--silent', '--pack-destination', place],
      {
        cwd: root,
      },
    );
    await run('tar', ['xzf', stdout.trim()], { cwd: place });
    await symlink('../package', join(modules, 'frames-vscode'));
    await symlink(join(root, 'node_modules/@duckdb'), join(modules, '@duckdb'));
    const { bin } = JSON.parse(readFileSync(join(place, 'package/package.json'), 'utf8')) as {
      bin: Record<string, string>;
    };
    const [[name, script] = ['', '']] = Object.entries(bin);
    await run('chmod', ['+x', join(place, 'package', script)]);
    await symlink(join('../frames-vscode', script), join(modules, '.bin', name));
    await writeFile(join(place, 'package.json'), '{}');
    return place;
  }

  let place: string;
  beforeAll(async () => {
    place = await install();
  });

  async function runAndStop(command: string, args: readonly string[]): Promise<ReadyLine> {
    const child = spawn(command, args, {
      cwd: place,
      env: { ...process.env, PATH: `${join(place, 'node_modules/.bin')}:${process.env.PATH ?? ''}` },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    const [line] = (await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended])) as [
      string,
    ];
    const ready = JSON.parse(line) as ReadyLine;
    const client = new RawClient(ready.grpc);
    await client.unary('Version', Buffer.alloc(0));
    client.close();
    process.kill(ready.pid, 'SIGTERM');
    expect(await ended).toEqual([0, null]);
    return ready;
  }

  test('brings a command that npx runs', async () => {
    const data = join(folder, 'npx');
    await runAndStop('npx', ['frames-service', '--data', data, ...freePorts]);
  });

  test('alone looks for the configuration of the machine', () => {
    const script = (name: string): string => readFileSync(join(root, 'out', name), 'utf8');
    expect(script('frames-service.js')).toContain('/etc/framesd.yaml');
    expect(script('frames-service.js')).toMatch(/^#!\/usr\/bin\/env node\n/);
    expect(script('service.js')).not.toContain('framesd.yaml');
  });

  test('is what the container runs, open to the network', async () => {
    const dockerfile = readFileSync(join(root, 'src/service/docker/Dockerfile'), 'utf8');
    const line = (name: string): string[] =>
      JSON.parse(new RegExp(`^${name} (\\[.*\\])$`, 'm').exec(dockerfile)?.[1] ?? '[]') as string[];
    const command = line('ENTRYPOINT');
    // What a user adds stands behind it, and nothing of it goes.
    expect(line('CMD')).toEqual([]);
    expect(command.filter((arg) => arg.startsWith('0.0.0.0:'))).toHaveLength(3);
    for (const address of command.filter((arg) => arg.includes(':'))) {
      expect(dockerfile).toMatch(new RegExp(`^EXPOSE .*\\b${address.split(':')[1] ?? ''}\\b`, 'm'));
    }
    // The same words, but for what this machine has in use.
    const here = command.map((arg) =>
      arg === '/data' ? join(folder, 'container') : arg.replace(/^0\.0\.0\.0:\d+$/, '0.0.0.0:0'),
    );
    const ready = await runAndStop(here[0] ?? '', here.slice(1));
    expect(ready.http).toMatch(/^http:\/\/0\.0\.0\.0:/);
  });
});
