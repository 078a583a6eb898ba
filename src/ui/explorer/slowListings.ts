import { setTimeout as sleep } from 'node:timers/promises';
import type { Listing } from './listing';
import type { ParentNode } from './node';

/** Milliseconds before a note says that a listing is under way. */
const patience = 500;

/**
 * Milliseconds between two tellings that a slow listing is there, and how many there are at most. VS Code forgets a change that
 * it is told of while it still draws the note: it is told again until it asks.
 */
const tellEvery = 300;
const tellAtMost = 10;

/** VS Code draws nothing of a tree while one part of it is waited for: a note stands for a listing that takes long. */
export class SlowListings {
  /** Listings that a note stands for meanwhile. */
  private readonly slow = new WeakSet<Promise<Listing>>();
  /** Nodes below which the tree shows such a note. */
  private readonly noted = new Set<string>();

  /** @param onListed what a note stood for is there now: the tree should ask again */
  constructor(private readonly onListed: (parent: ParentNode) => void) {}

  /** The listing if it comes soon; undefined when a note has to stand for it. @param listed never rejects */
  async soon(parent: ParentNode, listed: Promise<Listing>): Promise<Listing | undefined> {
    const timer = new AbortController();
    const late = sleep(patience, undefined, { signal: timer.signal }).catch(() => undefined);
    const listing = await Promise.race([listed, late]);
    timer.abort();
    if (listing) {
      this.noted.delete(parent.id);
      return listing;
    }
    this.noted.add(parent.id);
    this.tellWhenListed(parent, listed);
    return undefined;
  }

  private tellWhenListed(parent: ParentNode, listed: Promise<Listing>): void {
    if (this.slow.has(listed)) return;
    this.slow.add(listed);
    listed.then(
      () => this.tellUntilAsked(parent, tellAtMost),
      // Every failure is a listing.
      () => undefined,
    );
  }

  private tellUntilAsked(parent: ParentNode, times: number): void {
    if (times === 0 || !this.noted.has(parent.id)) return;
    this.onListed(parent);
    setTimeout(() => this.tellUntilAsked(parent, times - 1), tellEvery);
  }
}
