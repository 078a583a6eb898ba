import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { FloatColumn, Int64Column, StringColumn } from '../../src/data/column';
import { frameOf, type Frame } from '../../src/data/frame';
import { root as clone } from '../../src/dev/paths';
import { cleanEnvironment, startGroup, type ProcessGroup } from '../../src/dev/processGroup';
import { connect } from '../../src/frames/index';
import { expect, test } from './fixtures';
import { freePort } from './freePort';
import { everyType, writeTable } from './tables';

test('a collection opens to what it is made of', async ({ workbench, client }) => {
  await writeTable(client, 'bigdata/parts/types', [everyType]);
  await client.create({ backend: 'stream', table: 'bigdata/parts/events', shards: 3, retentionHours: 7 });
  await client.write({ backend: 'stream', table: 'bigdata/parts/events' }, records(30));
  await client.create({
    backend: 'tsdb',
    table: 'bigdata/parts/cpu',
    rate: '10/m',
    aggregates: ['avg'],
    aggregationGranularity: '1h',
  });
  await client.write({ backend: 'tsdb', table: 'bigdata/parts/cpu' }, [samples()]);
  const { explorer } = workbench;
  await workbench.openContainer('Frames');
  await explorer.expand('Container bigdata', 'Folder parts');

  await test.step('columns and rows of a table', async () => {
    await explorer.expand('types, table');
    await expect(explorer.item('key, column, string · key')).toBeVisible();
    await expect(explorer.item('seen, column, time')).toBeVisible();
    await expect(explorer.item('types, table')).toContainText('3 rows');
    await explorer.collapse('types, table');
  });
  await test.step('shards of a stream', async () => {
    await expect(explorer.item('events, stream')).toContainText('3 shards');
    await explorer.expand('events, stream');
    await expect(explorer.item('Retention, how long records are kept, 7 hours')).toBeVisible();
    await expect(explorer.item(/^Shard 2, shard, \d+ records from sequence 1$/)).toBeVisible();
    await explorer.collapse('events, stream');
  });
  await test.step('rate, aggregates, partitions, metrics and labels of a time series', async () => {
    await explorer.expand('cpu, time series');
    await expect(explorer.item(/^Rate, .*about 10\/m$/)).toBeVisible();
    await expect(explorer.item(/^Aggregates, .*count, sum every 1h$/)).toBeVisible();
    await explorer.expand(/^Partitions, /, /^Metrics, /, /^Labels, /);
    await expect(explorer.item(/^\d{4}-\d\d-\d\d \d\d:\d\d, partition, /)).toBeVisible();
    await expect(explorer.item('load, metric, float')).toBeVisible();
    await explorer.expand('host, label, 1 value');
    await expect(explorer.item('alpha, label value')).toBeVisible();
    await workbench.screenshot('tree-parts');
  });
});

test('a click on a stream shows the newest records of all shards', async ({ workbench, client }) => {
  const table = 'bigdata/newest/events';
  await client.create({ backend: 'stream', table, shards: 3 });
  for (let i = 0; i < 6; i++) await client.write({ backend: 'stream', table }, records(1000));
  const { explorer, results } = workbench;
  await workbench.openContainer('Frames');
  await explorer.expand('Container bigdata', 'Folder newest');
  await explorer.click('events, stream');
  await expect(results.count).toHaveText('1,000 rows');
  await expect(results.frame.getByText('newest 1,000 records of all 3 shards')).toBeVisible();
  // The records were written in turn: neighbours are of several shards.
  const rows = await results.rows(4);
  const sequences = rows.map(([, sequence]) => Number(sequence));
  expect(sequences.every((sequence) => sequence > 1600)).toBe(true);
  expect(new Set(rows.map(([shard]) => shard)).size).toBe(3);
  await workbench.screenshot('tree-newest');
});

