import axe from 'axe-core';
import type { FrameLocator, Locator, Page } from '@playwright/test';

/** The form of an operation in the visible webview. */
export class OperationForm {
  readonly frame: FrameLocator;

  constructor(page: Page) {
    this.frame = page.frameLocator('iframe.webview.ready:visible').frameLocator('iframe#active-frame');
  }

  get heading(): Locator {
    return this.frame.getByRole('heading', { level: 1 });
  }

  /** A line, an area, a choice or a flag, by its label. */
  field(label: string): Locator {
    return this.frame
      .getByLabel(label, { exact: true })
      .or(this.frame.getByLabel(`${label} (required)`, { exact: true }));
  }

  /** What is said to be wrong with a field. */
  problem(label: string): Locator {
    return this.frame
      .locator('.field')
      .filter({ has: this.frame.locator('.label > span:first-child').getByText(label, { exact: true }) })
      .locator('.problem');
  }

  get python(): Locator {
    return this.frame.getByLabel('Python code');
  }

  get note(): Locator {
    return this.frame.locator('.note');
  }

  get status(): Locator {
    return this.frame.getByRole('status');
  }

  get failure(): Locator {
    return this.frame.getByRole('alert');
  }

  button(name: string): Locator {
    return this.frame.getByRole('button', { name, exact: true });
  }

  /** A cell of the rows, from 0; row -1 holds the names. */
  cell(row: number, column: number): Locator {
    return this.frame.locator(`input[data-place="${row} ${column}"]`);
  }

  /** Breaches of WCAG 2.2 A and AA in the form, as text. */
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
