import axe from 'axe-core';
import type { FrameLocator, Page } from '@playwright/test';

/** The document of the extension in the visible webview. */
export class WebviewPage {
  readonly frame: FrameLocator;

  constructor(page: Page) {
    this.frame = page.frameLocator('iframe.webview.ready:visible').frameLocator('iframe#active-frame');
  }

  /** Whether keys go to it. */
  hasFocus(): Promise<boolean> {
    return this.frame.locator('body').evaluate(() => document.hasFocus());
  }

  /** Breaches of WCAG 2.2 A and AA in the page, as text. */
  async violations(): Promise<string[]> {
    const body = await this.frame.locator('body').elementHandle();
    const frame = await body.ownerFrame();
    if (!frame) throw new Error('There is no webview.');
    await frame.evaluate(axe.source);
    const { violations, passes } = await frame.evaluate(
      (runOnly) => (globalThis as unknown as { axe: typeof axe }).axe.run(document, { runOnly }),
      ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    );
    if (passes.length === 0) throw new Error('axe looked at nothing.');
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
  }
}