test('five thousand entries come page by page, and a filter finds a few of them', async ({
  workbench,
  host,
}) => {
  test.setTimeout(150_000);
  await makeFolders(host.service.webapi, 'many', 5000);
  const { explorer, page, quickInput } = workbench;
  await workbench.openContainer('Frames');
  await explorer.expand('Container bigdata');
  const started = Date.now();
  await explorer.expand('Folder many');
  await expect(explorer.item('Folder f0000')).toBeVisible({ timeout: 30_000 });
  console.log(`1,000 of 5,000 entries after ${Date.now() - started} ms`);
  await explorer.click('Folder f0000');
  await page.keyboard.press('End');
  await explorer.click('Load more entries');
  await expect(explorer.item('Folder f1000')).toBeVisible({ timeout: 30_000 });

  await page.keyboard.press('Home');
  await explorer.menu('Folder many', 'Filter…');
  await quickInput.answer('f49?9');
  await expect(explorer.item(/^Filter: f49\?9/)).toBeVisible();
  await expect(explorer.item('Folder f4909')).toBeVisible();
  await expect(explorer.item(/^Folder f\d{4}$/)).toHaveCount(10);
  await workbench.screenshot('tree-filter');

  await explorer.menu('Folder many', 'Filter…');
  await quickInput.answer('nosuch');
  await expect(explorer.item(/^Nothing matches “nosuch”/)).toBeVisible();
  await explorer.click(/^Filter: nosuch/);
  await expect(explorer.item('Folder f0000')).toBeVisible({ timeout: 30_000 });
  await expect(explorer.item(/^Filter:/)).toHaveCount(0);
});

test('pins stay first, and several entries are copied at once', async ({ workbench, client }) => {
  await writeTable(client, 'bigdata/pins/a', [everyType]);
  await writeTable(client, 'bigdata/pins/b', [everyType]);
  const { explorer } = workbench;
  await workbench.openContainer('Frames');
  await explorer.expand('Container bigdata', 'Folder pins');

  await explorer.click('a, table');
  await expect(workbench.results.count).toHaveText('3 rows');
  await explorer.item('b, table').click({ modifiers: ['Control'] });
  await explorer.menu('b, table', 'Copy Path');
  await expect.poll(() => workbench.clipboard()).toBe('bigdata/pins/a\nbigdata/pins/b');
  await explorer.menu('b, table', 'Copy as Python');
  await expect.poll(() => workbench.clipboard()).toContain('client.read(');
  await explorer.menu('b, table', 'Pin');

  await expect(explorer.item('Pinned collections')).toBeVisible();
  await expect(explorer.item('a, table')).toHaveCount(2);
  await expect(explorer.item('a, table').first()).toContainText('bigdata/pins');
  await workbench.screenshot('tree-pins');
  await workbench.closeEditors();
  await workbench.reload();
  await workbench.openContainer('Frames');
  await explorer.click('a, table');
  await expect(workbench.results.count).toHaveText('3 rows');
  for (const name of ['a, table', 'b, table']) {
    await explorer.menuOfFirst(name, 'Unpin');
  }
  await expect(explorer.item('Pinned collections')).toHaveCount(0);
});

test('a service that was killed leaves its tree, and heals it when it is back', async ({ workbench }) => {
  test.setTimeout(120_000);
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'e2e-'));
  const ports = { grpc: await freePort(), webapi: await freePort() };
  const first = await serve(data, ports);
  const client = connect(`127.0.0.1:${ports.grpc}`);
  await writeTable(client, 'bigdata/kept/types', [everyType]);
  client.close();
  const { explorer } = workbench;
  await workbench.openContainer('Frames');
  await explorer.collapse('Connection Local');
  await workbench.addConnection({
    address: `127.0.0.1:${ports.grpc}`,
    webApi: `http://127.0.0.1:${ports.webapi}`,
    name: 'Remote',
  });
  await explorer.expand('Connection Remote', 'Container bigdata', 'Folder kept');
  await expect(explorer.item('types, table')).toBeVisible();

  first.child.kill('SIGKILL');
  await first.exited;
  await explorer.menu('Connection Remote', 'Refresh');
  await expect(explorer.item('Connection Remote, not connected')).toBeVisible();
  await expect(explorer.item(/^Click to try again/)).toHaveCount(1);
  await expect(explorer.item('types, table')).toBeVisible();
  await workbench.screenshot('tree-stale');

  const second = await serve(data, ports);
  await expect(explorer.item('Connection Remote')).toBeVisible({ timeout: 40_000 });
  await expect(explorer.item(/^Click to try again/)).toHaveCount(0);
  await expect(explorer.item('types, table')).toBeVisible();
  await second.stop();
  fs.rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

