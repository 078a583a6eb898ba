import axe from 'axe-core';
import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test';

/** The document of the extension in the visible webview. */
export class ResultPanel {
  readonly frame: FrameLocator;

  constructor(page: Page) {
    this.frame = page.frameLocator('iframe.webview.ready:visible').frameLocator('iframe#active-frame');
  }

  get grid(): Locator {
    return this.frame.getByRole('grid');
  }

  /** How many rows there are, as far as is known. */
  get count(): Locator {
    return this.frame.getByTestId('row-count');
  }

  get bar(): Locator {
    return this.frame.locator('.status-bar');
  }

  button(name: string): Locator {
    return this.frame.getByRole('button', { name });
  }

  /** Headers by the place of their column; the first column of the grid numbers the rows. */
  header(column: number): Locator {
    return this.grid.locator(`[role="columnheader"][aria-colindex="${column + 2}"]`);
  }

  /** Cells by row and column, from 0; only those in view exist. */
  cell(row: number, column: number): Locator {
    return this.row(row).locator(`[role="gridcell"][aria-colindex="${column + 2}"]`);
  }

  row(index: number): Locator {
    // The headers are the first row.
    return this.grid.locator(`[role="row"][aria-rowindex="${index + 2}"]`);
  }

  /** Name and type of every column in view, in order. */
  columns(): Promise<string[]> {
    return inOrder(this.grid.locator('[role="columnheader"]:not([aria-colindex="1"])'));
  }

  /** The texts of the first rows. */
  async rows(count: number): Promise<string[][]> {
    const rows: string[][] = [];
    for (let row = 0; row < count; row++) {
      await expect(this.cell(row, 0)).not.toHaveText('');
      rows.push(await inOrder(this.row(row).getByRole('gridcell')));
    }
    return rows;
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

/** Elements are recycled, so that their order in the document means nothing. */
function inOrder(elements: Locator): Promise<string[]> {
  return elements.evaluateAll((found) =>
    found
      .map((each) => ({
        place: Number(each.getAttribute('aria-colindex')),
        texts: [...each.querySelectorAll('.column-name, .column-dtype')].map(
          ({ textContent }) => textContent,
        ),
        text: each.textContent,
      }))
      .sort((a, b) => a.place - b.place)
      .map(({ texts, text }) => (texts.length > 0 ? texts.join(' ') : text)),
  );
}
