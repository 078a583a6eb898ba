import type { Disposable, Uri } from 'vscode';
import type { Logger } from '../logger';
import type { ResultOpening } from './resultOpening';
import { ResultPanel } from './resultPanel';

export type { FailureAction, ResultOpening } from './resultOpening';

export interface ResultPanelsParts {
  readonly extensionUri: Uri;
  readonly logger: Logger;
  /** Rows before a read pauses. */
  readonly rowCap: () => number;
}

/** The open result panels, one for each key. */
export class ResultPanels implements Disposable {
  private readonly panels = new Map<string, ResultPanel>();

  constructor(private readonly parts: ResultPanelsParts) {}

  /** The panel in front, if a result is. */
  get active(): ResultPanel | undefined {
    return [...this.panels.values()].find((panel) => panel.isActive);
  }

  /** Shows a result: in the panel that has its key already, which then reads again, or in a new one. */
  open(opening: ResultOpening): ResultPanel {
    const present = this.panels.get(opening.key);
    if (present) {
      present.reopen(opening);
      return present;
    }
    const panel = new ResultPanel({ ...this.parts, opening });
    this.panels.set(opening.key, panel);
    panel.onDidDispose(() => this.panels.delete(opening.key));
    return panel;
  }

  dispose(): void {
    for (const panel of [...this.panels.values()]) panel.dispose();
  }
}
