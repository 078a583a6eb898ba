import { expect, type Locator, type Page } from '@playwright/test';

/** The menu that stands open. */
export function contextMenu(page: Page): Locator {
  return page.locator('.monaco-menu');
}

/**
 * Chooses an entry of a context menu. A click right after the menu has opened is swallowed, and one beside a tooltip that comes up
 * may open none, hence the repetitions.
 */
export async function chooseFromMenu(page: Page, target: Locator, entry: string): Promise<void> {
  const row = contextMenu(page).locator('.action-item').filter({ hasText: entry });
  await expect(async () => {
    if (!(await row.isVisible())) await target.click({ button: 'right' });
    await row.waitFor({ timeout: 3_000 });
  }).toPass({ timeout: 20_000 });
  await expect(async () => {
    if (await row.isVisible()) await row.click({ delay: 50, timeout: 1_000 });
    await expect(row).toBeHidden({ timeout: 500 });
  }).toPass();
}
