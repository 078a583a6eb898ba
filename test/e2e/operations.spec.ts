import type { FramesClient } from '../../src/frames/index';
import { expect, test } from './fixtures';
import { OperationForm } from './objects/operationForm';
import { textRows } from './tables';

async function rowsOf(client: FramesClient, query: Parameters<FramesClient['read']>[0]): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const frame of client.read(query)) rows.push(...textRows(frame));
  return rows;
}

test('a time-series table from its creation to its deletion', async ({ workbench, page, client }) => {
  const form = new OperationForm(page);
  const table = 'bigdata/forms/metrics';

  await test.step('create', async () => {
    await workbench.run('Frames: Create…');
    await expect(form.heading).toHaveText('Create');
    await form.field('Path').fill(table);
    await form.field('Rate').fill('often');
    await expect(form.problem('Rate')).toHaveText(/^Write samples per second/);
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
    await workbench.run('Frames: Write…');
    await expect(form.heading).toHaveText('Write');
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
    await workbench.run('Frames: Read…');
    await form.field('Backend').selectOption('tsdb');
    await form.field('Path').fill(table);
    await form.field('Filter').fill("os == 'linux'");
    await form.field('Start').fill('0');
    await workbench.screenshot('read');
    await form.button('Read').click();
    await expect(workbench.results.count).toHaveText('2 rows');
  });

  await test.step('delete what is in a range, after looking at it', async () => {
    await workbench.run('Frames: Delete…');
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
