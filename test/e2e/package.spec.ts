import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { installExtension, startCodeServer } from '../../src/dev/codeServer/server';
import { hostTarget, packageExtension } from '../../src/dev/package';
import { expect, isolation, test, writeSettings } from './fixtures';
import { Workbench } from './objects/workbench';

/** Everything that ships, in the installed extension. */
const shipped = [
  /^(package\.json|readme\.md|changelog\.md|LICENSE\.txt|\.vsixmanifest)$/i,
  /^media\/(icon\.png|screenshot\.png|frames\.svg|kinds\/\w+-(light|dark)\.svg)$/,
  /^media\/walkthrough\/\w+\.svg$/,
  /^media\/language\/[\w.-]+\.json$/,
  /^out\/[\w-]+\.js$/,
  /^out\/(webview\/)?[\w-]+\.js\.LEGAL\.txt$/,
  /^out\/webview\/\w+\.(js|css)$/,
  /^node_modules\/@duckdb\/[\w-]+\/(package\.json|LICENSE|duckdb\.js|duckdb\.node|(lib)?duckdb\.(so|dylib|dll))$/,
  /^node_modules\/@duckdb\/node-api\/lib\/.*\.js$/,
  /^node_modules\/detect-libc\/(package\.json|LICENSE|lib\/[\w-]+\.js)$/,
  /^node_modules\/keytar\/(package\.json|LICENSE\.md|lib\/keytar\.js|prebuilds\/[\w-]+\/keytar\.node)$/,
];

test('the packaged extension holds what ships, and starts its own service', async ({ page }) => {
  test.setTimeout(180_000);
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'e2e-'));
  const profile = path.join(root, 'code');
  const file = await packageExtension({ target: hostTarget(), folder: path.join(root, 'package') });
  await installExtension(file, profile);
  writeSettings(profile);
  const server = await startCodeServer({ profile, port: 0, workspace: root, env: isolation(root) });
  try {
    await test.step('nothing is missing and nothing is too much', () => {
      const [name = ''] = fs
        .readdirSync(path.join(profile, 'extensions'))
        .filter((each) => each.includes('frames'));
      const folder = path.join(profile, 'extensions', name);
      const files = fs
        .readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
      expect(files.filter((each) => !shipped.some((pattern) => pattern.test(each)))).toEqual([]);
      for (const pattern of shipped.filter(({ source }) => !source.includes('LEGAL'))) {
        expect(
          files.some((each) => pattern.test(each)),
          String(pattern),
        ).toBe(true);
      }
      expect(files.filter((each) => each.endsWith('duckdb.node'))).toHaveLength(1);
    });

    await test.step('the welcome view starts the local service', async () => {
      const workbench = new Workbench(page);
      await workbench.open(server.url);
      await workbench.openContainer('Frames');
      await workbench.screenshot('welcome');
      await workbench.explorer.pane.getByRole('button', { name: 'Start Local Service' }).click();
      await workbench.explorer.expand('Connection Local', 'Container bigdata');
      await expect(workbench.notifications.all).toHaveCount(0);
    });
  } finally {
    await server.stop();
    fs.rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
});
