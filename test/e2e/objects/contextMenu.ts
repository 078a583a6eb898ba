import { expect, type Locator, type Page } from '@playwright/test';

/** Chooses an entry of a context menu. A click right after the menu has opened is swallowed, hence the repetition. */
export async function chooseFromMenu(page: Page, target: Locator, entry: string): Promise<void> {
  await target.click({ button: 'right' });
  const row = page.locator('.monaco-menu .action-item').filter({ hasText: entry });
  await row.waitFor();
  await expect(async () => {
    if (await row.isVisible()) await row.click({ delay: 50, timeout: 1_000 });
    await expect(row).toBeHidden({ timeout: 500 });
  }).toPass();
}
