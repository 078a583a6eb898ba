import type { Locator } from '@playwright/test';
import { WebviewPage } from './webviewPage';

/** The form of an operation in the visible webview. */
export class OperationForm extends WebviewPage {
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
}
