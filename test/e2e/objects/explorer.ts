import { expect, type Locator, type Page } from '@playwright/test';
import { chooseFromMenu } from './contextMenu';
import { setExpanded } from './setExpanded';

/** The tree of connections. */
export class Explorer {
  constructor(private readonly page: Page) {}

  get pane(): Locator {
    return this.page.locator('.pane-body');
  }

  /** By what is said of it: `Container bigdata`, `movies, table`. */
  item(name: string | RegExp): Locator {
    return this.pane.getByRole('treeitem', { name, exact: true });
  }

  /** The row that has the keyboard. */
  get focused(): Locator {
    return this.pane.locator(
      '.monaco-list.element-focused .monaco-list-row.focused, .monaco-list:focus .monaco-list-row.focused',
    );
  }

  /** Presses the down key until a row has the keyboard. */
  async walkTo(name: string): Promise<void> {
    await expect(this.item(name)).toBeVisible();
    const most = 100;
    for (let step = 0; step < most; step++) {
      if ((await this.focused.getAttribute('aria-label')) === name) return;
      await this.page.keyboard.press('ArrowDown');
    }
    throw new Error(`The down key does not lead to ${name}.`);
  }

  async collapse(name: string): Promise<void> {
    const item = this.item(name);
    await setExpanded(item, false, { by: item.locator('.monaco-tl-twistie') });
  }

  /** Opens each item in turn, outermost first; one that is open, or that the extension opens meanwhile, stays open. */
  async expand(...names: readonly (string | RegExp)[]): Promise<void> {
    for (const name of names) {
      const item = this.item(name).first();
      await setExpanded(item, true, { by: item.locator('.monaco-tl-twistie') });
    }
  }

  async click(name: string | RegExp): Promise<void> {
    await this.item(name).first().click();
  }

  /** Of the first of several items of one name: that of a group. */
  async menuOfFirst(name: string | RegExp, entry: string): Promise<void> {
    await chooseFromMenu(this.page, this.item(name).first(), entry);
  }

  /** Chooses an entry of an item's context menu. */
  async menu(name: string | RegExp, entry: string): Promise<void> {
    await chooseFromMenu(this.page, this.item(name), entry);
  }
}
