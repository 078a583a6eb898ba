import type { Disposable, Uri, WebviewPanel } from 'vscode';
import type { KeptState } from '../../protocol/messages';
import type { Reporter } from '../reporter';
import type { ResultOpening } from './resultOpening';
import { ResultPanel } from './resultPanel';

export interface ResultPanelsParts {
  readonly extensionUri: Uri;
  readonly reporter: Reporter;
  /** Rows before a read over a connection pauses. */
  readonly rowCap: (connectionId: string | undefined) => number;
  /** Another panel is in front, or none, or it changed its ways. */
  readonly onActive?: (panel: ResultPanel | undefined) => void;
}

/** The open result panels, one for each key. */
export class ResultPanels implements Disposable {
  private readonly panels = new Map<string, ResultPanel>();
  private pinned = 0;

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
   * Takes back a panel that a window had when it was closed or reloaded; it offers to read again.
   * @param reopening makes an opening from the origin of another; undefined where that cannot be
   */
  restore(
    restored: WebviewPanel,
    state: unknown,
    reopening: (origin: unknown) => ResultOpening | undefined,
  ): void {
    const { origin } = (state ?? {}) as Partial<KeptState<unknown>>;
    const opening = reopening(origin);
    // The user may have opened the same anew before looking at the old tab.
    const present = opening && this.panels.get(opening.key);
    if (opening && !present) this.add(opening, new ResultPanel({ ...this.parts, opening, restored }));
    else restored.dispose();
    present?.reveal();
  }

  /** Keeps the panel in front as it is: what opens under its key from now on opens in another one. */
  pin(): void {
    const [key, panel] = [...this.panels].find(([, { isActive }]) => isActive) ?? [];
    if (key === undefined || panel?.isPreview !== true) return;
    panel.pin();
    this.panels.delete(key);
    this.panels.set(`${key} pinned ${++this.pinned}`, panel);
    this.told();
  }

  private add({ key }: ResultOpening, panel: ResultPanel): ResultPanel {
    this.panels.set(key, panel);
    panel.onDidChangeActive(() => this.told());
    panel.onDidDispose(() => {
      for (const [present, each] of this.panels) if (each === panel) this.panels.delete(present);
      this.told();
    });
    this.told();
    return panel;
  }

  /** Tells the menus over the tab. */
  private told(): void {
    this.parts.onActive?.(this.active);
  }

  dispose(): void {
    for (const panel of [...this.panels.values()]) panel.dispose();
  }
}
