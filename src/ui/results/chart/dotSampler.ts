import type { Point } from './lineSampler';

/** Of one number by another, the places that are told apart where there are too many rows. */
const pointPlaces = { columns: 100, rows: 40 };

/** How far an axis reaches. */
export class Extent {
  least = Infinity;
  greatest = -Infinity;

  add(value: number): void {
    if (!Number.isFinite(value)) return;
    if (value < this.least) this.least = value;
    if (value > this.greatest) this.greatest = value;
  }

  /** In [0, places). */
  placeOf(value: number, places: number): number {
    const span = this.greatest - this.least;
    return span === 0 ? 0 : Math.min(places - 1, Math.floor(((value - this.least) / span) * places));
  }
}

/** Of many points at one place the first stands for all. */
export class DotSampler {
  count = 0;
  private readonly kept: Point[] = [];
  private readonly taken = new Set<number>();

  constructor(
    private readonly xExtent: Extent,
    private readonly yExtent: Extent,
    private readonly isDense: boolean,
  ) {}

  add(x: number, y: number): void {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return;
    this.count++;
    if (this.isDense) {
      const { columns, rows } = pointPlaces;
      const place = this.xExtent.placeOf(x, columns) * rows + this.yExtent.placeOf(y, rows);
      if (this.taken.has(place)) return;
      this.taken.add(place);
    }
    this.kept.push({ x, y });
  }

  points(): readonly Point[] {
    return this.kept;
  }
}
