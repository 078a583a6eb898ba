import { expect, vi } from 'vitest';

type Listener<T> = (event: T) => void;

class Emitter<T = void> {
  private readonly listeners = new Set<Listener<T>>();
  readonly event = (listener: Listener<T>) => {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  };
  fire(event: T): void {
    for (const listener of [...this.listeners]) listener(event);
  }
}

/** An input box or quick pick as VS Code's extension host makes it: what was shown hides once, when it goes away. */
export class QuickInputStandIn {
  title = '';
  prompt = '';
  placeholder = '';
  value = '';
  items: readonly { readonly label: string }[] = [];
  activeItems: readonly { readonly label: string }[] = [];
  private isShown = false;
  private readonly changed = new Emitter<string>();
  private readonly accepted = new Emitter();
  private readonly hidden = new Emitter();
  readonly onDidChangeValue = this.changed.event;
  readonly onDidAccept = this.accepted.event;
  readonly onDidHide = this.hidden.event;
  readonly onDidTriggerButton = new Emitter().event;

  constructor(private readonly shown: QuickInputStandIn[]) {}

  show(): void {
    this.isShown = true;
    this.shown.push(this);
  }

  /** What Escape does. */
  hide(): void {
    if (!this.isShown) return;
    this.isShown = false;
    this.shown.splice(this.shown.indexOf(this), 1);
    this.hidden.fire();
  }

  dispose(): void {
    this.hide();
  }

  type(text: string): void {
    this.value = text;
    this.changed.fire(text);
    this.accepted.fire();
  }

  choose(label: string): void {
    const item = this.items.find((candidate) => candidate.label === label);
    if (item === undefined)
      throw new Error(`there is no ${label} among the choices of "${this.placeholder}"`);
    this.activeItems = [item];
    this.accepted.fire();
  }
}

/** The part of `window` that asks, and what it asks at the moment. */
export class QuickInputs {
  private readonly shown: QuickInputStandIn[] = [];
  readonly createInputBox = () => new QuickInputStandIn(this.shown);
  readonly createQuickPick = () => new QuickInputStandIn(this.shown);

  get isEmpty(): boolean {
    return this.shown.length === 0;
  }

  /** Waits until something is asked in such words. */
  asking(words: string): Promise<QuickInputStandIn> {
    return vi.waitFor(() => {
      const asked = this.shown.at(-1);
      expect(`${asked?.prompt ?? ''}${asked?.placeholder ?? ''}`).toContain(words);
      if (asked === undefined) throw new Error('nothing is asked');
      return asked;
    });
  }
}
