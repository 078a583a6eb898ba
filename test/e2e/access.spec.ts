import { expect, test } from './fixtures';
import { everyType, writeTable } from './tables';

test('the whole way with the keyboard alone', async ({ workbench, client }) => {
  await writeTable(client, 'bigdata/keys/types', [everyType]);
  const { explorer, page, results } = workbench;
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  await workbench.run('Frames: Focus on Frames View');
  await expect(explorer.item('Container bigdata')).toBeVisible();
  // A tree without rows takes no focus.
  await workbench.run('Frames: Focus on Frames View');
  await press('Home');
  await expect(explorer.focused).toHaveAccessibleName('Connection Local');
  for (const name of ['Container bigdata', 'Folder keys', 'types, table']) {
    await explorer.walkTo(name);
    await press(name.endsWith('table') ? 'Enter' : 'ArrowRight');
  }
  await expect(results.count).toHaveText('3 rows');

  await expect(results.cell(0, 0)).toBeFocused();
  await press('ArrowDown', 'ArrowRight');
  await expect(results.cell(1, 1)).toBeFocused();
  await press('Shift+ArrowDown', 'Control+C');
  await expect.poll(() => workbench.clipboard()).toBe('""\n');
  await press('Escape', 'Enter');
  await expect(results.frame.getByRole('dialog')).toContainText('This is an empty string.');
  await press('Escape');
  await expect(results.cell(1, 1)).toBeFocused();
});

const themes = ['Dark Modern', 'Light Modern', 'Default High Contrast'];
for (const theme of themes) {
  test.describe(theme, () => {
    test.use({ settings: { 'workbench.colorTheme': theme } });

    test('the result panel keeps WCAG 2.2 AA', async ({ workbench, client }) => {
      const folder = `axe-${themes.indexOf(theme)}`;
      await writeTable(client, `bigdata/${folder}/types`, [everyType]);
      await workbench.openTable(folder, 'types');
      await expect(workbench.results.count).toHaveText('3 rows');
      await workbench.results.cell(0, 1).click();
      await workbench.screenshot(`theme-${themes.indexOf(theme)}`);
      expect(await workbench.results.violations()).toEqual([]);
    });
  });
}
