import { FloatColumn, Int64Column, StringColumn } from '../../src/data/column';
import { frameOf } from '../../src/data/frame';
import type { FramesClient } from '../../src/frames/index';
import { expect, test } from './fixtures';
import { QueryEditor } from './objects/queryEditor';
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

test('a query that is typed and run', async ({ workbench, client, page }) => {
  await writeHosts(client, 'bigdata/query/hosts', { age: 1 });
  await writeTable(client, 'bigdata/query/types', [everyType]);
  await workbench.openContainer('Frames');
  await workbench.explorer.expand('Connection Local');
  const editor = new QueryEditor(page);
  const { results } = workbench;

  await test.step('the key runs the statement at the cursor, beside the text', async () => {
    await workbench.run('Frames: New Query');
    await expect(editor.element).toBeVisible();
    await editor.replace(
      "SELECT cpu FROM 'bigdata/query/hosts';\n\nSELECT name, count FROM nosql.'bigdata/query/types';\n",
    );
    await page.keyboard.press('Control+Home');
    await expect(editor.lens('Run last 24 h')).toBeVisible();
    await page.keyboard.press('Control+Enter');
    await expect(results.count).toHaveText('20 rows');
    await workbench.screenshot('query-run');
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Control+Enter');
    await expect(results.count).toHaveText('3 rows');
    await expect(page.locator('.tabs-container .tab')).toHaveCount(2);
  });
});
