import { expect, test } from './fixtures';
import { chooseFromMenu } from './objects/contextMenu';
import { everyType, keyOf, numbers, writeTable } from './tables';
import { startThrottle } from './throttle';

test('selected cells are copied as text that spreadsheets take', async ({ workbench, client }) => {
  await writeTable(client, 'bigdata/copying/types', [everyType]);
  const { results } = workbench;
  await workbench.openTable('copying', 'types');
  await expect(results.count).toHaveText('3 rows');

  await results.cell(0, 2).click();
  await workbench.page.keyboard.press('Control+C');
  await expect.poll(() => workbench.clipboard()).toBe('9223372036854775807');

  await results.cell(1, 1).click();
  await results.cell(2, 4).click({ modifiers: ['Shift'] });
  await workbench.page.keyboard.press('Control+C');
  await expect.poll(() => workbench.clipboard()).toBe('""\t\t-1e-300\tfalse\n\t-9223372036854775808\t\t');
});

test('the menu over the grid copies with headers and selects all', async ({ workbench, client }) => {
  await writeTable(client, 'bigdata/menus/numbers', numbers(3));
  const { results, page } = workbench;
  await workbench.openTable('menus', 'numbers');
  await expect(results.count).toHaveText('3 rows');
  await chooseFromMenu(page, results.cell(1, 1), 'Copy with Headers');
  await expect.poll(() => workbench.clipboard()).toBe('value\n1');
  await chooseFromMenu(page, results.cell(1, 1), 'Select All');
  await expect(results.bar).toContainText('3 × 3 selected', { timeout: 15_000 });
  await workbench.screenshot('menu');
});

test('the keyboard returns to the cell that had it', async ({ workbench, client }) => {
  await writeTable(client, 'bigdata/focus/types', [everyType]);
  const { results, page } = workbench;
  await workbench.openTable('focus', 'types');
  await results.cell(1, 2).click();
  await page.keyboard.press('Control+0');
  await expect(results.cell(1, 2)).not.toBeFocused();
  await page.keyboard.press('Control+1');
  await expect(results.cell(1, 2)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(results.cell(2, 2)).toBeFocused();
});

test('a result is offered again when the window is reloaded', async ({ workbench, client }) => {
  await writeTable(client, 'bigdata/reloaded/numbers', numbers(3));
  const { results } = workbench;
  await workbench.openTable('reloaded', 'numbers');
  await expect(results.count).toHaveText('3 rows');
  await results.cell(2, 1).click();
  await workbench.reload();
  await expect(results.count).toHaveText('Not read yet');
  await expect(workbench.tab(/^numbers/)).toBeVisible();
  await workbench.screenshot('restored');
  await results.button('Read Again').last().click();
  await expect(results.count).toHaveText('3 rows');
  await expect(results.cell(2, 1)).toHaveClass(/active/);
});

test('a column is made wider with the mouse and with the keyboard', async ({ workbench, client }) => {
  await writeTable(client, 'bigdata/widths/types', [everyType]);
  const { results, page } = workbench;
  await workbench.openTable('widths', 'types');
  await expect(results.count).toHaveText('3 rows');
  const width = async (): Promise<number> => (await results.header(1).boundingBox())?.width ?? 0;

  const before = await width();
  const box = await results.header(1).boundingBox();
  if (!box) throw new Error('The header is not there.');
  await page.mouse.move(box.x + box.width - 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width + 78, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect.poll(width).toBeGreaterThan(before + 70);

  const dragged = await width();
  await results.cell(0, 1).click();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect.poll(width).toBeLessThan(dragged);
});

test.describe('beyond the row cap', () => {
  test.use({ settings: { 'frames.results.rowCap': 1000 } });

  test('reading pauses, and Load More goes on to the last row', async ({ workbench, client }) => {
    await writeTable(client, 'bigdata/capped/numbers', numbers(2500));
    const { results, page } = workbench;
    await workbench.openTable('capped', 'numbers');
    await expect(results.count).toHaveText('≥ 1,000 rows');
    await expect(results.bar).toContainText('Paused at 1,000 rows');
    await workbench.screenshot('load-more');

    await results.button('Load More').click();
    await expect(results.count).toHaveText('≥ 2,000 rows');
    await results.button('Load More').click();
    await expect(results.count).toHaveText('2,500 rows');
    await expect(results.button('Load More')).toBeHidden();

    await results.cell(0, 0).click();
    await page.keyboard.press('Control+End');
    await expect(results.cell(2499, 0)).toHaveText(keyOf(2499));
    await expect(results.cell(2499, 1)).toHaveText('2499');
  });
});

test('Stop keeps the rows that came, and ends the call on the service', async ({
  workbench,
  host,
  client,
}) => {
  await writeTable(client, 'bigdata/stopped/numbers', numbers(100_000));
  // Lets the first two of some four megabytes pass, then nothing.
  const throttle = await startThrottle({ target: host.service.grpc, bytes: 2_000_000 });
  try {
    await workbench.openContainer('Frames');
    await workbench.addConnection({ address: throttle.address, webApi: host.service.webapi, name: 'Slow' });
    const { explorer, results } = workbench;
    await explorer.expand('Connection Slow');
    await explorer.collapse('Connection Local');
    await explorer.expand('Container bigdata', 'Folder stopped');
    await explorer.click('numbers, table');
    await expect(results.count).toHaveText(/^≥ [\d,]+ rows$/);

    await results.button('Stop').click();
    await expect(results.bar).toContainText(/Stopped at [\d,]+ rows/);
    await expect(results.cell(0, 0)).toHaveText(keyOf(0));
    await expect(results.button('Stop')).toBeHidden();
    await workbench.screenshot('stopped');
  } finally {
    await throttle.close();
  }
});

test('a long table scrolls to its end and back', async ({ workbench, client }) => {
  await writeTable(client, 'bigdata/many/numbers', numbers(300_000));
  const { results, page } = workbench;
  await workbench.openTable('many', 'numbers');
  await expect(results.count).toHaveText('300,000 rows', { timeout: 30_000 });
  await results.cell(0, 0).click();
  await page.keyboard.press('Control+End');
  await expect(results.cell(299_999, 1)).toHaveText('299999');
  await page.keyboard.press('Control+Home');
  await expect(results.cell(0, 1)).toHaveText('0');
});
