import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { build } from '../../src/dev/build';
import type { Server } from '../../src/dev/codeServer/server';
import { root as clone } from '../../src/dev/paths';
import { cleanEnvironment, startGroup } from '../../src/dev/processGroup';
import { connect } from '../../src/frames/index';
import { keychainService } from '../../src/ui/connections/keychain';
import { findService, type ServiceInfo } from '../../src/ui/localService/serviceInfo';
import { startSecretService, whyNoSecretService, type SecretService } from '../secretService';
import { expect, startEditor, test as base } from './fixtures';
import { Workbench } from './objects/workbench';
import { filesBelow, findSecrets, processes, type Haystack } from './secretSearch';
import { everyType, textRows, writeTable } from './tables';

const missing = whyNoSecretService();

/** Letters and digits alone, so that no encoding of text changes them. */
const unique = (): string => `k${randomBytes(12).toString('hex')}`;

interface Desktop {
  readonly root: string;
  readonly keyring: SecretService;
  readonly server: Server;
  /** A service elsewhere that wants a key. */
  readonly service: ServiceInfo;
  readonly key: string;
}

const test = base.extend<{ desktop: Desktop }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from this pattern.
  desktop: async ({}, use) => {
    const root = fs.mkdtempSync('/tmp/e2e-');
    const key = unique();
    const started: { stop(): Promise<void> }[] = [];
    const start = async <T extends { stop(): Promise<void> }>(starting: Promise<T>): Promise<T> => {
      const thing = await starting;
      started.unshift(thing);
      return thing;
    };
    try {
      const keyring = await start(
        startSecretService({ folder: path.join(root, 'keys'), password: 'open sesame' }),
      );
      const service = await start(startKeyedService(path.join(root, 'far'), key));
      // Where settings of the machine stand, which those of the user do not decide.
      const machine = path.join(root, 'code/user/Machine');
      fs.mkdirSync(machine, { recursive: true });
      fs.writeFileSync(path.join(machine, 'settings.json'), placeSetting('keychain'));
      const server = await start(startEditor(root, keyring.env).then((editor) => editor.server));
      await use({ root, keyring, server, service: service.info, key });
    } finally {
      for (const thing of started) await thing.stop();
      fs.rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    }
  },
});

test.skip(missing !== undefined, `the keychain is not tested: ${missing}`);

test('a key rests in the keychain, survives a reload, moves with the setting, and stands nowhere else', async ({
  page,
  desktop,
}) => {
  test.setTimeout(180_000);
  const { server, service, key, keyring, root } = desktop;
  const wrong = unique();
  const messages = await recordMessages(page);
  const workbench = new Workbench(page);
  const { explorer, notifications, results } = workbench;
  const client = connect(service.grpc, { token: key });
  await writeTable(client, 'bigdata/kept/types', [everyType]);

  const add = (name: string, secret: string): Promise<void> =>
    addConnection(workbench, { service, name, secret });
  const openTable = async (): Promise<void> => {
    await explorer.expand('Connection Far', 'Container bigdata', 'Folder kept');
    await explorer.click('types, table');
    await expect(results.count).toHaveText('3 rows');
  };
  const choosePlace = async (place: string, words: string): Promise<void> => {
    await workbench.run('Preferences: Open Remote Settings (JSON)');
    // It opens in front of everything.
    await page.locator('.view-lines').filter({ hasText: 'frames.secretStore' }).click();
    await page.keyboard.press('Control+A');
    // Typed brackets would close themselves.
    await page.evaluate((text) => navigator.clipboard.writeText(text), placeSetting(place));
    await page.keyboard.press('Control+V');
    await page.keyboard.press('Control+S');
    await expect(notifications.saying(words)).toBeVisible();
    await workbench.screenshot(`secret-${place}`);
    await workbench.run('View: Close All Editors');
  };

  await test.step('the form asks for it once', async () => {
    await workbench.open(server.url);
    await workbench.openContainer('Frames');
    await add('Far', key);
    await openTable();
    await workbench.screenshot('secret-connected');
    const kept = await keysIn(keyring);
    expect(kept).toHaveLength(1);
    expect(kept[0]).toContain(key);
    expect(kept[0]).toContain(service.grpc);
  });

  await test.step('a wrong one is refused, in words that do not hold it', async () => {
    await add('Wrong', wrong);
    await expect(page.getByText('Wrong did not accept the access key').first()).toBeVisible();
    await workbench.screenshot('secret-refused');
    expect(await keysIn(keyring)).toHaveLength(2);
  });

  await test.step('the next window needs no asking', async () => {
    await workbench.closeEditors();
    await workbench.reload();
    await workbench.openContainer('Frames');
    await openTable();
  });

  const everywhere = async (): Promise<Haystack[]> => {
    const browser = await page.context().storageState({ indexedDB: true });
    const history: string[] = [];
    for await (const frame of client.history()) history.push(JSON.stringify(textRows(frame)));
    return [
      ...filesBelow(root),
      ...processes(),
      { name: 'storage of the browser', bytes: Buffer.from(JSON.stringify(browser)) },
      { name: 'console', bytes: Buffer.from(workbench.consoleLines.join('\n')) },
      { name: 'messages', bytes: Buffer.from(messages.join('\n')) },
      { name: 'history', bytes: Buffer.from(history.join('\n')) },
    ];
  };
  await test.step('it stands in no file, process, message, log or history', async () => {
    const haystacks = await everywhere();
    expect(findSecrets(haystacks, [key, wrong])).toEqual([]);
    // The search sees what is there.
    const seen = (text: string): string => findSecrets(haystacks, [text]).join('\n');
    expect(seen(service.grpc)).toMatch(/storage of the browser/);
    expect(seen('Ada')).toMatch(/messages/);
    expect(seen('kept/types')).toMatch(/history/);
    expect(seen('connected to Far')).toMatch(/^code\/user\/logs\/.*Frames\.log/m);
    expect(seen('frames.secretStore')).toMatch(/settings\.json/);
    console.log(
      `searched ${haystacks.length} places, ${haystacks.reduce((sum, { bytes }) => sum + bytes.length, 0)} bytes`,
    );
  });

  await test.step('it moves to the storage of VS Code and back, without a reload', async () => {
    await choosePlace('vscode', 'are now kept in the secret storage of VS Code');
    expect(await keysIn(keyring)).toEqual([]);
    expect(findSecrets(await everywhere(), [key, wrong])).toEqual([]);
    await workbench.closeEditors();
    await workbench.reload();
    await workbench.openContainer('Frames');
    await openTable();
    await choosePlace('keychain', 'are now kept in the keychain of the operating system');
    expect(await keysIn(keyring)).toHaveLength(2);
  });

  await test.step('it is deleted with its connection', async () => {
    await explorer.menu('Connection Wrong', 'Remove Connection…');
    await workbench.dialog.press('Remove');
    await expect.poll(() => keysIn(keyring)).toHaveLength(1);
  });
  client.close();
});

