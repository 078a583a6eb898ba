import { isCancellation } from '../report';

/** Milliseconds before something that could not be loaded is tried again by itself. */
const failureAge = 10_000;

export interface RememberedOptions<T> {
  /** `publish` shows a part while the rest is still on its way. */
  readonly load: (signal: AbortSignal, publish: (part: T) => void) => Promise<T>;
  /** Milliseconds after which it is loaded again; what was known is given meanwhile. */
  readonly maxAge: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** What is known changed, or it became known that it cannot be known. */
  readonly onChange: () => void;
}

/** Something that is loaded in the background when it is first looked at, and again when it has become old. */
export class Remembered<T> {
  private known: T | undefined;
  private until = -Infinity;
  private loading: { readonly abort: AbortController; readonly done: Promise<void> } | undefined;
  private error: unknown;

  constructor(private readonly options: RememberedOptions<T>) {}

  /** What is known now; a load begins where that is nothing, or old. */
  get value(): T | undefined {
    if (this.loading === undefined && this.options.now() >= this.until) this.load();
    return this.known;
  }

  /** What is known now, without asking for more. */
  get peek(): T | undefined {
    return this.known;
  }

  /** Whether all of it is known, as of the last load; then what is not in it does not exist. */
  get isCurrent(): boolean {
    return this.known !== undefined && this.loading === undefined && this.options.now() < this.until;
  }

  /** Why the last load failed. */
  get failure(): unknown {
    return this.error;
  }

  /** Resolves when nothing is being loaded. Never rejects. */
  async settled(): Promise<void> {
    while (this.loading) await this.loading.done;
  }

  /** What is known is wrong from now on; the next look loads. */
  forget(): void {
    this.loading?.abort.abort();
    this.loading = undefined;
    this.known = undefined;
    this.error = undefined;
    this.until = -Infinity;
  }

  /** What is known may have changed; it is given until the next look has loaded it again. */
  outdate(): void {
    this.loading?.abort.abort();
    this.loading = undefined;
    this.until = -Infinity;
  }

  /** Changes what is known. A load that is under way may have looked before, and begins anew with the next look. */
  amend(change: (known: T) => T): void {
    if (this.loading) this.outdate();
    if (this.known !== undefined) this.known = change(this.known);
  }

  private load(): void {
    const abort = new AbortController();
    const { load, maxAge, now, onChange } = this.options;
    const isOurs = (): boolean => this.loading?.abort === abort;
    const publish = (part: T): void => {
      if (!isOurs()) return;
      this.known = part;
      onChange();
    };
    const run = async (): Promise<void> => {
      try {
        const value = await load(abort.signal, publish);
        if (!isOurs()) return;
        this.known = value;
        this.error = undefined;
        this.until = now() + maxAge;
      } catch (error) {
        if (!isOurs()) return;
        this.error = isCancellation(error) ? undefined : error;
        this.until = now() + failureAge;
      }
      this.loading = undefined;
      onChange();
    };
    // Begins in a later turn, when `loading` stands.
    const done = Promise.resolve().then(run);
    this.loading = { abort, done };
  }
}
