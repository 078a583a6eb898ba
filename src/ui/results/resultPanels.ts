import { window, type Disposable, type Uri, type WebviewPanel } from 'vscode';
import type { KeptState } from '../../protocol/messages';
import { resultPanelType } from '../ids';
import type { Reporter } from '../reporter';
import type { ResultOpening } from './resultOpening';
import { ResultPanel } from './resultPanel';

export interface ResultPanelsParts {
  readonly extensionUri: Uri;
  readonly reporter: Reporter;
  /** Rows before a read over a connection pauses. */
  readonly rowCap: (connectionId: string | undefined) => number;
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
    return this.add(opening, new ResultPanel({ ...this.parts, opening }));
  }

  /**
   * Takes back the panels that a window had when it was closed or reloaded; each offers to read again.
   * @param reopening makes an opening from the origin of another; undefined where that cannot be
   */
  restore(reopening: (origin: unknown) => ResultOpening | undefined): Disposable {
    return window.registerWebviewPanelSerializer(resultPanelType, {
      deserializeWebviewPanel: (restored: WebviewPanel, state: unknown): Promise<void> => {
        const { origin } = (state ?? {}) as Partial<KeptState<unknown>>;
        const opening = reopening(origin);
        // The user may have opened the same anew before looking at the old tab.
        const present = opening && this.panels.get(opening.key);
        if (opening && !present) this.add(opening, new ResultPanel({ ...this.parts, opening, restored }));
        else restored.dispose();
        present?.reveal();
        return Promise.resolve();
      },
    });
  }

  private add({ key }: ResultOpening, panel: ResultPanel): ResultPanel {
    this.panels.set(key, panel);
    panel.onDidDispose(() => this.panels.delete(key));
    return panel;
  }

  dispose(): void {
    for (const panel of [...this.panels.values()]) panel.dispose();
  }
}
