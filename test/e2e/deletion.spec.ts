import { expect, test } from './fixtures';
import { OperationForm } from './objects/operationForm';
import { chooseFromMenu } from './objects/contextMenu';
import { numbers, writeTable } from './tables';

test('collections selected together are deleted after one question, and kept on Escape', async ({
  workbench,
  client,
}) => {
  for (const name of ['first', 'second', 'third']) {
    await writeTable(client, `bigdata/together/${name}`, numbers(3));
  }
  const { explorer, dialog, page, results } = workbench;
  await workbench.openContainer('Frames');
  await explorer.expand('Container bigdata', 'Folder together');
  const row = (name: string) => explorer.item(new RegExp(`^${name}, table`));
  await row('first').click();
  // A panel that comes up takes the keyboard, and closes a menu that stands open.
  await expect(results.count).toHaveText('3 rows');
  await row('second').click({ modifiers: ['Control'] });
  const ask = () => chooseFromMenu(page, row('second'), 'Delete…');

  await ask();
  await expect(dialog.box).toContainText('Delete 2 collections on Local?');
  await expect(dialog.box).toContainText('nosql bigdata/together/first: 3 rows');
  await workbench.screenshot('delete-together');
  await page.keyboard.press('Escape');
  await expect(dialog.box).toBeHidden();
  await expect(row('first')).toBeVisible();

  await ask();
  await dialog.press('Delete');
  await expect(workbench.notifications.saying('Deleted 2 collections.')).toBeVisible();
  await expect(row('first')).toBeHidden();
  await expect(row('second')).toBeHidden();
  await expect(row('third')).toBeVisible();
});

test('a call of the history is run again from its row', async ({ workbench, client, page }) => {
  const table = 'bigdata/again/letters';
  await client.create({ backend: 'stream', table, shards: 1 });
  await client.execute({ backend: 'stream', table, command: 'put', args: { data: 'alpha' } });
  const { results, dialog, notifications } = workbench;
  const form = new OperationForm(page);
  await workbench.run('Frames: History…');
  await expect(form.heading).toHaveText('History');
  await form.field('Table').fill(table);
  await form.button('Show History').click();
  await expect(workbench.tab(/^History/).last()).toBeVisible();
  await expect(results.count).toHaveText('2 rows');
  await workbench.screenshot('history');

  await results.cell(1, 1).click();
  await results.button('Run Again').click();
  await expect(dialog.box).toContainText('Execute this again on Local?');
  await expect(dialog.box).toContainText('alpha');
  await workbench.screenshot('run-again');
  await dialog.press('Execute');
  await expect(notifications.saying('Put a record into')).toBeVisible();
  const seen: number[] = [];
  const query = { backend: 'stream', table, shardId: '0', seek: 'earliest' } as const;
  for await (const frame of client.read(query)) seen.push(frame.length);
  expect(seen).toEqual([2]);
});
