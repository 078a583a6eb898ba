import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { build } from '../../../../src/dev/build';
import { root } from '../../../../src/dev/paths';
import { answers, findService, isAlive, parseReadyLine } from '../../../../src/ui/localService/serviceInfo';
import { lastMessage } from '../../../../src/ui/localService/serviceProcess';
import { relayLog } from '../../../../src/ui/localService/relayLog';
import { Supervisor, type ServiceState } from '../../../../src/ui/localService/supervisor';

const nothing = (): void => undefined;
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };
const forever = new AbortController().signal;

let folder: string;
const open: Supervisor[] = [];

beforeAll(async () => {
  await build({ only: ['service', 'grpc'] });
}, 60_000);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frames-supervisor-'));
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((supervisor) => supervisor.close()));
  const left = await findService(folder);
  if (left) process.kill(left.pid, 'SIGKILL');
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});

/** One window's supervisor; `script` stands for the service. */
function supervise({ script = join(root, 'out/service.js'), firstDelay = 50 } = {}) {
  const states: ServiceState[] = [];
  const supervisor = new Supervisor({
    script,
    dataFolder: join(folder, 'data'),
    log: silent,
    onOutput: nothing,
    onState: (state) => states.push(state),
    lookEvery: 50,
    firstDelay,
  });
  open.push(supervisor);
  const until = async (kind: ServiceState['kind']): Promise<void> => {
    for (let waited = 0; supervisor.state.kind !== kind; waited += 20) {
      if (waited > 15_000) throw new Error(`never ${kind}: ${JSON.stringify(states)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return { supervisor, states, kinds: () => states.map(({ kind }) => kind), until };
}

async function script(body: string): Promise<string> {
  const file = join(folder, 'script.cjs');
  await writeFile(file, body);
  return file;
}

describe('Supervisor, over the real service', () => {
  it('starts it, shares it with a second window, and ends it with the first', async () => {
    const first = supervise();
    const info = await first.supervisor.start(forever);
    expect(first.kinds()).toEqual(['starting', 'running']);
    expect(await answers(info)).toBe(true);

    const second = supervise();
    expect(await second.supervisor.start(forever)).toEqual(info);
    await second.supervisor.close();
    expect(isAlive(info.pid)).toBe(true);

    await first.supervisor.close();
    expect(isAlive(info.pid)).toBe(false);
    expect(await findService(join(folder, 'data'))).toBeUndefined();
  });

  it('starts one process for calls that come together', async () => {
    const { supervisor } = supervise();
    const [a, b] = await Promise.all([supervisor.start(forever), supervisor.start(forever)]);
    expect(a).toEqual(b);
  });

  it('goes on in a second window when the one that started it is closed', async () => {
    const first = supervise();
    const { pid } = await first.supervisor.start(forever);
    const second = supervise();
    await second.supervisor.watch();
    expect(second.supervisor.state.kind).toBe('running');
    await first.supervisor.close();
    await vi.waitUntil(() => second.states.length >= 3, { timeout: 15_000 });
    const { state } = second.supervisor;
    expect(state.kind === 'running' && state.info.pid).not.toBe(pid);
    // The tree must not lose what it shows in between.
    expect(second.kinds()).toEqual(['running', 'starting', 'running']);
  });

  it('stops for all windows when it is stopped in one', async () => {
    const first = supervise();
    const { pid } = await first.supervisor.start(forever);
    const second = supervise();
    await second.supervisor.watch();
    await second.supervisor.stop();
    await first.until('stopped');
    expect(isAlive(pid)).toBe(false);
    expect(first.kinds().at(-1)).toBe('stopped');
    expect(second.kinds().at(-1)).toBe('stopped');
  });

  it('is started again when it is killed, and says why', async () => {
    const { supervisor, states, until } = supervise();
    const { pid } = await supervisor.start(forever);
    process.kill(pid, 'SIGKILL');
    await until('recovering');
    expect(states.at(-1)).toMatchObject({ reason: expect.stringContaining('SIGKILL') as string, attempt: 1 });
    await until('running');
    const { state } = supervisor;
    expect(state.kind === 'running' && state.info.pid).not.toBe(pid);
  });

  it('is started once by two windows when it is killed', async () => {
    const first = supervise();
    const { pid } = await first.supervisor.start(forever);
    const second = supervise();
    await second.supervisor.watch();
    process.kill(pid, 'SIGKILL');
    await Promise.all([first.until('recovering'), second.until('recovering')]);
    await Promise.all([first.until('running'), second.until('running')]);
    const [a, b] = [first.supervisor.state, second.supervisor.state];
    expect(a.kind === 'running' && b.kind === 'running' && a.info.pid === b.info.pid).toBe(true);
  });

  it('is not started again when it is stopped meanwhile', async () => {
    const { supervisor, kinds, until } = supervise({ firstDelay: 300 });
    const { pid } = await supervisor.start(forever);
    process.kill(pid, 'SIGKILL');
    await until('recovering');
    await supervisor.stop();
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(kinds()).toEqual(['starting', 'running', 'recovering', 'stopped']);
  });

  it('is noticed when it hangs, and when it goes on', async () => {
    const { supervisor, kinds, until } = supervise();
    const { pid } = await supervisor.start(forever);
    await supervisor.watch();
    process.kill(pid, 'SIGSTOP');
    await until('hanging');
    process.kill(pid, 'SIGCONT');
    await until('running');
    expect(kinds()).toEqual(['starting', 'running', 'hanging', 'running']);
  });

  it.each(['the window that started it', 'another window'])(
    'is stopped by %s although it hangs',
    async (who) => {
      const first = supervise();
      const { pid } = await first.supervisor.start(forever);
      const { supervisor, until } = who === 'another window' ? supervise() : first;
      await supervisor.watch();
      process.kill(pid, 'SIGSTOP');
      await until('hanging');
      await supervisor.stop();
      expect(isAlive(pid)).toBe(false);
      expect((await supervisor.start(forever)).pid).not.toBe(pid);
    },
  );

  it('knows which other windows use it', async () => {
    const first = supervise();
    await first.supervisor.start(forever);
    expect(await first.supervisor.otherUsers()).toBe(0);
    const second = supervise();
    await second.supervisor.watch();
    expect([await first.supervisor.otherUsers(), await second.supervisor.otherUsers()]).toEqual([1, 1]);
    await second.supervisor.close();
    expect(await first.supervisor.otherUsers()).toBe(0);
  });

  it('turns to another folder, and leaves the old service to others', async () => {
    const first = supervise();
    const { pid } = await first.supervisor.start(forever);
    const second = supervise();
    await second.supervisor.watch();
    await second.supervisor.moveTo(join(folder, 'other'));
    expect(second.supervisor.state.kind).toBe('stopped');
    expect(isAlive(pid)).toBe(true);
    const other = await second.supervisor.start(forever);
    expect(other.pid).not.toBe(pid);
    await second.supervisor.moveTo(join(folder, 'third'));
    expect(isAlive(other.pid)).toBe(false);
  });

  it('finds one that was started in a terminal, notices its end, and starts none in its place', async () => {
    const data = join(folder, 'data');
    const free = '127.0.0.1:0';
    const watching = supervise();
    await watching.supervisor.watch();
    expect(watching.supervisor.state.kind).toBe('stopped');
    const ports = ['--grpc', free, '--http', free, '--webapi', free];
    const child = spawn(process.execPath, [join(root, 'out/service.js'), '--data', data, ...ports]);
    await watching.until('running');
    child.kill('SIGTERM');
    await once(child, 'exit');
    await watching.until('stopped');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(watching.kinds()).toEqual(['running', 'stopped']);
  });
});

describe('Supervisor, over a service that does not start', () => {
  it('says its last words', async () => {
    const bad = await script(
      `console.error(JSON.stringify({ time: 't', level: 'error', message: 'the folder is in use', pid: 7 })); process.exit(3);`,
    );
    const { supervisor, kinds } = supervise({ script: bad });
    await expect(supervisor.start(forever)).rejects.toThrow(
      'It ended with code 3. Its last words: the folder is in use pid=7',
    );
    expect(kinds()).toEqual(['starting', 'failed']);
  });

  it('says what was thrown', async () => {
    const { supervisor } = supervise({ script: await script(`throw new TypeError('broken');`) });
    await expect(supervisor.start(forever)).rejects.toThrow(/code 1\. Its last words: TypeError: broken/);
  });

  it('gives up after a while when it crashes again and again', async () => {
    const info = { ready: true, pid: 1, grpc: 'a', http: 'b', webapi: 'c' };
    const crashing = await script(
      `console.log(JSON.stringify({ ...${JSON.stringify(info)}, pid: process.pid })); setTimeout(() => process.exit(4), 50);`,
    );
    const { supervisor, states, until } = supervise({ script: crashing, firstDelay: 1 });
    await supervisor.start(forever);
    await until('failed');
    const delays = states.flatMap((state) => (state.kind === 'recovering' ? [state.delay] : []));
    expect(delays).toEqual([1, 2, 4, 8, 16]);
    expect(supervisor.state).toMatchObject({
      attempts: 5,
      reason: expect.stringContaining('code 4') as string,
    });
  });

  it('does not take whatever has the port for the service', async () => {
    const stranger = createServer((_request, response) => response.end('hello')).listen(0, '127.0.0.1');
    await once(stranger, 'listening');
    const webapi = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
    const info = { pid: process.pid, grpc: 'a', http: 'b', webapi, version: '' };
    expect(await answers(info)).toBe(false);
    stranger.close();
  });

  it('cancels at once, and leaves no process', async () => {
    const hanging = await script(
      `require('node:fs').writeFileSync(${JSON.stringify(join(folder, 'pid'))}, String(process.pid)); setInterval(() => {}, 1000);`,
    );
    const { supervisor, kinds } = supervise({ script: hanging });
    const abort = new AbortController();
    const starting = supervisor.start(abort.signal);
    setTimeout(() => abort.abort(), 200);
    await expect(starting).rejects.toThrow('aborted');
    expect(kinds()).toEqual(['starting', 'stopped']);
  });

  it('does not take a stranger for the service', async () => {
    const data = join(folder, 'data');
    const { supervisor } = supervise({ script: await script('process.exit(1)') });
    await supervisor.start(forever).catch(nothing);
    // A process that lives, at a port where nothing answers.
    const stranger = {
      ready: true,
      pid: process.pid,
      grpc: '127.0.0.1:1',
      http: 'http://127.0.0.1:1',
      webapi: 'http://127.0.0.1:1',
      version: '',
    };
    await writeFile(join(data, 'service.json'), JSON.stringify(stranger));
    await supervisor.watch();
    expect(supervisor.state.kind).toBe('failed');
    await expect(supervisor.stop()).resolves.toBeUndefined();
    expect(isAlive(process.pid)).toBe(true);
    await rm(join(data, 'service.json'));
  });
});

it.each([
  '',
  'null',
  '[]',
  '{"ready":true}',
  '{"ready":true,"pid":-1,"grpc":"a","http":"b","webapi":"c"}',
  'starting…',
])('takes %j for no ready line', (line) => expect(parseReadyLine(line)).toBeUndefined());

it('finds the words that matter in an output', () => {
  expect(lastMessage('')).toBe('');
  expect(lastMessage('a\nb\n')).toBe('b');
  expect(lastMessage('{"level":"info","message":"ready"}\n')).toBe('');
  expect(lastMessage('{"level":"warn","message":"disk full"}\n')).toBe('disk full');
  expect(lastMessage('x.js:1\nthrow e\n\nRangeError: too far\n    at x\n\nNode.js v20')).toBe(
    'RangeError: too far',
  );
});

it('relays whole lines at their level', () => {
  const lines: string[] = [];
  const log = {
    ...silent,
    info: (m: string) => lines.push(`i ${m}`),
    warn: (m: string) => lines.push(`w ${m}`),
  };
  const relay = relayLog(log);
  relay('{"level":"warn","mess');
  expect(lines).toEqual([]);
  relay('age":"low","rows":3}\nplain\n\n');
  expect(lines).toEqual(['w low rows=3', 'i plain']);
});
