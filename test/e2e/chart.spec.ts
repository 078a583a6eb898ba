import fs from 'node:fs';
import path from 'node:path';
import type { Locator } from '@playwright/test';
import { FloatColumn, Int64Column, LabelColumn } from '../../src/data/column';
import { frameOf, type Frame } from '../../src/data/frame';
import { expect, test } from './fixtures';

const hosts = ['node-1', 'node-2', 'node-3'];

/** A sample a second of the last half hour for each host, with a gap of five minutes in the middle. */
function* samples(): Generator<Frame> {
  const end = BigInt(Date.now()) * 1_000_000n;
  for (const [h, host] of hosts.entries()) {
    const ages = Array.from({ length: 1800 }, (_, i) => 1800 - i).filter((age) => age < 700 || age > 1000);
    yield frameOf({
      indices: [
        new Int64Column(
          'time',
          'time',
          BigInt64Array.from(ages, (age) => end - BigInt(age) * 1_000_000_000n),
        ),
        new LabelColumn('host', { dtype: 'string', value: host }, ages.length),
      ],
      columns: [
        new FloatColumn(
          'cpu',
          Float64Array.from(ages, (age) => 50 + 20 * h + 10 * Math.sin(age / 90)),
        ),
        new FloatColumn(
          'memory',
          Float64Array.from(ages, (age) => 2e9 + 1e8 * h + age * 1e5),
        ),
      ],
    });
  }
}

test('a time series is drawn with a line for each label set, and saved', async ({
  workbench,
  client,
  host,
}) => {
  await client.create({ backend: 'tsdb', table: 'bigdata/charts/load', rate: '1/s' });
  await client.write({ backend: 'tsdb', table: 'bigdata/charts/load' }, samples());
  const { results, page } = workbench;
  await workbench.openContainer('Frames');
  await workbench.explorer.expand('Container bigdata', 'Folder charts');
  await workbench.explorer.click(/^load, time series/);
  await expect(results.count).toContainText('rows');

  const background = (name: string) =>
    results.frame
      .locator('vscode-button')
      .filter({ hasText: name })
      .first()
      .evaluate((button) => getComputedStyle(button).backgroundColor);
  const unchosen = await background('Chart');
  expect(unchosen).not.toBe(await background('Table'));
  await results.button('Chart').click();
  await expect.poll(() => background('Table')).toBe(unchosen);
  const picture = results.frame.getByRole('img', { name: /Line chart of cpu, memory by time/ });
  await expect(picture).toHaveAccessibleName(/3 series: node-1; node-2; node-3/);
  expect(await colorsOf(picture)).toBeGreaterThan(20);
  await workbench.screenshot('chart');

  // The key for selecting all selects no texts of the page.
  await page.keyboard.press('Control+A');
  expect(await picture.evaluate(() => String(getSelection()))).toBe('');

  // One of the numbers alone, chosen by keyboard.
  const y = results.frame.getByRole('combobox', { name: 'Y' });
  await y.focus();
  await page.keyboard.press('ArrowDown');
  await expect(results.frame.getByRole('img', { name: /Line chart of cpu by time/ })).toBeVisible();
  await workbench.screenshot('chart-one');
  expect(await results.violations()).toEqual([]);

  await results.button('Save SVG').click();
  const file = path.join(host.workspace, 'load.svg');
  const input = page.locator('.quick-input-widget:visible input');
  await expect(input).toHaveValue(/load\.svg$/);
  await page.keyboard.press('Enter');
  await expect
    .poll(() => fs.existsSync(file) && fs.readFileSync(file, 'utf8'))
    .toMatch(/^<svg[^]*node-2[^]*<\/svg>$/);

  // Hidden and shown again it is still the chart that is looked at.
  await page.keyboard.press('Control+N');
  await workbench.tab(/^load/).click();
  await expect(results.frame.getByRole('img')).toBeVisible();
  await results.button('Table').click();
  await expect(results.cell(0, 0)).toBeVisible();
  // There it means the rows, wherever in the page the keyboard is.
  await page.keyboard.press('Control+A');
  await expect(results.bar).toContainText(/ × 4 selected/);
  expect(workbench.consoleLines.filter((line) => /Content.Security.Policy|unsafe-eval/i.test(line))).toEqual(
    [],
  );
});

/** How many colours the picture has: an empty one has one. */
function colorsOf(picture: Locator): Promise<number> {
  return picture.evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {};
    const colors = new Set<number>();
    for (let i = 0; data !== undefined && i < data.length; i += 4) {
      colors.add(((data[i] ?? 0) << 16) | ((data[i + 1] ?? 0) << 8) | (data[i + 2] ?? 0));
    }
    return colors.size;
  });
}
