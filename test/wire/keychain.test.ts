import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSecretService, whyNoSecretService, type SecretService } from '../secretService';
import type { KeychainAnswer, KeychainCall } from './keychainCalls';

const missing = whyNoSecretService();
if (missing !== undefined) console.warn(`The keychain is not tested: ${missing}.`);

let folder: string;
const running: SecretService[] = [];

beforeEach(async () => {
  // Sockets lie below it, so it is short.
  folder = await mkdtemp('/tmp/keychain-');
});
afterEach(async () => {
  for (const service of running.splice(0)) await service.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});

async function start(password?: string): Promise<SecretService> {
  const service = await startSecretService({ folder, ...(password === undefined ? {} : { password }) });
  running.push(service);
  return service;
}

/** Each batch is a process of its own. */
async function call(
  env: NodeJS.ProcessEnv,
  calls: readonly KeychainCall[],
  limit = 5000,
): Promise<KeychainAnswer[]> {
  const script = path.join(__dirname, 'keychainCalls.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify({ limit, calls })], {
    env: { ...process.env, DISPLAY: undefined, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    child.kill('SIGKILL');
    await exited;
    return JSON.parse(line) as KeychainAnswer[];
  }
  throw new Error('the process said nothing');
}

describe.skipIf(missing !== undefined)('the keychain, over a real Secret Service', () => {
  it('keeps, replaces and deletes texts, across processes and restarts, encrypted', async () => {
    const first = await start('open sesame');
    const text = `{"a":"${'ä"\n\\'.repeat(500)}"}`;
    const kept = await call(first.env, [
      ['probe'],
      ['set', 'a', 'old'],
      ['set', 'a', text],
      ['set', 'b', 'plainly'],
    ]);
    expect(kept.map(({ error }) => error)).toEqual([undefined, undefined, undefined, undefined]);

    await running.pop()?.stop();
    const { env } = await start('open sesame');
    const found = await call(env, [
      ['get', 'a'],
      ['get', 'b'],
      ['get', 'c'],
      ['delete', 'a'],
      ['delete', 'c'],
      ['get', 'a'],
    ]);
    expect(found.map(({ value }) => value)).toEqual([
      text,
      'plainly',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(found.filter(({ error }) => error !== undefined)).toEqual([]);

    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((each) =>
      each.isFile(),
    );
    const contents = await Promise.all(
      files.map(async (file) => readFile(path.join(file.parentPath, file.name))),
    );
    expect(contents.length).toBeGreaterThan(0);
    expect(contents.some((bytes) => bytes.includes('plainly'))).toBe(false);
  });

  it('is found unusable while it is locked, although it can be read', async () => {
    const unlocked = await start('right');
    await call(unlocked.env, [['set', 'a', 'x']]);
    await running.pop()?.stop();
    const { env } = await start('wrong');
    const [got, probed] = await call(env, [['get', 'a'], ['probe']]);
    expect(got).not.toHaveProperty('error');
    expect(probed?.error).toMatch(/locked|collection/);
  });

  it.each([
    ['no bus', 'disabled:', /Error/],
    ['a bus that is gone', 'unix:path=/nowhere/bus', /Could not connect/],
  ])('is found unusable at once where there is %s', async (_what, address, reason) => {
    const [probed] = await call({ DBUS_SESSION_BUS_ADDRESS: address }, [['probe']]);
    expect(probed?.error).toMatch(reason);
    expect(probed?.millis).toBeLessThan(3000);
  });

  it('does not wait for one that hangs', async () => {
    const service = await start('secret');
    service.signal('SIGSTOP');
    const [probed, again] = await call(service.env, [['probe'], ['get', 'a']], 500);
    for (const answer of [probed, again]) {
      expect(answer?.error).toContain('VaultTimeoutError: it did not answer within 0.5 seconds');
      expect(answer?.millis).toBeLessThan(3000);
    }
    service.signal('SIGCONT');
    expect((await call(service.env, [['probe']]))[0]?.error).toBeUndefined();
  });
});
