import { FramesError } from '../../wire/errors';
import { cancelled } from './cancelled';
import type { Change } from './storage';

/** A change in which several works run, one after another. */
export interface SharedChange extends Change {
  /** Of the work that is running: ends what it does. */
  signal: AbortSignal | undefined;
}

/** A transaction that has begun. */
export interface OpenTransaction {
  readonly change: SharedChange;
  commit(): Promise<void>;
  rollBack(): Promise<void>;
}

/** A commit costs as much as many small works: those that wait go into one, up to this time after it has begun. */
const mostMilliseconds = 50;

interface Waiting {
  readonly signal: AbortSignal | undefined;
  /** Does the work, and keeps its result until it is durable. */
  run(change: Change): Promise<void>;
  done(): void;
  fail(error: unknown): void;
}

/** How far a transaction came; without an error, all works in it are durable. */
interface Attempt {
  readonly works: readonly Waiting[];
  /** The last of the works met it, or the commit of all of them. */
  readonly failure?: { readonly error: unknown; readonly at: 'work' | 'commit' };
}

/**
 * Runs works one after another in the order of asking, as many in one transaction as are waiting. A caller hears of its
 * work when the commit that holds it is through. If one fails, the transaction is rolled back as a whole; the works before
 * the failed one go into the next transaction, and the failed one has then one of its own, as if it had come alone.
 */
export class SharedCommits {
  private readonly waiting: Waiting[] = [];
  private running: Promise<void> | undefined;
  private closed = false;

  constructor(private readonly begin: () => Promise<OpenTransaction>) {}

  run<T>(work: (change: Change) => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (this.closed) return Promise.reject(isClosed());
    return new Promise((resolve, reject) => {
      let result: T;
      this.waiting.push({
        signal,
        run: async (change) => {
          result = await work(change);
        },
        done: () => resolve(result),
        fail: reject,
      });
      this.running ??= this.runWaiting();
    });
  }

  /** Takes no more works, and waits for those that it has. */
  async close(): Promise<void> {
    this.closed = true;
    await this.running;
  }

  private async runWaiting(): Promise<void> {
    while (this.waiting.length > 0) await this.runTogether(() => this.waiting.shift());
    this.running = undefined;
  }

  private async runTogether(next: () => Waiting | undefined): Promise<void> {
    const { works, failure } = await this.attempt(next);
    if (failure === undefined) return;
    const last = works.at(-1);
    if (last === undefined || works.length === 1) {
      last?.fail(last.signal?.aborted ? cancelled('write') : failure.error);
      return;
    }
    // Nobody knows which of them a commit failed for: each has its own.
    if (failure.at === 'commit') for (const work of works) await this.runTogether(only([work]));
    else {
      const before = works.slice(0, -1);
      while (before.length > 0) await this.runTogether(() => before.shift());
      await this.runTogether(only([last]));
    }
  }

  private async attempt(next: () => Waiting | undefined): Promise<Attempt> {
    const works: Waiting[] = [];
    let transaction: OpenTransaction | undefined;
    let at: 'work' | 'commit' = 'work';
    const end = performance.now() + mostMilliseconds;
    try {
      for (let work = next(); work !== undefined; work = performance.now() < end ? next() : undefined) {
        if (work.signal?.aborted) {
          work.fail(cancelled('write'));
          continue;
        }
        works.push(work);
        transaction ??= await this.begin();
        transaction.change.signal = work.signal;
        await work.run(transaction.change);
      }
      at = 'commit';
      await transaction?.commit();
    } catch (error) {
      await transaction?.rollBack();
      return { works, failure: { error, at } };
    }
    for (const work of works) work.done();
    return { works };
  }
}

function only(works: Waiting[]): () => Waiting | undefined {
  return () => works.shift();
}

function isClosed(): FramesError {
  return new FramesError({ code: 'unavailable', detail: 'the data folder is closed' });
}
