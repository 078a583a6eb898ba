import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from './fixtures';
import { numbers, writeTable } from './tables';

const cities = `city,population,area,joined,capital,motto
Zürich,443037,87.88,1893-01-01,false,
Bern,134794,51.62,1848-11-28,true,""
Genève,203856,15.93,1815-05-19T10:00:00Z,false,"Post tenebras, lux"
`;

test('a CSV file becomes a table with exact types', async ({ workbench, host, client }) => {
  fs.writeFileSync(path.join(host.workspace, 'cities.csv'), cities);
  const { explorer, notifications, quickInput, results } = workbench;
  await workbench.openContainer('Frames');
  await expect(explorer.item('Container bigdata')).toBeVisible();

  await test.step('from the files of the workspace', async () => {
    await workbench.openContainer('Explorer');
    await workbench.fileMenu('cities.csv', 'Write CSV to Table…');
    await quickInput.choose('bigdata');
    await quickInput.answer('imported/cities');
    await quickInput.choose('city');
    await expect(
      notifications.saying('Wrote 3 rows of cities.csv to bigdata/imported/cities.'),
    ).toBeVisible();
  });

  await test.step('the tree shows it, and a click its rows', async () => {
    await workbench.openContainer('Frames');
    await explorer.expand('Container bigdata', 'Folder imported');
    await explorer.click('cities, table');
    await expect(results.count).toHaveText('3 rows');
    expect(await results.columns()).toEqual([
      'city string',
      'population integer',
      'area float',
      'joined time',
      'capital boolean',
      'motto string',
    ]);
    expect((await results.rows(3)).sort()).toEqual([
      ['Bern', '134794', '51.62', '1848-11-28T00:00:00Z', 'true', '""'],
      ['Genève', '203856', '15.93', '1815-05-19T10:00:00Z', 'false', 'Post tenebras, lux'],
      ['Zürich', '443037', '87.88', '1893-01-01T00:00:00Z', 'false', 'null'],
    ]);
    await workbench.screenshot('imported');
  });

  await test.step('it is saved as CSV again', async () => {
    const saved = path.join(host.workspace, 'saved.csv');
    await results.button('Save as CSV').click();
    // The dialogue proposes a name once it has looked at the folder.
    await expect(quickInput.box).toHaveValue(/cities\.csv$/);
    await quickInput.answer(saved);
    await expect(notifications.saying('Saved 3 rows to saved.csv.')).toBeVisible();
    expect(fs.readFileSync(saved, 'utf8').split('\n')[0]).toBe('city,population,area,joined,capital,motto');
  });

  await client.delete({ backend: 'nosql', table: 'bigdata/imported/cities' });
});

test('a faulty CSV file is refused with the line of the fault', async ({ workbench, host }) => {
  fs.writeFileSync(path.join(host.workspace, 'faulty.csv'), 'a,b\n1,2\n3\n');
  await workbench.openContainer('Frames');
  await expect(workbench.explorer.item('Container bigdata')).toBeVisible();
  await workbench.openContainer('Explorer');
  await workbench.fileMenu('faulty.csv', 'Write CSV to Table…');
  await expect(workbench.notifications.saying('faulty.csv, line 3')).toContainText('Nothing was written.');
});

test('a table of another machine is replaced only after its name was typed', async ({
  workbench,
  host,
  client,
  page,
}) => {
  const table = 'bigdata/imported/towns';
  await client.delete({ backend: 'nosql', table, ifMissing: 'ignore' });
  await writeTable(client, table, numbers(4));
  fs.writeFileSync(
    path.join(host.workspace, 'towns.csv'),
    'town,population\nOlten,19000\nAarau,unknown\nBaden,20000\n',
  );
  const { dialog, notifications, quickInput } = workbench;
  // The files may have been listed before this one was there, and before anything watched for it.
  await workbench.reload();
  await workbench.openContainer('Frames');
  await workbench.addConnection({
    address: host.service.grpc,
    webApi: host.service.webapi,
    name: 'Prod',
  });
  // A new connection is shown in the tree, and brings that to the front.
  await expect(workbench.explorer.item('Container bigdata')).toHaveCount(2);
  await workbench.openContainer('Explorer');
  await workbench.fileMenu('towns.csv', 'Write CSV to Table…');
  await quickInput.choose('Prod');
  await quickInput.choose('bigdata');
  await quickInput.answer('imported/towns');
  await expect(quickInput.rows('population')).toContainText('text because of line 3: “unknown”');
  await workbench.screenshot('why-text');
  await quickInput.choose('town');
  const replace = quickInput.rows('Replace the table');

  await test.step('Escape leads back to the question what shall happen to its rows', async () => {
    await replace.click();
    await expect(dialog.box).toContainText('Replace the table bigdata/imported/towns on Prod?');
    await expect(dialog.box).toContainText('4 rows go before the new ones are written.');
    await workbench.screenshot('replace');
    await page.keyboard.press('Escape');
    await expect(dialog.box).toBeHidden();
    await expect(replace).toBeVisible();
  });

  await test.step('the name has to be typed', async () => {
    await replace.click();
    await dialog.press('Replace');
    await expect(quickInput.widget).toContainText(`Type ${table} to replace.`);
    await quickInput.type('bigdata/imported');
    await page.keyboard.press('Enter');
    await expect(quickInput.widget).toContainText(`This is not ${table}.`);
    await workbench.screenshot('replace-typed');
    // Escape leads back here, too.
    await page.keyboard.press('Escape');
    await replace.click();
    await dialog.press('Replace');
    await expect(quickInput.widget).toContainText(`Type ${table} to replace.`);
    await quickInput.answer(table);
    await expect(notifications.saying(`Wrote 3 rows of towns.csv to ${table}.`)).toContainText(
      'population is text because of line 3: “unknown”.',
    );
  });

  let rows = 0;
  for await (const frame of client.read({ backend: 'nosql', table })) rows += frame.length;
  expect(rows).toBe(3);
});
