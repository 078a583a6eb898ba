import type { Point } from './lineSampler';

/** The mean of the numbers of each category, or how many rows it has. */
export class BarMeans {
  count = 0;
  private readonly sums: number[] = [];
  private readonly counts: number[] = [];

  /** @param isCounting whether rows are counted; each adds its number then */
  constructor(private readonly isCounting: boolean) {}

  add(category: number, y: number): void {
    if (category < 0 || !Number.isFinite(y)) return;
    this.count++;
    this.sums[category] = (this.sums[category] ?? 0) + y;
    this.counts[category] = (this.counts[category] ?? 0) + 1;
  }

  points(): readonly Point[] {
    return this.sums
      .map((sum, x) => ({ x, y: this.isCounting ? sum : sum / (this.counts[x] ?? 1) }))
      .filter(Boolean);
  }
}
