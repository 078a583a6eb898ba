import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from './fixtures';
import { QueryEditor } from './objects/queryEditor';
import { everyType, writeTable } from './tables';

test('a saved query is renamed, moved, copied and deleted, and one that ran is saved', async ({
  workbench,
  client,
  host,
  page,
}) => {
  await writeTable(client, 'bigdata/savedQueries/types', [everyType]);
  const folder = path.join(host.workspace, '.frames', 'queries');
  fs.mkdirSync(path.join(folder, 'archive'), { recursive: true });
  const text = "-- @connection Local\n\nSELECT *\nFROM nosql.'bigdata/savedQueries/types';\n";
  fs.writeFileSync(path.join(folder, 'first.fsql'), text);
  const there = (name: string): boolean => fs.existsSync(path.join(folder, name));
  const { explorer, quickInput, results } = workbench;
  await workbench.openContainer('Frames');
  await workbench.openSection('Queries');

  await test.step('run from the view', async () => {
    await explorer.menu(/^first/, 'Run');
    await expect(results.count).toHaveText('3 rows');
  });
  await test.step('renamed, and moved to a folder', async () => {
    // A click shows the text and leaves the keyboard in the view.
    await explorer.click(/^first/);
    await expect(workbench.tab(/first.fsql/)).toHaveAttribute('aria-selected', 'true');
    await expect(explorer.focused).toHaveAttribute('aria-label', /^first/);
    await page.keyboard.press('F2');
    await expect(quickInput.widget).toContainText('Rename first');
    await quickInput.answer('second');
    await expect.poll(() => there('second.fsql') && !there('first.fsql')).toBe(true);
    await explorer.menu(/^second/, 'Move…');
    await quickInput.choose('archive');
    await expect.poll(() => there('archive/second.fsql') && !there('second.fsql')).toBe(true);
    expect(fs.readFileSync(path.join(folder, 'archive/second.fsql'), 'utf8')).toBe(text);
  });
  await test.step('copied as text', async () => {
    await explorer.expand(/^archive/);
    await explorer.menu(/^second/, 'Copy Text');
    await expect.poll(() => workbench.clipboard()).toBe(text);
  });
  await test.step('folded', async () => {
    await explorer.menu(/^second/, 'Open');
    const editor = new QueryEditor(page);
    await expect.poll(() => editor.text()).toContain('FROM');
    await workbench.run('Fold All');
    await expect.poll(() => editor.text()).not.toContain('FROM');
    await workbench.run('Unfold All');
    await expect.poll(() => editor.text()).toContain('FROM');
  });
  await test.step('deleted after a question', async () => {
    await explorer.click(/^second/);
    await expect(explorer.focused).toHaveAttribute('aria-label', /^second/);
    await page.keyboard.press('Delete');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Delete|Move to/ })
      .first()
      .click();
    await expect.poll(() => there('archive/second.fsql')).toBe(false);
  });
  await test.step('what ran is saved from the recent queries', async () => {
    await workbench.openSection('Recent Queries');
    await explorer.menu(/SELECT \*/, 'Save Query…');
    await quickInput.answer('again');
    await expect.poll(() => there('again.fsql')).toBe(true);
    expect(fs.readFileSync(path.join(folder, 'again.fsql'), 'utf8')).toContain(
      "FROM nosql.'bigdata/savedQueries/types'",
    );
    await workbench.screenshot('saved-queries');
  });
});
