import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from './fixtures';
import { contextMenu } from './objects/contextMenu';
import { OperationForm } from './objects/operationForm';
import { QueryEditor } from './objects/queryEditor';
import { freePort } from './freePort';
import { certificateOf } from '../wire/certificate';
import { tlsPort } from './tlsPort';
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
  for (const remedy of ['Retry', 'Test Connection', 'Edit Connection']) {
    await expect(failure.getByRole('button', { name: remedy })).toBeVisible();
  }
  await workbench.screenshot('unreachable');

  await notifications.press('Could not connect to Remote', 'Edit Connection');
  await quickInput.choose('Address');
  await expect(quickInput.widget).toContainText('Address of the Frames service');
  await quickInput.answer(host.service.grpc);
  await quickInput.choose('Web API');
  await expect(quickInput.widget).toContainText('Web API of the platform');
  await quickInput.answer(host.service.webapi);
  await workbench.page.keyboard.press('Escape');
  await explorer.collapse('Connection Local');
  await explorer.expand('Connection Remote', 'Container bigdata', 'Folder reached');
  await explorer.click('types, table');
  await expect(results.count).toHaveText('3 rows');
});

test('a wrong port is mended by the test of the connection, with the keyboard alone', async ({
  workbench,
  host,
}) => {
  const { explorer, page, quickInput, dialog } = workbench;
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const http = host.service.http.replace('http://', '');
  await workbench.run('Frames: Focus on Frames View');
  await workbench.addConnection({ address: http, webApi: host.service.webapi, name: 'Mended' });
  await expect(workbench.notifications.saying('Could not connect to Mended')).toBeVisible();
  await expect(explorer.item(/^Connection Mended/)).toBeVisible();

  await workbench.run('Frames: Test Connection');
  await quickInput.type('Mended');
  await press('Enter');
  await expect(quickInput.widget).toContainText('Test Connection Mended: 1 check failed');
  await expect(quickInput.rows('Protocol')).toContainText('answers in HTTP, not in gRPC');
  await expect(quickInput.rows('Version')).toContainText('skipped');
  await expect(quickInput.focused).toContainText(`Use http://${http}`);
  await workbench.screenshot('test-failed');
  await press('Enter');
  await expect(quickInput.widget).toContainText('Test Connection Mended: all is well');
  await expect(quickInput.rows('Credentials')).toContainText('none were asked for');
  await workbench.screenshot('test-well');
  await press('Escape');
  await expect(quickInput.widget).toBeHidden();

  await workbench.run('Frames: Focus on Frames View');
  await press('End');
  await explorer.walkTo('Connection Mended');
  await press('ArrowRight');
  await expect(explorer.item('Container bigdata').last()).toBeVisible();

  await workbench.run('Frames: Remove Connection…');
  await quickInput.type('Mended');
  await press('Enter');
  await expect(dialog.box).toContainText('Remove the connection Mended?');
  await press('Enter');
  await expect(explorer.item('Connection Mended')).toHaveCount(0);
});

test('a certificate of an unknown authority is trusted once that is chosen', async ({
  workbench,
  host,
  client,
}) => {
  await writeTable(client, 'bigdata/inside/types', [everyType]);
  const authority = certificateOf({ name: 'an authority' });
  const file = path.join(host.workspace, 'authority.pem');
  fs.writeFileSync(file, authority.cert);
  const port = await tlsPort(
    host.service.grpc,
    certificateOf({ name: 'good', hosts: ['127.0.0.1'], issuer: authority }),
  );
  const { explorer, notifications, quickInput, results } = workbench;
  await workbench.openContainer('Frames');
  await explorer.collapse('Connection Local');
  await workbench.addConnection({
    address: `grpcs://${port.address}`,
    webApi: host.service.webapi,
    name: 'Inside',
  });
  await expect(notifications.saying('Could not connect to Inside')).toContainText('is not trusted');
  await workbench.screenshot('untrusted');
  await notifications.press('Could not connect to Inside', 'Choose Authority…');
  await quickInput.choose('PEM File');
  // The dialogue proposes a folder first.
  await expect(quickInput.box).toHaveValue(/work\/$/);
  await quickInput.answer(file);
  await explorer.expand('Connection Inside', 'Container bigdata', 'Folder inside');
  await explorer.click('types, table');
  await expect(results.count).toHaveText('3 rows');
  await port.stop();
});

test('a read-only connection offers no changes, and says how to allow them', async ({ workbench, host }) => {
  const { explorer, page, quickInput } = workbench;
  const form = new OperationForm(page);
  await workbench.openContainer('Frames');
  await workbench.addConnection({
    address: host.service.grpc,
    webApi: host.service.webapi,
    name: 'Guarded',
  });
  await expect(explorer.item('Connection Guarded')).toBeVisible();
  await workbench.run('Frames: Toggle Read-Only');
  await quickInput.type('Guarded');
  await page.keyboard.press('Enter');
  const guarded = explorer.item('Connection Guarded, read-only');
  await expect(guarded).toBeVisible();
  await expect(async () => {
    await guarded.click({ button: 'right' });
    await expect(contextMenu(page)).toContainText('Read…', { timeout: 3_000 });
  }).toPass();
  for (const change of ['Write', 'Create']) await expect(contextMenu(page)).not.toContainText(change);
  await workbench.screenshot('read-only');
  await page.keyboard.press('Escape');

  await workbench.run('Frames: Create…');
  await expect(form.heading).toHaveText('Create');
  await form.field('Connection').selectOption({ label: `Guarded — ${host.service.grpc}, read-only` });
  await expect(form.problem('Connection')).toContainText('Guarded is read-only');
  await workbench.screenshot('read-only-refusal');
});

test('a table that is gone says so in its panel', async ({ workbench, client }) => {
  await writeTable(client, 'bigdata/gone/types', [everyType]);
  await workbench.openContainer('Frames');
  await workbench.explorer.expand('Container bigdata', 'Folder gone');
  await expect(workbench.explorer.item('types, table')).toBeVisible();
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

    const file = path.join(host.workspace, 'restricted.fsql');
    fs.writeFileSync(file, "SELECT * FROM nosql.'bigdata/gone';");
    await workbench.openFile('restricted.fsql');
    const editor = new QueryEditor(workbench.page);
    await expect(editor.lens('Run').first()).toBeVisible();
    await expect(workbench.page.locator('.monaco-editor.focused')).toBeVisible();
    await workbench.page.keyboard.press('Control+Enter');
    await expect(workbench.notifications.saying('does not connect in Restricted Mode')).toBeVisible();
    await expect(workbench.tab(/restricted.fsql/)).not.toHaveClass(/dirty/);
    fs.rmSync(file);

    await workbench.explorer.pane.getByRole('button', { name: 'Manage Workspace Trust' }).click();
    await workbench.page.getByRole('button', { name: 'Trust', exact: true }).click();
    await expect(workbench.explorer.item('Container bigdata')).toBeVisible();
  });
});
