import { expect, type Locator, type Page } from '@playwright/test';

/** A modal question. */
export class Dialog {
  constructor(private readonly page: Page) {}

  get box(): Locator {
    return this.page.locator('.monaco-dialog-box');
  }

  /** Waits until the question is answered. */
  async press(button: string): Promise<void> {
    const answer = this.box.getByRole('button', { name: button, exact: true });
    await answer.waitFor();
    const asked = await this.words();
    // A click right after the question has come is lost now and then.
    await expect(async () => {
      if ((await this.words()) === asked) await answer.click({ timeout: 2_000 });
      await expect.poll(() => this.words(), { timeout: 2_000 }).not.toBe(asked);
    }).toPass({ timeout: 20_000 });
  }

  /** Empty when nothing is asked. */
  private async words(): Promise<string> {
    const [text] = await this.box.allInnerTexts();
    return text ?? '';
  }
}
