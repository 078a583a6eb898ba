import { FloatColumn, StringColumn } from '../../src/data/column';
import { frameOf } from '../../src/data/frame';
import { expect, test } from './fixtures';
import { everyType, writeTable } from './tables';

const names = [
  `it's "quoted" \`too\``,
  'back\\slash & <script>alert(1)<script>',
  '😀 \u202egnp.exe',
  '..hidden.. $(trash) %2e%2e',
  `l${'o'.repeat(200)}ng`,
];

test('tables of hostile names open from the tree under these names', async ({ workbench, client }) => {
  test.setTimeout(120_000);
  for (const name of names) await writeTable(client, `bigdata/hostile/${name}`, [everyType]);
  const { explorer, results } = workbench;
  await workbench.openContainer('Frames');
  await explorer.expand('Container bigdata', 'Folder hostile');
  await workbench.screenshot('hostile-tree');
  for (const name of names) {
    await explorer.click(`${name}, table`);
    await expect(results.count).toHaveText('3 rows');
    await workbench.closeEditors();
  }
});

test('a cell of 10 MB and a row of 10,000 columns are shown, and looked at', async ({
  workbench,
  client,
}) => {
  test.setTimeout(120_000);
  const most = 10 * 1024 * 1024;
  await writeTable(client, 'bigdata/extreme/long', [
    frameOf({
      indices: [new StringColumn('key', ['a'])],
      columns: [new StringColumn('text', [`begin${'x'.repeat(most)}end`])],
    }),
  ]);
  await writeTable(client, 'bigdata/extreme/wide', [
    frameOf({
      indices: [new StringColumn('key', ['a'])],
      columns: Array.from({ length: 9_999 }, (_, i) => new FloatColumn(`c${i}`, Float64Array.of(i))),
    }),
  ]);
  const { explorer, results, page } = workbench;
  await workbench.openContainer('Frames');
  await explorer.expand('Container bigdata', 'Folder extreme');
  await explorer.click('long, table');
  await expect(results.count).toHaveText('1 row');
  await expect(results.cell(0, 1)).toContainText('beginx');
  await workbench.screenshot('extreme-long');
  await results.cell(0, 1).click();
  await page.keyboard.press('Enter');
  await expect(results.frame.getByRole('dialog')).toContainText('beginx', { timeout: 20_000 });
  await workbench.screenshot('extreme-cell');
  await page.keyboard.press('Escape');
  await expect(results.frame.getByRole('dialog')).toBeHidden();

  await explorer.click('wide, table');
  await expect(results.bar).toContainText('10,000 columns');
  await results.cell(0, 0).click();
  await page.keyboard.press('End');
  await expect(results.cell(0, 9_999)).toBeVisible();
  await workbench.screenshot('extreme-wide');
});
