import { expect, test } from './fixtures';
import { everyType, numbers, textRows, writeTable } from './tables';

test('from the tree to the rows that were written', async ({ workbench, host, client }) => {
  await writeTable(client, 'bigdata/explore/deep/types', [everyType]);
  await client.write({ backend: 'csv', table: 'explore.csv' }, numbers(3));
  expect(host.service.grpc).toMatch(/^127\.0\.0\.1:\d+$/);

  await workbench.openContainer('Frames');
  const { explorer, results } = workbench;
  await test.step('connection, containers, folders, collections', async () => {
    await explorer.expand('Connection Local', 'Container bigdata', 'Folder explore', 'Folder deep');
    await expect(explorer.item('types, table')).toBeVisible();
    await explorer.expand('Container csv');
    await expect(explorer.item('explore.csv, CSV file')).toBeVisible();
  });

  await test.step('a click shows the table', async () => {
    await explorer.click('types, table');
    await expect(workbench.tab(/^types/)).toBeVisible();
    await expect(results.count).toHaveText('3 rows');
    expect(await results.columns()).toEqual([
      'key string',
      'name string',
      'count integer',
      'ratio float',
      'active boolean',
      'seen time',
    ]);
    expect(await results.rows(3)).toEqual(textRows(everyType));
    await workbench.screenshot('table');
  });

  await test.step('null, the empty string and the word are told apart', async () => {
    await expect(results.cell(1, 2)).toHaveAccessibleName('null value');
    await expect(results.cell(1, 1)).toHaveAccessibleName('empty string');
    const looks = [
      await results.cell(1, 1).getAttribute('class'),
      await results.cell(2, 1).getAttribute('class'),
    ];
    expect(looks[0]).not.toBe(looks[1]);
  });

  await test.step('a csv table opens the same way', async () => {
    await explorer.click('explore.csv, CSV file');
    await expect(results.count).toHaveText('3 rows');
    await expect(results.cell(2, 1)).toHaveText('the text of row 2');
  });

  await test.step('what is new appears after a refresh', async () => {
    await writeTable(client, 'bigdata/explore/deep/later', [everyType]);
    await expect(explorer.item('later, table')).toHaveCount(0);
    await explorer.menu('Folder deep', 'Refresh');
    await expect(explorer.item('later, table')).toBeVisible();
  });
});

test('a table of names that look like markup shows them as they are', async ({ workbench, client }) => {
  await writeTable(client, 'bigdata/odd/<b>bold $(trash) [x](command:y)', [everyType]);
  await workbench.openContainer('Frames');
  await workbench.explorer.expand('Container bigdata', 'Folder odd');
  const item = workbench.explorer.item(/bold.*, table$/);
  await expect(item).toContainText('<b>bold $(trash) [x](command:y)');
});
