import type { FramesClient } from '../../src/frames/index';
import { expect, test } from './fixtures';
import { OperationForm } from './objects/operationForm';
import type { Workbench } from './objects/workbench';
import { everyType, textRows, writeTable } from './tables';

async function rowsOf(client: FramesClient, query: Parameters<FramesClient['read']>[0]): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const frame of client.read(query)) rows.push(...textRows(frame));
  return rows;
}

/** Opens a form, and waits until it stands in front. */
async function openForm(workbench: Workbench, title: string): Promise<void> {
  await workbench.run(`Frames: ${title}…`);
  await expect(new OperationForm(workbench.page).heading).toHaveText(title);
}

test('a time-series table from its creation to its deletion', async ({ workbench, page, client }) => {
  const form = new OperationForm(page);
  const table = 'bigdata/forms/metrics';

  await test.step('create', async () => {
    await openForm(workbench, 'Create');
    await form.field('Path').fill(table);
    await form.field('Rate').fill('often');
    await expect(form.problem('Rate')).toHaveText(/^Write how many samples/);
    await workbench.screenshot('create-problem');
    await form.field('Rate').fill('1/m');
    await form.field('avg').check();
    await form.field('Aggregation granularity').fill('30m');
    await expect(form.python).toContainText('rate="1/m"');
    await expect(form.python).toContainText('aggregation_granularity="30m"');
    await form.button('Create').click();
    await expect(form.status).toHaveText(`Created the time-series table ${table}.`);
    await workbench.screenshot('create-done');
  });

  await test.step('creating it again fails in the words of the service, and keeps what was typed', async () => {
    await form.button('Create').click();
    await expect(form.failure).toContainText('already exists');
    await expect(form.field('Rate')).toHaveValue('1/m');
    await workbench.screenshot('create-failed');
  });

  await test.step('write', async () => {
    await openForm(workbench, 'Write');
    await form.field('Backend').selectOption('tsdb');
    await form.field('Path').fill(table);
    await form.cell(0, 0).fill('2024-01-01T00:00:00Z');
    await form.cell(0, 1).fill('a lot');
    await expect(form.cell(0, 1)).toHaveAttribute('aria-invalid', 'true');
    await form.cell(0, 1).fill('1.5');
    await form.cell(0, 1).press('Enter');
    await expect(form.cell(1, 1)).toBeFocused();
    await form.cell(1, 1).fill('2.5');
    await form.cell(1, 0).fill('2024-01-01T00:01:00Z');
    await form.field('Labels').fill('os=linux');
    await expect(form.python).toContainText('labels={"os": "linux"}');
    await workbench.screenshot('write');
    await form.button('Write').click();
    await expect(form.status).toHaveText(`Wrote 2 rows to ${table}.`);
    expect(await rowsOf(client, { backend: 'tsdb', table, start: '0' })).toEqual([
      ['2024-01-01T00:00:00Z', '1.5', 'linux'],
      ['2024-01-01T00:01:00Z', '2.5', 'linux'],
    ]);
  });

  await test.step('read', async () => {
    await openForm(workbench, 'Read');
    await form.field('Backend').selectOption('tsdb');
    await form.field('Path').fill(table);
    await form.field('Filter').fill("os == 'linux'");
    await form.field('Start').fill('0');
    await workbench.screenshot('read');
    await form.button('Read').click();
    await expect(workbench.results.count).toHaveText('2 rows');
  });

  await test.step('delete what is in a range, after looking at it', async () => {
    await openForm(workbench, 'Delete');
    await form.field('Backend').selectOption('tsdb');
    await form.field('Path').fill(table);
    await form.field('Start').fill('2024-01-01T00:00:30Z');
    await expect(form.python).toContainText('end="now"');
    await workbench.screenshot('delete');
    await form.button('Preview and Delete…').click();
    await expect(workbench.dialog.box).toContainText('1 sample');
    await workbench.screenshot('delete-preview');
    await workbench.dialog.press('Delete');
    await expect(form.status).toHaveText(`Deleted what was chosen of ${table}.`);
    expect(await rowsOf(client, { backend: 'tsdb', table, start: '0' })).toEqual([
      ['2024-01-01T00:00:00Z', '1.5', 'linux'],
    ]);
  });
});

test('rows written, inferred, listed in the history and deleted with the keyboard alone', async ({
  workbench,
  page,
  client,
}) => {
  const form = new OperationForm(page);
  const table = 'bigdata/keyboard/people';
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const tabTo = async (target: ReturnType<OperationForm['field']>): Promise<void> => {
    for (let step = 0; step < 40; step++) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error('The Tab key does not lead there.');
  };

  await test.step('write', async () => {
    await openForm(workbench, 'Write');
    await expect(form.field('Path')).toBeFocused();
    await page.keyboard.type(table);
    await tabTo(form.cell(0, 0));
    await page.keyboard.type('ada');
    await press('Tab');
    await page.keyboard.type('0.5');
    await press('Control+Enter');
    await expect(form.status).toHaveText(`Wrote 1 row to ${table}.`);
    expect(await rowsOf(client, { backend: 'nosql', table })).toEqual([['ada', '0.5']]);
  });

  await test.step('what is missing is said where it is, and gets the keyboard', async () => {
    await openForm(workbench, 'Execute');
    await expect(form.field('Path')).toBeFocused();
    await press('Control+Enter');
    await expect(form.failure).toContainText('One field needs to be mended first.');
    await expect(form.problem('Path')).toHaveText('Fill this in.');
    await expect(form.field('Path')).toBeFocused();
    await page.keyboard.type(table);
  });

  await test.step('infer', async () => {
    await press('Control+Enter');
    await expect(form.status).toHaveText(`Inferred the schema of ${table}.`);
  });

  await test.step('history', async () => {
    await openForm(workbench, 'History');
    await tabTo(form.field('Table'));
    await page.keyboard.type(table);
    await press('Control+Enter');
    // The write, the read that looked at it, and the inference.
    await expect(workbench.results.count).toHaveText('3 rows');
  });

  await test.step('delete', async () => {
    await openForm(workbench, 'Delete');
    await expect(form.field('Path')).toBeFocused();
    await page.keyboard.type(table);
    await expect(form.note).toHaveText(`All of ${table} would be deleted.`);
    await press('Control+Enter');
    await expect(workbench.dialog.box).toContainText('1 row');
    await press('Escape');
    await expect(form.status).toHaveText('Nothing was deleted.');
    await expect.poll(() => form.hasFocus()).toBe(true);
    await press('Control+Enter');
    await expect(workbench.dialog.box).toContainText('1 row');
    await press('Enter');
    await expect(form.status).toHaveText(`Deleted ${table}.`);
    await expect(rowsOf(client, { backend: 'nosql', table })).rejects.toThrow();
  });
});

