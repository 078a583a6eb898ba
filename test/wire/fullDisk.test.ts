import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { StringColumn } from '../../src/data/column';
import { frameOf } from '../../src/data/frame';
import { connect, FramesError, type FramesClient } from '../../src/frames';
import { workloads, type Workload } from '../soak/workloads';
import { freePorts, runService, startService, type ServiceProcess } from './serviceProcess';

/** A file system of its own. */
const diskBytes = 64 << 20;
/** What stands in the way, and then goes. */
const ballastBytes = 40 << 20;

const disk = mountedDisk();
if (disk === undefined) console.log('not tested on a full disk: this user may not mount one');

/** Undefined where that is not allowed. */
function mountedDisk(): string | undefined {
  if (process.platform !== 'linux') return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'frames-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${diskBytes}`, 'tmpfs', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
}

let service: ServiceProcess | undefined;

afterAll(async () => {
  if (disk === undefined) return;
  // After a failed test it still runs.
  await service?.kill();
  execFileSync('umount', [disk]);
  rmSync(disk, { recursive: true });
});

describe.skipIf(disk === undefined)('on a full disk', { timeout: 120_000 }, () => {
  const folder = disk ?? '';
  const ballast = join(folder, 'ballast');
  const acknowledged = new Map<Workload, number[]>(workloads.map((workload) => [workload, [0, 0]]));
  let clients: FramesClient[] = [];

  beforeAll(async () => {
    if (disk !== undefined) await writeFile(ballast, Buffer.alloc(ballastBytes));
  });

  async function start(): Promise<void> {
    await service?.kill();
    service = await startService({ data: join(folder, 'data') });
    const { ready } = service;
    clients = [ready.grpc, ready.http].map((address) => connect(address, { container: 'bigdata' }));
  }

  async function end(how: 'kill' | 'stop'): Promise<void> {
    for (const client of clients) client.close();
    await service?.[how]();
    service = undefined;
  }

  function first(): FramesClient {
    const [client] = clients;
    if (client === undefined) throw new TypeError('no service runs');
    return client;
  }

  /** Everyone writes a turn, until all have been refused one or all have been acknowledged one. */
  async function writeUntil(outcome: 'refused' | 'acknowledged'): Promise<void> {
    const open = new Set(
      [...acknowledged.keys()].flatMap((each) => clients.map((_, writer) => `${each.name} ${writer}`)),
    );
    const writing = [...acknowledged].flatMap(([workload, turns]) =>
      clients.map(async (client, writer) => {
        while (open.size > 0) {
          const result = await workload.write(client, { round: 0, writer, turn: turns[writer] ?? 0 }).then(
            () => 'acknowledged',
            (error: unknown) => {
              expect(String(error)).toMatch(/no space left on device/i);
              return 'refused';
            },
          );
          if (result === 'acknowledged') turns[writer] = (turns[writer] ?? 0) + 1;
          if (result === outcome) open.delete(`${workload.name} ${writer}`);
        }
      }),
    );
    await Promise.all(writing);
  }

  /** Large writes, until one is refused. */
  async function fill(): Promise<void> {
    await first().create({ backend: 'stream', table: 'filling', ifExists: 'ignore' });
    for (;;) {
      const texts = Array.from({ length: 1000 }, () => randomBytes(400).toString('base64'));
      const frame = frameOf({ columns: [new StringColumn('text', texts)] });
      try {
        await first().write({ backend: 'stream', table: 'filling' }, [frame]);
      } catch (error) {
        expect(error).toBeInstanceOf(FramesError);
        expect((error as FramesError).detail).toMatch(/no space left on device/i);
        return;
      }
    }
  }

  async function check(): Promise<void> {
    for (const [workload, turns] of acknowledged) await workload.check(first(), 0, turns);
  }

  test('writes are refused and reads go on, until there is room again', async () => {
    await start();
    for (const { prepare } of workloads) await prepare(first(), 0);
    await writeUntil('acknowledged');
    await fill();
    await writeUntil('refused');
    await check();
    await rm(ballast);
    await writeUntil('acknowledged');
    await check();
    await end('kill');
  });

  test('the log of changes is no longer than it has to be once there is room', async () => {
    await start();
    await check();
    await end('stop');
    const { bavail, bsize } = await statfs(folder);
    expect(bavail * bsize).toBeGreaterThan(diskBytes / 8);
  });

  test('a start says so, and nothing is lost by it', async () => {
    await start();
    await fill();
    await end('kill');
    await writeFile(ballast, Buffer.alloc(diskBytes)).catch(() => undefined);
    const refused = await runService(['--data', join(folder, 'data'), ...freePorts]);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(/cannot .* the data folder .*no space left on device/i);
    await rm(ballast);
    await start();
    await check();
    await end('stop');
  });

  test('a table that grows until there is no room is read on, by the same process', async () => {
    await rm(join(folder, 'data'), { recursive: true });
    await start();
    await fill();
    const query = { backend: 'stream', table: 'filling', shardId: '0', seek: 'earliest' } as const;
    let rows = 0;
    for await (const { length } of first().read(query)) rows += length;
    expect(rows).toBeGreaterThan(20_000);
    expect(rows % 1000).toBe(0);
    await end('kill');
  });
});
