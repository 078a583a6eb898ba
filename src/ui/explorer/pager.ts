/** Takes a long sequence page by page. */
export class Pager<T> {
  private readonly items: AsyncIterator<T>;
  /** Pulled, but not handed out: the proof that there is more. */
  private held: T | undefined;
  private isHolding = false;

  constructor(sequence: AsyncIterable<T>) {
    this.items = sequence[Symbol.asyncIterator]();
  }

  /** Whether the last page was not the end. */
  get hasMore(): boolean {
    return this.isHolding;
  }

  /** The next `size` items, or what is left of them. */
  async page(size: number): Promise<readonly T[]> {
    const page: T[] = [];
    if (this.isHolding) page.push(this.held as T);
    this.isHolding = false;
    for (;;) {
      const next = await this.items.next();
      if (next.done) return page;
      if (page.length === size) {
        this.held = next.value;
        this.isHolding = true;
        return page;
      }
      page.push(next.value);
    }
  }
}