test('a form opened from the tree knows where it is, and keeps what was typed through a reload', async ({
  workbench,
  page,
  client,
}) => {
  const form = new OperationForm(page);
  await writeTable(client, 'bigdata/kept/types', [everyType]);
  await workbench.openContainer('Frames');
  await workbench.explorer.expand('Container bigdata', 'Folder kept');
  await workbench.explorer.menu('types, table', 'Write…');
  await expect(form.field('Path')).toHaveValue('bigdata/kept/types');
  await expect(form.cell(-1, 0)).toHaveValue('key');
  await expect(form.field('key (string)')).toBeChecked();
  await form.cell(0, 0).fill('d');
  await form.cell(0, 2).fill('9223372036854775807');
  await form.cell(0, 2).press('Tab');
  await expect(form.python).toContainText('9223372036854775807');

  await workbench.reload();
  await expect(form.field('Path')).toHaveValue('bigdata/kept/types');
  await expect(form.cell(0, 2)).toHaveValue('9223372036854775807');
  await form.button('Write').click();
  await expect(form.status).toHaveText('Wrote 1 row to bigdata/kept/types.');
  const rows = await rowsOf(client, { backend: 'nosql', table: 'bigdata/kept/types', filter: "key == 'd'" });
  expect(rows[0]).toContain('9223372036854775807');
});

test('rows from CSV text, an item updated, a record put, a path completed', async ({
  workbench,
  page,
  client,
}) => {
  const form = new OperationForm(page);
  const table = 'bigdata/pasted/people';
  await openForm(workbench, 'Write');
  await form.field('Path').fill(table);
  await form.field('Rows from').selectOption('text');
  await form.field('CSV text').fill('name,age\n');
  await form.field('CSV text').fill('name,age\nada,36\ngrace');
  await expect(form.problem('CSV text')).toContainText('Line 3: 1 field where the header has 2');
  await form.field('CSV text').fill('name,age\nada,36\ngrace,85');
  await expect(form.note).toHaveText('2 rows: name (string), age (integer).');
  await form.field('name (string)').check();
  await form.button('Write').click();
  await expect(form.status).toHaveText(`Wrote 2 rows to ${table}.`);
  expect(await rowsOf(client, { backend: 'nosql', table })).toEqual([
    ['ada', '36'],
    ['grace', '85'],
  ]);

  await openForm(workbench, 'Execute');
  await form.field('Path').fill('bigdata/pas');
  await expect(form.frame.locator('datalist option[value="bigdata/pasted/"]')).toBeAttached();
  await form.field('Path').fill(table);
  await form.field('Command').selectOption('update');
  await form.field('Item').fill('ada');
  await form.field('Expression').fill('age = age + 1');
  await form.button('Execute').click();
  await expect(form.status).toHaveText(`Updated the item ada of ${table}.`);
  expect((await rowsOf(client, { backend: 'nosql', table }))[0]).toEqual(['ada', '37']);

  await client.create({ backend: 'stream', table: 'bigdata/pasted/stream' });
  await form.field('Backend').selectOption('stream');
  await form.field('Path').fill('bigdata/pasted/stream');
  await form.field('Data').fill('{"cpu": 0.5}');
  await form.field('Partition key').fill('k');
  await expect(form.python).toContainText('"partition_key": "k"');
  await form.button('Execute').click();
  await expect(form.status).toHaveText('Put a record into bigdata/pasted/stream.');
});

const themes = ['Dark Modern', 'Light Modern', 'Default High Contrast'];
for (const theme of themes) {
  test.describe(theme, () => {
    test.use({ settings: { 'workbench.colorTheme': theme } });

    test('forms keep WCAG 2.2 AA', async ({ workbench, page }) => {
      const form = new OperationForm(page);
      const shot = (name: string) => workbench.screenshot(`form-${themes.indexOf(theme)}-${name}`);
      await openForm(workbench, 'Write');
      await form.field('Path').fill('nowhere');
      await form.cell(0, 1).fill('x');
      await form.button('Write').click();
      await expect(form.failure).toContainText('need to be mended');
      await shot('write');
      expect(await form.violations()).toEqual([]);
      await openForm(workbench, 'Read');
      await form.field('Backend').selectOption('tsdb');
      await expect(form.field('Step')).toBeVisible();
      await shot('read');
      expect(await form.violations()).toEqual([]);
    });
  });
}
