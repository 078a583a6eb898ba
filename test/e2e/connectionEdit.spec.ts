import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from './fixtures';
import type { QuickInput } from './objects/quickInput';
import type { Workbench } from './objects/workbench';
import { everyType, writeTable } from './tables';

const secret = 'geheimer-schluessel-4711';

/** With the keyboard: types what finds the row, and takes it. */
async function pick({ page, quickInput }: Workbench, filter: string, row = filter): Promise<void> {
  await quickInput.type(filter);
  await expect(quickInput.focused).toContainText(row);
  await page.keyboard.press('Enter');
}

async function asked(quickInput: QuickInput, words: string): Promise<void> {
  await expect(quickInput.widget).toContainText(words);
}

async function addWithKey(workbench: Workbench, address: string, name: string): Promise<void> {
  const { quickInput } = workbench;
  await workbench.run('Frames: Add Connection…');
  await quickInput.answer(address);
  await quickInput.answer('');
  await asked(quickInput, 'User and Password');
  await pick(workbench, 'Access Key');
  await asked(quickInput, 'Access key. It is kept');
  await quickInput.answer(secret);
  await asked(quickInput, 'Name of the connection');
  await quickInput.answer(name);
}

/** The dialogue proposes a folder once it has looked at it, and overwrites what was typed before, now and then twice. */
async function chooseFile({ page, quickInput }: Workbench, file: string): Promise<void> {
  await expect(quickInput.box).toHaveValue(/\/$/);
  const typed = (): Promise<string> =>
    quickInput.box.evaluateAll(([box]) => (box instanceof HTMLInputElement ? box.value : ''));
  await expect(async () => {
    await quickInput.type(file);
    await expect(quickInput.rows(path.basename(file))).toBeVisible({ timeout: 2_000 });
    await page.keyboard.press('Enter');
    await expect.poll(async () => path.isAbsolute(await typed()), { timeout: 2_000 }).toBe(false);
  }).toPass({ timeout: 20_000 });
}

test('a connection is edited property by property, duplicated, exported and imported', async ({
  workbench,
  host,
  client,
}) => {
  const { explorer, notifications, page, quickInput, dialog, results } = workbench;
  await writeTable(client, 'bigdata/limited/types', [everyType]);
  await workbench.openContainer('Frames');
  await addWithKey(workbench, host.service.grpc, 'Edited');
  await expect(explorer.item('Connection Edited')).toBeVisible();

  await test.step('the list shows each value, and comes back after each answer', async () => {
    await workbench.run('Frames: Edit Connection…');
    await pick(workbench, 'Edited');
    await expect(quickInput.rows('Address')).toContainText(host.service.grpc);
    await expect(quickInput.rows('Credentials')).toContainText('access key');
    await workbench.screenshot('edit-list');
    await pick(workbench, 'Row Limit');
    await asked(quickInput, 'Rows at which reading a result pauses');
    await quickInput.type('0');
    await asked(quickInput, 'Write a whole number from 1');
    await quickInput.answer('2');
    await expect(quickInput.rows('Row Limit')).toContainText('2 rows');
    await pick(workbench, 'Color');
    await asked(quickInput, 'Purple');
    await pick(workbench, 'Red');
    await expect(quickInput.rows('Color')).toContainText('red');
    await pick(workbench, 'Web API');
    await asked(quickInput, 'Web API of the platform');
    await quickInput.answer(host.service.webapi);
    await asked(quickInput, 'The Address Has Changed');
    await workbench.screenshot('edit-credentials-again');
    await pick(workbench, 'Access Key');
    await asked(quickInput, 'Access key. It is kept');
    await quickInput.answer(secret);
    await expect(quickInput.rows('Web API')).toContainText(host.service.webapi);
    await page.keyboard.press('Escape');
  });

  await test.step('its row limit holds in the result', async () => {
    await explorer.collapse('Connection Local');
    await explorer.expand('Connection Edited', 'Container bigdata', 'Folder limited');
    await explorer.click('types, table');
    await expect(results.count).toContainText('2 rows');
    await expect(results.button('Load More')).toBeVisible();
    await workbench.screenshot('row-limit');
  });

  await test.step('a duplicate has a name of its own', async () => {
    await workbench.run('Frames: Duplicate Connection');
    await pick(workbench, 'Edited');
    await expect(explorer.item('Connection Edited 2')).toBeVisible();
    await workbench.screenshot('edited');
  });

  const file = path.join(host.workspace, 'frames-connections.json');
  await test.step('the exported file holds no secret', async () => {
    await workbench.run('Frames: Export Connections…');
    await asked(quickInput, 'Export Connections');
    await page.keyboard.press('Enter');
    await expect(quickInput.box).toHaveValue(/frames-connections\.json$/);
    await page.keyboard.press('Enter');
    await expect(notifications.saying('Exported')).toBeVisible();
    const text = fs.readFileSync(file, 'utf8');
    expect(text).not.toContain(secret);
    expect(JSON.parse(text)).toMatchObject({ framesConnections: 1 });
    expect(text).toContain('"color": "red"');
  });

  await test.step('importing it asks about names that are there, and keeps both', async () => {
    await workbench.run('Frames: Import Connections…');
    await chooseFile(workbench, file);
    await expect(quickInput.rows('Edited').first()).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(dialog.box).toContainText('Edited, Edited 2');
    await workbench.screenshot('import-clash');
    await dialog.press('Keep Both');
    await expect(notifications.saying('Imported 2 connections')).toBeVisible();
    await expect(explorer.item('Connection Edited 2 2')).toBeVisible();
  });

  await test.step('a file that was tampered with says what is wrong', async () => {
    fs.writeFileSync(file, '{"framesConnections":1,"connections":[{"name":"x","address":"me:pw@h:1"}]}');
    await workbench.run('Frames: Import Connections…');
    await chooseFile(workbench, file);
    await expect(notifications.saying('connection 1, “address”')).toContainText('user or password');
    await workbench.screenshot('import-hostile');
  });
});

test('a key does not cross a plain connection before the user has allowed it', async ({ workbench }) => {
  const { dialog, notifications } = workbench;
  await workbench.openContainer('Frames');
  // An address of the documentation: nothing is there, and nothing gets there.
  await addWithKey(workbench, '192.0.2.1:8081', 'Far');
  await expect(dialog.box).toContainText(
    'Send the access key of Far over a connection that is not encrypted?',
  );
  await expect(dialog.box).toContainText('grpc://192.0.2.1:8081');
  await workbench.screenshot('plain-consent');
  await dialog.press('Cancel');
  const refusal = notifications.saying('the secret of Far was not sent');
  await expect(refusal).toContainText('grpc://192.0.2.1:8081 is not encrypted');
  await expect(refusal.getByRole('button', { name: 'Edit Connection' })).toBeVisible();
});
