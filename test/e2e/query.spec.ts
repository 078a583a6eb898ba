import type { Locator, Page } from '@playwright/test';
import { FloatColumn, Int64Column, StringColumn } from '../../src/data/column';
import { frameOf } from '../../src/data/frame';
import type { FramesClient } from '../../src/frames/index';
import { expect, test } from './fixtures';
import { QueryEditor } from './objects/queryEditor';
import type { Workbench } from './objects/workbench';
import { everyType, writeTable } from './tables';

const minute = 60_000_000_000n;

/** Two hosts, a sample each minute; the newest one so many minutes old. */
async function writeHosts(
  client: FramesClient,
  table: string,
  { age }: { readonly age: number },
): Promise<void> {
  await client.create({ backend: 'tsdb', table, rate: '1/m', ifExists: 'ignore' });
  const newest = BigInt(Date.now()) * 1_000_000n - BigInt(age) * minute;
  for (const host of ['alpha', 'beta']) {
    const times = Array.from({ length: 10 }, (_, i) => newest - BigInt(9 - i) * minute);
    await client.write({ backend: 'tsdb', table }, [
      frameOf({
        indices: [
          new Int64Column('time', 'time', BigInt64Array.from(times)),
          new StringColumn(
            'host',
            times.map(() => host),
          ),
        ],
        columns: [
          new FloatColumn(
            'cpu',
            Float64Array.from(times, (_, i) => i),
          ),
          new FloatColumn(
            'memory',
            Float64Array.from(times, (_, i) => 50 + i),
          ),
        ],
      }),
    ]);
  }
}

/** A new query file on the connection Local, with the example in it. */
async function newQuery(workbench: Workbench, page: Page): Promise<QueryEditor> {
  await workbench.openContainer('Frames');
  await workbench.explorer.expand('Connection Local');
  const editor = new QueryEditor(page);
  await workbench.run('Frames: New Query');
  await expect(editor.lens('Copy as Python')).toHaveCount(1);
  return editor;
}

test('a query that is typed and run', async ({ workbench, client, page }) => {
  await writeHosts(client, 'bigdata/query/hosts', { age: 1 });
  await writeTable(client, 'bigdata/query/types', [everyType]);
  const editor = await newQuery(workbench, page);
  const { results } = workbench;

  await test.step('the key runs the statement at the cursor, beside the text', async () => {
    await editor.replace(
      "SELECT cpu FROM 'bigdata/query/hosts';\n\nSELECT name, count FROM nosql.'bigdata/query/types';\n",
    );
    await page.keyboard.press('Control+Home');
    // Over the second one only until the editor has drawn what it was told last.
    await expect(editor.lens('Run last 24 h')).toHaveCount(1);
    await page.keyboard.press('Control+Enter');
    await expect(results.count).toHaveText('20 rows');
    await workbench.screenshot('query-run');
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Control+Enter');
    await expect(results.count).toHaveText('3 rows');
    await expect(page.locator('.tabs-container .tab')).toHaveCount(2);
  });

  await test.step('what the service does not have is marked in the text', async () => {
    await page.keyboard.press('Control+Home');
    await editor.replace("SELECT cpu FROM 'bigdata/query/hosts' WHERE;\n");
    await expect(editor.element.locator('.squiggly-error')).toBeVisible();
    await page.keyboard.press('Control+Enter');
    await expect(workbench.notifications.saying(/Could not run the query: line 1/)).toBeVisible();
    await workbench.screenshot('query-error');
    await page.keyboard.press('Escape');
  });
});

test('a query that is charted', async ({ workbench, client, page }) => {
  await writeHosts(client, 'bigdata/charted/hosts', { age: 1 });
  await writeTable(client, 'bigdata/charted/types', [everyType]);
  const editor = await newQuery(workbench, page);
  const { results } = workbench;

  await test.step('a comment asks for a chart, and what is beside it says what is drawn', async () => {
    const shown = (name: string): Locator => results.frame.getByRole('combobox', { name });
    const drawn = (name: RegExp): Locator => results.frame.getByRole('img', { name });
    await editor.replace("-- @chart area\nSELECT cpu FROM 'bigdata/charted/hosts';\n");
    await page.keyboard.press('Control+Enter');
    await expect(drawn(/^Area chart of cpu by time/)).toBeVisible();
    await editor.replace("SELECT cpu, memory FROM 'bigdata/charted/hosts';\n");
    await page.keyboard.press('Control+Enter');
    await expect(drawn(/^Line chart of cpu, memory by time/)).toBeVisible();
    await expect(shown('Y')).toContainText('All numbers');
    await expect(shown('Color')).toContainText('host');
    await editor.replace("SELECT name, count FROM nosql.'bigdata/charted/types';\n");
    await page.keyboard.press('Control+Enter');
    await expect(results.count).toHaveText('3 rows');
    await expect(results.cell(0, 0)).toBeVisible();
  });
});

