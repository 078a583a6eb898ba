import { expect, type Locator, type Page } from '@playwright/test';

/** Command palette, quick pick and input box, which are one widget. */
export class QuickInput {
  constructor(private readonly page: Page) {}

  get widget(): Locator {
    return this.page.locator('.quick-input-widget:visible');
  }

  get box(): Locator {
    return this.widget.locator('input.input');
  }

  rows(text: string | RegExp): Locator {
    return this.widget.locator('.monaco-list-row').filter({ hasText: text });
  }

  /** The row that Enter takes. */
  get focused(): Locator {
    return this.widget.locator('.monaco-list-row.focused');
  }

  async type(text: string): Promise<void> {
    await this.box.fill(text);
  }

  /** Answers one question, and waits until the next one stands there, or none. */
  async answer(text: string): Promise<void> {
    await this.type(text);
    const asked = await this.prompt();
    await this.page.keyboard.press('Enter');
    await expect.poll(() => this.prompt()).not.toBe(asked);
  }

  /** What is asked; empty when nothing is. */
  private async prompt(): Promise<string> {
    const [text] = await this.widget.allInnerTexts();
    return text ?? '';
  }

  /** Waits until the next question stands there, or none: what is typed too early answers the one before. */
  async choose(text: string | RegExp): Promise<void> {
    await this.rows(text).first().waitFor();
    const asked = await this.prompt();
    await this.rows(text).first().click();
    await expect.poll(() => this.prompt()).not.toBe(asked);
  }

  /** A palette opened before the extension host has reported its commands does not refresh; it is opened again. */
  async runCommand(title: string): Promise<void> {
    await expect(async () => {
      await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('F1');
      await this.box.fill(`>${title}`, { timeout: 2_000 });
      const focused = this.widget.locator('.monaco-list-row.focused');
      // The palette sorts by name: a longer one that holds the words may come first.
      await this.rows(title).first().waitFor({ timeout: 2_000 });
      for (let step = 0; step < 5 && (await focused.filter({ hasText: title }).count()) === 0; step++) {
        await this.page.keyboard.press('ArrowDown');
      }
      await expect(focused.filter({ hasText: title })).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 20_000 });
    await this.page.keyboard.press('Enter');
    // A command that asks something at once takes over the widget, which then never disappears.
    await this.page.waitForFunction(() => {
      const widget = document.querySelector<HTMLElement>('.quick-input-widget');
      const shown = widget !== null && widget.style.display !== 'none';
      return !shown || widget.querySelector<HTMLInputElement>('input.input')?.value.startsWith('>') !== true;
    });
  }
}
