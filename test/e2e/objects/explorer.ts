import { expect, type Locator, type Page } from '@playwright/test';

/** The tree of connections. */
export class Explorer {
  constructor(private readonly page: Page) {}

  get pane(): Locator {
    return this.page.locator('.pane-body');
  }

  item(name: string | RegExp): Locator {
    return this.pane.getByRole('treeitem', { name });
  }

  /** Opens each item in turn, outermost first; one that is open stays open. */
  async expand(...names: readonly (string | RegExp)[]): Promise<void> {
    for (const name of names) {
      const item = this.item(name).first();
      await item.waitFor();
      if ((await item.getAttribute('aria-expanded')) === 'false') {
        await item.locator('.monaco-tl-twistie').click();
      }
      await expect(item).toHaveAttribute('aria-expanded', 'true');
    }
  }

  async click(name: string | RegExp): Promise<void> {
    await this.item(name).first().click();
  }

  /** Chooses an entry of an item's context menu. A click right after it has opened is swallowed, hence the repetition. */
  async menu(name: string | RegExp, entry: string): Promise<void> {
    await this.item(name).first().click({ button: 'right' });
    const row = this.page.locator('.monaco-menu .action-item').filter({ hasText: entry });
    await row.waitFor();
    await expect(async () => {
      if (await row.isVisible()) await row.click({ delay: 50, timeout: 1_000 });
      await expect(row).toBeHidden({ timeout: 500 });
    }).toPass();
  }
}
