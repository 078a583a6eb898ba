import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { test as base, expect } from '@playwright/test';
import { root as clone } from '../../src/dev/paths';
import { cleanEnvironment, startGroup, type ProcessGroup } from '../../src/dev/processGroup';
import { findService } from '../../src/ui/localService/serviceInfo';
import { Workbench } from './objects/workbench';

const test = base.extend<{ folder: string }>({
  /** Stands for .dev of a clone. */
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from this pattern.
  folder: async ({}, use) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'e2e-'));
    await use(folder);
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  },
});

test('npm start leads to real tables, again and again, and leaves nothing behind', async ({
  page,
  folder,
}) => {
  test.setTimeout(240_000);
  const workbench = new Workbench(page);
  const first = start(folder);
  const url = await first.url;

  await test.step('a newcomer finds a welcome, and tables of thousands and of a million rows', async () => {
    await workbench.open(url);
    const readme = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
    await expect(readme.getByRole('heading', { name: 'Welcome to Frames' })).toBeVisible({ timeout: 30_000 });
    const { explorer, results } = workbench;
    await expect(explorer.item('Connection Local')).toBeVisible();
    await explorer.expand('Container bigdata');
    await workbench.screenshot('start');
    await explorer.click('earthquakes, table');
    await expect(results.count).toHaveText('1,707 rows');
    await explorer.expand('Folder sensors');
    await explorer.click('readings, table');
    await expect(results.count).toHaveText('1,000,000 rows', { timeout: 60_000 });
    await workbench.screenshot('million');
  });

  await test.step('a second one meanwhile tells the same address', async () => {
    const second = start(folder);
    expect(await second.url).toBe(url);
    expect((await second.group.exited).code).toBe(0);
  });

  await test.step('Ctrl+C ends everything', async () => {
    first.group.child.kill('SIGINT');
    expect((await first.group.exited).code).toBe(0);
    expect(await findService(path.join(folder, 'data'))).toBeUndefined();
    await expect(fetch(url)).rejects.toThrow();
  });

  await test.step('the next start has the same address and the same data, without loading them', async () => {
    const next = start(folder);
    expect(await next.url).toBe(url);
    expect(next.lines.join('\n')).not.toContain('Loading');
    next.group.child.kill('SIGTERM');
    expect((await next.group.exited).code).toBe(0);
  });
});

interface Started {
  readonly group: ProcessGroup;
  readonly url: Promise<string>;
  readonly lines: readonly string[];
}

function start(folder: string): Started {
  const bootstrap = path.join(clone, 'src/dev/bootstrap.mjs');
  const group = startGroup(process.execPath, [bootstrap, 'start', '--no-open'], {
    env: cleanEnvironment({ FRAMES_DEV_DIR: folder, EXTENSIONS_GALLERY: '{}' }),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const url = new Promise<string>((resolve, reject) => {
    if (group.child.stdout === null) return;
    const output = createInterface({ input: group.child.stdout });
    output.on('line', (line) => {
      lines.push(line);
      const found = /^Frames for VS Code is open at (http:\/\/127\.0\.0\.1:\d+\/)$/.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
    output.on('close', () => {
      reject(new Error(`It never told where it is open:\n${lines.join('\n')}`));
    });
  });
  return { group, url, lines };
}
