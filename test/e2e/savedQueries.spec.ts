import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from './fixtures';
import { QueryEditor } from './objects/queryEditor';
import { everyType, writeTable } from './tables';

// What is being typed is not saved before the test says so; a save that overtakes a renaming is VS Code's own affair.
test.use({ settings: { 'files.autoSave': 'off' } });

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

test('a query stays on its connection, and keeps what was typed, when it is saved, renamed and moved', async ({
  workbench,
  host,
  page,
}) => {
  test.setTimeout(180_000);
  const folder = path.join(host.workspace, '.frames', 'queries');
  fs.mkdirSync(path.join(folder, 'shelf'), { recursive: true });
  const twin = path.join(host.workspace, 'twin.fsql');
  for (const file of [path.join(folder, 'shelf/renamed.fsql'), twin]) fs.rmSync(file, { force: true });
  const { explorer, quickInput } = workbench;
  const editor = new QueryEditor(page);
  const choose = async (name: string): Promise<void> => {
    await workbench.run('Frames: Choose Connection of Query…');
    await quickInput.choose(name);
    await expect(editor.lens(name)).toHaveCount(1);
  };
  const runsOn = async (tab: RegExp, name: string): Promise<void> => {
    await expect(workbench.tab(tab)).toHaveAttribute('aria-selected', 'true');
    await expect(editor.lens(name)).toHaveCount(1);
  };
  await workbench.openContainer('Frames');
  await workbench.addConnection({ address: host.service.grpc, webApi: host.service.webapi, name: 'Prod' });
  await workbench.openSection('Queries');
  await workbench.run('Frames: New Query');
  await expect(editor.lens('Copy as Python')).toHaveCount(1);
  await editor.replace("SELECT * FROM nosql.'bigdata/nowhere'\n");
  await choose('Prod');

  await test.step('while the next ones run elsewhere', async () => {
    await workbench.run('Frames: New Query');
    await choose('Local');
    await workbench.run('View: Close Editor');
    await workbench.dialog.press("Don't Save");
  });
  await test.step('saved with Save As', async () => {
    await workbench.run('File: Save As');
    await expect(quickInput.box).toHaveValue(/fsql$/);
    await quickInput.type(path.join(folder, 'kept.fsql'));
    // The dialogue looks at the folder first, and takes no answer meanwhile.
    await quickInput.rows('shelf').waitFor();
    await expect(async () => {
      await page.keyboard.press('Enter');
      await expect(quickInput.widget).toBeHidden({ timeout: 2_000 });
    }).toPass({ timeout: 20_000 });
    await runsOn(/^kept.fsql/, 'Prod');
    await workbench.screenshot('saved-as');
  });
  await test.step('renamed while it is being changed', async () => {
    await page.keyboard.press('Control+End');
    await editor.type('-- more');
    await explorer.menu(/^kept/, 'Rename…');
    await quickInput.answer('renamed');
    await runsOn(/^renamed.fsql/, 'Prod');
    await expect.poll(() => editor.text()).toContain('-- more');
  });
  await test.step('moved', async () => {
    await explorer.menu(/^renamed/, 'Move…');
    await quickInput.choose('shelf');
    await expect.poll(() => fs.existsSync(path.join(folder, 'shelf/renamed.fsql'))).toBe(true);
    await runsOn(/^renamed.fsql/, 'Prod');
    await expect.poll(() => editor.text()).toContain('-- more');
    await page.keyboard.press('Control+S');
    await expect
      .poll(() => fs.readFileSync(path.join(folder, 'shelf/renamed.fsql'), 'utf8'))
      .toContain('-- more');
  });
  await test.step('but not one of the same words that is saved where it stands', async () => {
    fs.copyFileSync(path.join(folder, 'shelf/renamed.fsql'), twin);
    await workbench.openFile('twin.fsql');
    await runsOn(/^twin.fsql/, 'Local');
    await page.keyboard.press('Control+End');
    await editor.type('  ');
    await page.keyboard.press('Control+S');
    await expect.poll(() => fs.readFileSync(twin, 'utf8')).toMatch(/ {2}$/);
  });
  await test.step('and in the next window', async () => {
    await workbench.reload();
    await runsOn(/^twin.fsql/, 'Local');
    await workbench.tab(/^renamed.fsql/).click();
    await runsOn(/^renamed.fsql/, 'Prod');
    await workbench.screenshot('saved-as-reloaded');
  });
});