test('a keychain that hangs is said, replaced meanwhile, and used when it is back', async ({
  page,
  desktop,
}) => {
  test.setTimeout(120_000);
  const { server, service, key, keyring } = desktop;
  const workbench = new Workbench(page);
  const { explorer, notifications } = workbench;
  await workbench.open(server.url);
  await workbench.openContainer('Frames');
  keyring.signal('SIGSTOP');
  await addConnection(workbench, { service, name: 'Far', secret: key });
  const said = 'Access keys cannot be kept in the keychain of the operating system';
  await expect(notifications.saying(said)).toContainText('did not answer within 5 seconds');
  await workbench.screenshot('secret-hangs');
  await explorer.expand('Connection Far', 'Container bigdata');

  keyring.signal('SIGCONT');
  await notifications.press(said, 'Try Again');
  await expect(notifications.saying('is now kept in the keychain')).toBeVisible();
  expect(await keysIn(keyring)).toHaveLength(1);
});

const placeSetting = (place: string): string => JSON.stringify({ 'frames.secretStore': place });

async function addConnection(
  workbench: Workbench,
  {
    service,
    name,
    secret,
  }: { readonly service: ServiceInfo; readonly name: string; readonly secret: string },
): Promise<void> {
  const { quickInput } = workbench;
  await workbench.run('Frames: Add Connection…');
  await quickInput.answer(service.grpc);
  await quickInput.answer(service.webapi);
  await quickInput.choose('Access Key');
  await quickInput.widget.locator('input[type=password]').waitFor();
  await quickInput.answer(secret);
  await expect(quickInput.widget).toContainText('Name of the connection');
  await quickInput.answer(name);
}

/** What other programs find in the keyring under our name. */
async function keysIn({ env }: SecretService): Promise<string[]> {
  const script = `require('keytar').findCredentials(process.argv[1]).then((all) => console.log(JSON.stringify(all.map(({ password }) => password))))`;
  const options = { cwd: clone, env: { ...process.env, ...env } };
  let keys: string[] = [];
  // A key that is deleted after it was listed, and before it was read, fails the whole list.
  await expect(async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script, keychainService], options);
    keys = JSON.parse(stdout) as string[];
  }).toPass({ timeout: 10_000 });
  return keys;
}

/** All that frames and windows of the page say to each other: webviews hear nothing else. */
async function recordMessages(page: Page): Promise<string[]> {
  const messages: string[] = [];
  await page.exposeBinding('recordMessage', (_source, text: string) => {
    messages.push(text);
  });
  await page.addInitScript(() => {
    const { recordMessage } = window as unknown as { recordMessage?: (text: string) => void };
    const record = (data: unknown): void => {
      const text = JSON.stringify(data, (_key, value: unknown) => {
        if (typeof value === 'bigint') return String(value);
        if (!(value instanceof ArrayBuffer) && !ArrayBuffer.isView(value)) return value;
        return new TextDecoder('latin1').decode(value);
      });
      recordMessage?.(text);
    };
    window.addEventListener('message', ({ data }) => record(data), true);
    // eslint-disable-next-line @typescript-eslint/unbound-method -- It is called with its port below.
    const post = MessagePort.prototype.postMessage as (this: MessagePort, ...args: unknown[]) => void;
    MessagePort.prototype.postMessage = function (this: MessagePort, ...args: unknown[]): void {
      record(args[0]);
      post.apply(this, args);
    };
  });
  return messages;
}

/** A service that takes only calls with the key, which stands in none of its arguments. */
async function startKeyedService(
  folder: string,
  key: string,
): Promise<{ readonly info: ServiceInfo; stop(): Promise<void> }> {
  await build({ only: ['service', 'grpc'] });
  fs.mkdirSync(folder);
  const keyFile = path.join(folder, 'key');
  fs.writeFileSync(keyFile, key);
  const log = fs.openSync(path.join(folder, 'service.log'), 'a');
  const free = '127.0.0.1:0';
  const ports = ['--grpc', free, '--http', free, '--webapi', free];
  const args = [path.join(clone, 'out/service.js'), '--data', folder, ...ports, '--access-key-file', keyFile];
  const group = startGroup(process.execPath, args, {
    env: cleanEnvironment(),
    stdio: ['ignore', 'ignore', log],
  });
  fs.closeSync(log);
  await expect.poll(() => findService(folder), { timeout: 30_000 }).toBeDefined();
  const info = await findService(folder);
  if (info === undefined) throw new Error('the service did not start');
  fs.rmSync(keyFile);
  return { info, stop: () => group.stop() };
}
