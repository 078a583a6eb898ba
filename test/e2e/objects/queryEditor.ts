import { expect, type Locator, type Page } from '@playwright/test';

/** The text editor of a query file. */
export class QueryEditor {
  constructor(private readonly page: Page) {}

  get element(): Locator {
    return this.page.locator('.editor-instance .monaco-editor[data-uri]').first();
  }

  get suggestions(): Locator {
    return this.page.locator('.suggest-widget.visible');
  }

  get hover(): Locator {
    return this.page.locator('.monaco-hover:not(.hidden) .hover-contents, .monaco-hover .hover-row').first();
  }

  /** What stands over the statements, in the order of the lines. */
  lens(title: string | RegExp): Locator {
    return this.element.locator('.codelens-decoration a').filter({ hasText: title });
  }

  /** Lines in view; spaces are as they are written. */
  async text(): Promise<string> {
    const lines = await this.element.locator('.view-line').evaluateAll((found) =>
      found
        .map((line) => ({ top: line.getBoundingClientRect().top, text: line.textContent }))
        .sort((a, b) => a.top - b.top)
        .map(({ text }) => text.replaceAll('\u00a0', ' ')),
    );
    return lines.join('\n');
  }

  /** Types as a user does, without what the editor would add by itself. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text, { delay: 15 });
  }

  /** Replaces the whole text. */
  async replace(text: string): Promise<void> {
    await this.page.keyboard.press('Control+A');
    if (text === '') await this.page.keyboard.press('Delete');
    else await this.page.keyboard.insertText(text);
    await this.page.keyboard.press('Escape');
  }

  /** Takes the highlighted suggestion once it is the one that is meant. */
  async accept(label: string): Promise<void> {
    const focused = this.suggestions.locator('.monaco-list-row.focused');
    await expect(focused).toContainText(label);
    await this.page.keyboard.press('Enter');
    // The list of what may come next can follow at once.
    await expect.poll(async () => (await focused.allTextContents()).join()).not.toContain(label);
  }
}
