import type { Locator, Page } from '@playwright/test';

/** The messages at the lower right. */
export class Notifications {
  constructor(private readonly page: Page) {}

  get all(): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item');
  }

  saying(text: string | RegExp): Locator {
    return this.all.filter({ hasText: text });
  }

  async press(text: string | RegExp, button: string): Promise<void> {
    await this.saying(text).getByRole('button', { name: button, exact: true }).click();
  }
}
