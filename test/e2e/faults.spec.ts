import { status } from '@grpc/grpc-js';
import { randomBytes } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { startFaultServer } from '../wire/clientFaultServer';
import { expect, test as base } from './fixtures';
import { flakyPort, type FlakyPort } from './flakyPort';
import { OperationForm } from './objects/operationForm';
import { QueryEditor } from './objects/queryEditor';
import { everyType, writeTable } from './tables';

interface Way {
  readonly grpc: FlakyPort;
  readonly webApi: FlakyPort;
}

/** The host's service behind ports that can be made to fail, as the connection Flaky. */
const test = base.extend<{ way: Way }>({
  way: async ({ host, client, workbench }, use) => {
    await writeTable(client, 'bigdata/faults/types', [everyType]);
    const { service } = host;
    const grpc = await flakyPort(service.grpc.replace(/^.*\/\//, ''));
    const webApi = await flakyPort(service.webapi.replace(/^.*\/\//, ''));
    await workbench.openContainer('Frames');
    await workbench.explorer.collapse('Connection Local');
    await workbench.addConnection({
      address: grpc.address,
      webApi: `http://${webApi.address}`,
      name: 'Flaky',
    });
    await workbench.explorer.expand('Connection Flaky', 'Container bigdata', 'Folder faults');
    await expect(workbench.explorer.item('types, table')).toBeVisible();
    await use({ grpc, webApi });
    await grpc.stop();
    await webApi.stop();
  },
});

/** Runs a step that has to take effect at once. */
async function atOnce(step: () => Promise<void>): Promise<void> {
  const started = Date.now();
  await step();
  expect(Date.now() - started).toBeLessThan(3000);
}

test('what hangs lets go at once, and loses nothing', async ({ workbench, way, page }) => {
  test.setTimeout(180_000);
  const { explorer, results, quickInput } = workbench;
  const form = new OperationForm(page);
  await explorer.click('types, table');
  await expect(results.count).toHaveText('3 rows');
  way.grpc.hang();
  way.webApi.hang();

  await test.step('a read, whose rows stay', async () => {
    await results.button('Read Again').click();
    await expect(results.bar).toContainText('Reading again…');
    await expect(results.cell(0, 0)).toHaveText('a');
    await atOnce(async () => {
      await results.button('Stop').click();
      await expect(results.bar).toContainText('Stopped');
    });
    await expect(results.cell(2, 0)).toHaveText('c');
    await workbench.screenshot('fault-read-stopped');
  });

  await test.step('a table opened again in the tree, whose rows stay too', async () => {
    await explorer.click('types, table');
    await expect(results.bar).toContainText('Reading again…');
    await expect(results.cell(2, 0)).toHaveText('c');
    await atOnce(async () => {
      await results.button('Stop').click();
      await expect(results.bar).toContainText('Stopped');
    });
    await expect(results.cell(2, 0)).toHaveText('c');
  });

  await test.step('the test of the connection', async () => {
    await explorer.menu('Connection Flaky', 'Test Connection');
    await expect(quickInput.widget).toContainText('Test Connection Flaky');
    await page.waitForTimeout(1000);
    await workbench.screenshot('fault-test');
    await atOnce(async () => {
      await page.keyboard.press('Escape');
      await expect(quickInput.widget).toBeHidden();
    });
  });

  await test.step('the tree, which keeps what it knew', async () => {
    await explorer.menu('Connection Flaky', 'Refresh');
    const stop = explorer.item(/^Listing… Click to stop/);
    await expect(stop.first()).toBeVisible();
    await expect(explorer.item('types, table')).toBeVisible();
    await atOnce(async () => {
      await stop.first().click();
      await expect(stop).toHaveCount(0);
    });
    await expect(explorer.item('types, table')).toBeVisible();
    await workbench.screenshot('fault-tree');
  });

  await test.step('the preview of a deletion, whose filter stays', async () => {
    await explorer.menu('types, table', 'Delete…');
    await form.field('Filter').fill("name == 'Ada'");
    await form.button('Preview and Delete…').click();
    await expect(form.button('Cancel')).toBeVisible();
    await workbench.screenshot('fault-delete');
    await atOnce(async () => {
      await form.button('Cancel').click();
      await expect(form.status).toContainText('Cancelled');
    });
    await expect(form.field('Filter')).toHaveValue("name == 'Ada'");
  });

  await test.step('all of it works when the service is back', async () => {
    way.grpc.resume();
    way.webApi.resume();
    await explorer.menu('Connection Flaky', 'Refresh');
    await explorer.click('types, table');
    await expect(results.count).toHaveText('3 rows');
  });
});

test('something else on the port is named, and leaves the rows and the tree', async ({ workbench, way }) => {
  const { explorer, results } = workbench;
  await explorer.click('types, table');
  await expect(results.count).toHaveText('3 rows');
  const other = http.createServer((_, response) => response.end('<html>hello</html>'));
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  try {
    way.grpc.leadTo(`127.0.0.1:${port}`);
    way.webApi.leadTo(`127.0.0.1:${port}`);
    await results.button('Read Again').click();
    const alert = results.frame.getByRole('alert');
    await expect(alert).toContainText('HTTP');
    await expect(alert.getByRole('button', { name: 'Test Connection' })).toBeVisible();
    await expect(results.cell(2, 0)).toHaveText('c');
    // What the read met is news for the tree too.
    await expect(explorer.item('Connection Flaky, not connected')).toBeVisible();
    await expect(explorer.item('types, table')).toBeVisible();
    await workbench.screenshot('fault-replaced');
    way.grpc.leadTo(way.grpc.target);
    way.webApi.leadTo(way.webApi.target);
    await alert.getByRole('button', { name: 'Retry' }).click();
    await expect(results.count).toHaveText('3 rows');
    await expect(explorer.item('Connection Flaky')).toBeVisible({ timeout: 30_000 });
  } finally {
    other.close();
  }
});

test('a key that is revoked in the middle of a read leaves the rows, and stands in no message', async ({
  workbench,
  page,
}) => {
  const key = `k${randomBytes(12).toString('hex')}`;
  const server = await startFaultServer({
    version: (_, answer) => answer(null, { version: '0.13.0' }),
    read: (stream) => {
      stream.write(everyType);
      setTimeout(() => {
        const details = `key ${key} was revoked\nRequest details:\nX-V3io-Session-Key: ${key}`;
        stream.emit('error', { code: status.UNAUTHENTICATED, details });
      }, 500);
    },
  });
  const { quickInput, results } = workbench;
  await workbench.openContainer('Frames');
  await workbench.run('Frames: Add Connection…');
  await quickInput.answer(server.address);
  await quickInput.answer('');
  await quickInput.choose('Access Key');
  await quickInput.widget.locator('input[type=password]').waitFor();
  await quickInput.answer(key);
  await expect(quickInput.widget).toContainText('Name of the connection');
  await quickInput.answer('Revoked');
  await workbench.run('Frames: New Query');
  const editor = new QueryEditor(page);
  await expect(editor.lens('Copy as Python')).toHaveCount(1);
  await editor.replace("-- @connection Revoked\nSELECT * FROM nosql.'bigdata/faults/types'\n");
  await page.keyboard.press('Control+Enter');
  const alert = results.frame.getByRole('alert');
  await expect(alert).toContainText('Revoked did not accept the access key');
  await expect(alert.getByRole('button', { name: 'Enter Credentials' })).toBeVisible();
  await expect(results.cell(2, 0)).toHaveText('c');
  await workbench.screenshot('fault-revoked');
  expect(await alert.innerText()).toContain('***');
  for (const frame of page.frames()) expect(await frame.content()).not.toContain(key);
  expect(workbench.consoleLines.join('\n')).not.toContain(key);
  await server.stop();
});
