import { expect, type Locator } from '@playwright/test';
import { WebviewPage } from './webviewPage';

/** The document of the extension in the visible webview. */
export class ResultPanel extends WebviewPage {
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