test('a query that is laid out and mended', async ({ workbench, client, page }) => {
  await writeHosts(client, 'bigdata/mended/hosts', { age: 1 });
  const editor = await newQuery(workbench, page);

  await test.step('statements are laid out, and a call says what it takes', async () => {
    await editor.replace(
      "select cpu from 'bigdata/mended/hosts' where host='alpha'; select * from 'bigdata/mended/hosts'",
    );
    await workbench.run('Format Document');
    await expect
      .poll(() => editor.text())
      .toContain("WHERE host = 'alpha';\n\nSELECT *\nFROM 'bigdata/mended/hosts'");
    await page.keyboard.press('Control+End');
    await editor.type('\n\nSELECT linear(');
    await expect(page.locator('.parameter-hints-widget')).toContainText('tolerance');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  });

  await test.step('a name that is misspelt is mended', async () => {
    await editor.replace("SELECT cpuu FROM 'bigdata/mended/hosts';\n");
    await page.keyboard.press('Control+Home');
    for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowRight');
    await expect(editor.element.locator('.squiggly-error, .squiggly-warning')).toBeVisible();
    // Asked before it has the fixes, the editor shows no list.
    await expect(async () => {
      await page.keyboard.press('Control+.');
      await page.getByText('Write cpu').waitFor({ timeout: 3000 });
    }).toPass({ timeout: 20_000 });
    await page.keyboard.press('Enter');
    await expect.poll(() => editor.text()).toContain('SELECT cpu FROM');
  });
});

test('a query that is completed, saved and run with another parameter', async ({
  workbench,
  client,
  page,
}) => {
  await writeHosts(client, 'bigdata/saved/hosts', { age: 1 });
  await workbench.openContainer('Frames');
  await workbench.explorer.expand('Connection Local', 'Container bigdata', 'Folder saved');
  const editor = new QueryEditor(page);
  const { results, quickInput } = workbench;

  await test.step('from the keys alone', async () => {
    await workbench.run('Frames: New Query');
    await expect(editor.lens('Copy as Python')).toHaveCount(1);
    await editor.replace('');
    await editor.type('sel');
    await editor.accept('SELECT');
    await editor.replace("SELECT  FROM 'bigdata/saved/hosts' WHERE host = ");
    await page.keyboard.press('End');
    await editor.type("'");
    await expect(editor.suggestions.getByText('alpha')).toBeVisible();
    await workbench.screenshot('query-completion-values');
    await editor.type('al');
    await editor.accept('alpha');
    // The quote that the editor closed by itself is no second one.
    await expect.poll(() => editor.text()).toMatch(/host = 'alpha'$/);
    await editor.replace('SELECT cpu FROM ');
    await editor.type('saved');
    await expect(editor.suggestions).toContainText('bigdata/saved/hosts');
    await workbench.screenshot('query-completion');
    await editor.accept('bigdata/saved/hosts');
    await expect.poll(() => editor.text()).toContain("FROM 'bigdata/saved/hosts'");
    await page.keyboard.press('Control+Enter');
    await expect(results.count).toHaveText('20 rows');
  });

  await test.step('a hover shows the samples', async () => {
    await page.keyboard.press('Control+Home');
    for (let i = 0; i < 9; i++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+I');
    await expect(page.locator('.monaco-hover')).toContainText('Last sample');
    await workbench.screenshot('query-hover');
    await page.keyboard.press('Escape');
  });

  await test.step('a parameter is asked for once', async () => {
    await page.keyboard.press('Control+Home');
    await editor.replace(
      "-- @param name choices=alpha,beta\n\nSELECT cpu FROM 'bigdata/saved/hosts' WHERE host = ${name};\n",
    );
    await page.keyboard.press('Control+Enter');
    await quickInput.choose('alpha');
    await expect(results.count).toHaveText('10 rows');
    await expect(editor.lens('name = alpha')).toHaveCount(1);
    await page.keyboard.press('Control+Enter');
    await expect(results.count).toHaveText('10 rows');
  });

  await test.step('saved, found in the view, and run with another value', async () => {
    await workbench.run('Frames: Save Query…');
    await quickInput.answer('reports/cpu of a host');
    await expect(workbench.tab(/cpu of a host.fsql/)).toBeVisible();
    await workbench.openSection('Queries');
    await workbench.explorer.expand('reports');
    await expect(workbench.explorer.item(/cpu of a host/)).toBeVisible();
    await editor.lens('name = alpha').click();
    await quickInput.choose('beta');
    await expect(editor.lens('name = beta')).toHaveCount(1);
    await editor.lens('Run').first().click();
    await expect(results.cell(0, 2)).toHaveText('beta');
    await workbench.screenshot('query-saved');
  });

  await test.step('and is in the history', async () => {
    await workbench.openSection('Recent Queries');
    await expect(workbench.explorer.item(/SELECT cpu FROM.*10 rows.*Local/).first()).toBeVisible();
  });
});

test('a query that finds nothing is shown where the samples are', async ({ workbench, client, page }) => {
  await writeHosts(client, 'bigdata/query/old', { age: 5000 });
  const editor = await newQuery(workbench, page);
  const { results } = workbench;
  await editor.replace("SELECT cpu FROM 'bigdata/query/old';\n");
  await page.keyboard.press('Control+Enter');
  await results.button('Where Is My Data?').click();
  await expect(results.count).toHaveText('20 rows');
  await expect(results.frame.getByText(/up to the newest sample, 20/)).toBeVisible();
  await workbench.screenshot('query-newest');
});
