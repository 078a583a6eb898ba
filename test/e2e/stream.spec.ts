import { StringColumn } from '../../src/data/column';
import { frameOf } from '../../src/data/frame';
import type { FramesClient } from '../../src/frames/index';
import { expect, test } from './fixtures';
import type { Workbench } from './objects/workbench';

/** Puts numbered records until it is told to stop. */
function putRecords(client: FramesClient, table: string) {
  let isStopped = false;
  let count = 0;
  const run = async (): Promise<void> => {
    while (!isStopped) {
      const lines = Array.from({ length: 10 }, (_, i) => `record ${count + i + 1}`);
      await client.write({ backend: 'stream', table }, [
        frameOf({ columns: [new StringColumn('line', lines)] }),
      ]);
      count += lines.length;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const done = run();
  return {
    stop: async (): Promise<number> => {
      isStopped = true;
      await done;
      return count;
    },
  };
}

async function openStream(workbench: Workbench, folder: string, name: string): Promise<void> {
  await workbench.openContainer('Frames');
  await workbench.explorer.expand('Container bigdata', `Folder ${folder}`);
  await workbench.explorer.click(new RegExp(`^${name}, stream`));
}

test('a stream is followed, read back, paused and resumed while records come', async ({
  workbench,
  client,
}) => {
  // Records keep both processors busy beside the editor.
  test.slow();
  const table = 'bigdata/live/clicks';
  await client.create({ backend: 'stream', table, shards: 2 });
  const { results, page } = workbench;
  await openStream(workbench, 'live', 'clicks');
  await results.button('Follow').click();
  await expect(results.bar).toContainText('Following');
  await expect(results.frame.getByText('Waiting for records')).toBeVisible();

  const writer = putRecords(client, table);
  const rows = async (): Promise<number> => Number((await results.count.innerText()).replace(/\D/g, ''));
  await expect.poll(rows).toBeGreaterThan(150);
  const newest = results.button('Jump to Newest');
  await expect(newest).toBeHidden();
  await workbench.screenshot('following');

  // Who scrolls up reads on in peace.
  await results.grid.hover();
  await page.mouse.wheel(0, -1200);
  await expect(newest).toBeVisible();
  await page.waitForTimeout(300);
  const before = await results.grid.locator('.row:not([hidden])').first().getAttribute('aria-rowindex');
  const count = await rows();
  await expect.poll(rows).toBeGreaterThan(count + 50);
  expect(await results.grid.locator('.row:not([hidden])').first().getAttribute('aria-rowindex')).toBe(before);
  await workbench.screenshot('scrolled-up');
  await newest.click();
  await expect(newest).toBeHidden();

  await results.button('Pause').click();
  await expect(results.bar).toContainText('Paused');
  const held = await rows();
  await page.waitForTimeout(1000);
  expect(await rows()).toBe(held);
  await workbench.screenshot('paused');
  await results.button('Resume').click();
  const total = await writer.stop();
  await expect(results.count).toHaveText(`${total.toLocaleString('en-US')} rows`);
  await expect(newest).toBeHidden();
  expect(await results.violations()).toEqual([]);
});

test('a record is put by hand and appears', async ({ workbench, client }) => {
  const table = 'bigdata/puts/orders';
  await client.create({ backend: 'stream', table, shards: 2 });
  const { results, quickInput, explorer } = workbench;
  await openStream(workbench, 'puts', 'orders');
  await expect(results.count).toHaveText('No rows');
  await explorer.menu(/^orders, stream/, 'Open Stream…');
  await quickInput.choose('Shard 1');
  await quickInput.choose('Earliest');
  await expect(results.bar).toContainText('Following');
  await expect(workbench.results.frame.getByText('shard 1 · from the earliest')).toBeVisible();
  await results.button('Open At…').click();
  await quickInput.choose('All 2 shards');
  await quickInput.choose('Latest');

  await results.button('Put Record…').click();
  await quickInput.type('{"price": 9.5,');
  await expect(quickInput.widget).toContainText('raw_data');
  await workbench.screenshot('put-doubtful');
  await workbench.page.keyboard.press('Escape');
  // What was typed is there again.
  await workbench.run('Frames: Put Record…');
  await expect(quickInput.box).toHaveValue('{"price": 9.5,');
  await quickInput.answer('{"price": 9.5, "who": "ada"}');
  await quickInput.answer('ada');
  await quickInput.type('much too long a text for this');
  await expect(quickInput.widget).toContainText('16 at most');
  await quickInput.answer('e2e');
  await expect(workbench.notifications.saying('Put the record into bigdata/puts/orders.')).toBeVisible();
  await expect(results.count).toHaveText('1 row');
  await expect(results.grid).toContainText('ada');
  await expect(results.grid).toContainText('9.5');
  await workbench.screenshot('put');
});

test('following outlives a service that hangs, and stops at once', async ({ workbench, client, host }) => {
  const table = 'bigdata/hung/ticks';
  await client.create({ backend: 'stream', table, shards: 1 });
  const { results } = workbench;
  await openStream(workbench, 'hung', 'ticks');
  await results.button('Follow').click();
  await expect(results.bar).toContainText('Following');
  process.kill(host.service.pid, 'SIGSTOP');
  try {
    await expect(results.bar).toContainText('does not answer');
    await workbench.screenshot('hung');
    const started = Date.now();
    await results.button('Pause').click();
    await expect(results.bar).toContainText('Paused');
    expect(Date.now() - started).toBeLessThan(2000);
    await results.button('Resume').click();
  } finally {
    process.kill(host.service.pid, 'SIGCONT');
  }
  await client.write({ backend: 'stream', table }, [
    frameOf({ columns: [new StringColumn('line', ['it goes on'])] }),
  ]);
  await expect(results.grid).toContainText('it goes on');
  await expect(results.bar).toContainText('Following');
});