test('a connection without web API shows what was used, and keeps what was opened', async ({
  workbench,
  host,
  client,
}) => {
  await writeTable(client, 'bigdata/unlisted/types', [everyType]);
  const { explorer, quickInput, results } = workbench;
  await workbench.openContainer('Frames');
  await explorer.collapse('Connection Local');
  await workbench.addConnection({ address: host.service.grpc, webApi: '', name: 'Unlisted' });
  await explorer.expand('Connection Unlisted');
  await expect(explorer.item('Recent collections')).toBeVisible();
  await explorer.item('types, table').filter({ hasText: 'bigdata/unlisted' }).click();
  await expect(results.count).toHaveText('3 rows');

  await explorer.click(/^Open a collection by its path/);
  await quickInput.choose('nosql');
  await quickInput.answer('bigdata/unlisted/types');
  await expect(explorer.item('Pinned collections')).toBeVisible();
  const pinned = explorer.item('types, table').first();
  await expect(pinned).toContainText('bigdata/unlisted');
  await workbench.screenshot('tree-unlisted');
});

const themes = ['Dark Modern', 'Light Modern', 'Default High Contrast'];
for (const theme of themes) {
  test.describe(theme, () => {
    test.use({ settings: { 'workbench.colorTheme': theme } });

    test('sample data fills an empty service, and the walkthrough leads there', async ({ workbench }) => {
      const { explorer, page } = workbench;
      await workbench.openContainer('Frames');
      await workbench.run('Frames: Create Sample Data');
      await expect(workbench.notifications.saying('holds sample data now')).toBeVisible({ timeout: 40_000 });
      await explorer.expand('Folder samples', 'cities, table', 'hosts, time series', /^Metrics, /);
      await expect(explorer.item('cpu, metric, float')).toBeVisible();
      await workbench.notifications.press('holds sample data now', 'Open Time Series');
      await expect(workbench.results.count).toContainText('rows');
      await expect(workbench.results.frame.getByText('last hour')).toBeVisible();
      await workbench.screenshot(`tree-samples-${themes.indexOf(theme)}`);

      // There is no room for its pictures beside the tree.
      await workbench.run('View: Toggle Primary Side Bar Visibility');
      await expect(explorer.pane).toBeHidden();
      await workbench.run('Open Walkthrough...');
      await workbench.quickInput.type('Get Started with Frames');
      await workbench.quickInput.choose('Get Started with Frames');
      await expect(page.getByRole('button', { name: /Create sample data/ }).first()).toBeVisible();
      await page
        .getByRole('button', { name: /Draw a chart/ })
        .first()
        .click();
      await workbench.screenshot(`tree-walkthrough-${themes.indexOf(theme)}`);
    });
  });
}

function* records(count: number): Generator<Frame> {
  yield frameOf({
    columns: [
      new Int64Column(
        'n',
        'integer',
        BigInt64Array.from({ length: count }, (_, i) => BigInt(i)),
      ),
    ],
  });
}

function samples(): Frame {
  const now = BigInt(Date.now()) * 1_000_000n;
  const times = BigInt64Array.from({ length: 10 }, (_, i) => now - BigInt(10 - i) * 60_000_000_000n);
  return frameOf({
    indices: [
      new Int64Column('time', 'time', times),
      new StringColumn(
        'host',
        Array.from({ length: 10 }, () => 'alpha'),
      ),
    ],
    columns: [
      new FloatColumn(
        'load',
        Float64Array.from({ length: 10 }, (_, i) => i / 2),
      ),
    ],
  });
}

async function makeFolders(webApi: string, folder: string, count: number): Promise<void> {
  const side = 50;
  for (let start = 0; start < count; start += side) {
    const names = Array.from({ length: side }, (_, i) => `f${String(start + i).padStart(4, '0')}`);
    await Promise.all(names.map((name) => fetch(`${webApi}/bigdata/${folder}/${name}/`, { method: 'PUT' })));
  }
}

/** A service of its own on given ports, ready for calls. */
async function serve(
  data: string,
  ports: { readonly grpc: number; readonly webapi: number },
): Promise<ProcessGroup> {
  const addresses = ['--grpc', `127.0.0.1:${ports.grpc}`, '--http', '127.0.0.1:0'];
  const args = [path.join(clone, 'out/service.js'), '--data', data, ...addresses];
  const group = startGroup(
    process.execPath,
    [...args, '--webapi', `127.0.0.1:${ports.webapi}`, '--stop-with-stdin'],
    { env: cleanEnvironment(), stdio: ['pipe', 'pipe', 'ignore'] },
  );
  if (group.child.stdout === null) throw new Error('no standard output');
  await once(createInterface({ input: group.child.stdout }), 'line', { signal: AbortSignal.timeout(30_000) });
  return group;
}
