import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from './fixtures';
import { freePort } from './freePort';
import { everyType, writeTable } from './tables';

test('an unreachable service says what to do, and works once it is corrected', async ({
  workbench,
  host,
  client,
}) => {
  await writeTable(client, 'bigdata/reached/types', [everyType]);
  const { explorer, notifications, quickInput, results } = workbench;
  const address = `127.0.0.1:${await freePort()}`;
  await workbench.openContainer('Frames');
  await workbench.addConnection({ address, webApi: `http://${address}`, name: 'Remote' });

  const failure = notifications.saying('Could not connect to Remote');
  await expect(failure).toContainText(address);
  for (const remedy of ['Retry', 'Edit Connection', 'Start Local Service']) {
    await expect(failure.getByRole('button', { name: remedy })).toBeVisible();
  }
  await workbench.screenshot('unreachable');

  await notifications.press('Could not connect to Remote', 'Edit Connection');
  await quickInput.choose('Address');
  await quickInput.answer(host.service.grpc);
  await quickInput.choose('Web API');
  await quickInput.answer(host.service.webapi);
  await workbench.page.keyboard.press('Escape');
  await explorer.collapse('Connection Local');
  await explorer.expand('Connection Remote', 'Container bigdata', 'Folder reached');
  await explorer.click('types, table');
  await expect(results.count).toHaveText('3 rows');
});

test('a table that is gone says so in its panel', async ({ workbench, client }) => {
  await writeTable(client, 'bigdata/gone/types', [everyType]);
  await workbench.openContainer('Frames');
  await workbench.explorer.expand('Container bigdata', 'Folder gone');
  await client.delete({ backend: 'nosql', table: 'bigdata/gone/types' });
  await workbench.explorer.click('types, table');
  const alert = workbench.results.frame.getByRole('alert');
  await expect(alert).toContainText('There is no bigdata/gone/types.');
  await expect(alert.getByRole('button', { name: 'Retry' })).toBeVisible();
  await workbench.screenshot('table-gone');

  await writeTable(client, 'bigdata/gone/types', [everyType]);
  await alert.getByRole('button', { name: 'Retry' }).click();
  await expect(workbench.results.count).toHaveText('3 rows');
});

test.describe('an untrusted workspace', () => {
  test.use({
    settings: { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' },
  });

  test('connects nothing until it is trusted', async ({ workbench, host }) => {
    const log = path.join(host.dataFolder, 'service.log');
    const before = fs.statSync(log).size;
    await workbench.openContainer('Frames');
    await expect(workbench.explorer.pane.getByText('In Restricted Mode')).toBeVisible();
    await expect(workbench.explorer.item(/./)).toHaveCount(0);
    await workbench.screenshot('restricted');
    // Whatever was asked of the service would stand in its log.
    expect(fs.readFileSync(log, 'utf8').slice(before)).toBe('');

    await workbench.explorer.pane.getByRole('button', { name: 'Manage Workspace Trust' }).click();
    await workbench.page.getByRole('button', { name: 'Trust', exact: true }).click();
    await expect(workbench.explorer.item('Container bigdata')).toBeVisible();
  });
});
