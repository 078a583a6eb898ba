import axe from 'axe-core';
import type { FrameLocator, Locator, Page } from '@playwright/test';

/** The document of the extension in the visible webview. */
export class ResultPanel {
  readonly frame: FrameLocator;

  constructor(page: Page) {
    this.frame = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  get grid(): Locator {
    return this.frame.getByRole('grid');
  }

  get headers(): Locator {
    return this.grid.getByRole('columnheader');
  }

  /** A row by its place among all rows, counted from 0; only visible ones exist. */
  row(index: number): Locator {
    // The row of headers is the first one.
    return this.grid.locator(`[role="row"][aria-rowindex="${index + 2}"]`);
  }

  button(name: string | RegExp): Locator {
    return this.frame.getByRole('button', { name });
  }

  /** Breaches of WCAG 2.2 A and AA in the panel, as text. */
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
