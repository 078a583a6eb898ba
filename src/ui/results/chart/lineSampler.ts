/** A point, or with a y of NaN a gap. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A distance of so many usual ones between neighbours is a gap; of fewer where a cell between them is empty. */
const usualDistancesOfGap = 5;
const usualDistancesOfHole = 1.5;
/** Distances that tell what is usual. */
const mostDistances = 512;

/**
 * One line of however many samples, drawn with a few: of those that share a place on the axis only the least and the
 * greatest can be seen, so only these are kept. What is missing stays missing.
 */
export class LineSampler {
  /** Samples that have a value. */
  count = 0;
  private readonly least: Float64Array;
  private readonly leastX: Float64Array;
  private readonly greatest: Float64Array;
  private readonly greatestX: Float64Array;
  private readonly firstX: Float64Array;
  private readonly lastX: Float64Array;
  /** Places where a cell was empty. */
  private readonly isEmpty: Uint8Array;
  private readonly distances: number[] = [];
  private previousX = NaN;

  /** @param places how many are told apart from `from` to `to`, both inclusive */
  constructor(
    private readonly from: number,
    private readonly to: number,
    private readonly places: number,
  ) {
    const numbers = (): Float64Array => new Float64Array(places).fill(NaN);
    [this.least, this.leastX, this.greatest, this.greatestX] = [numbers(), numbers(), numbers(), numbers()];
    [this.firstX, this.lastX] = [numbers(), numbers()];
    this.isEmpty = new Uint8Array(places);
  }

  add(x: number, y: number): void {
    const span = this.to - this.from;
    const place =
      span === 0 ? 0 : Math.min(this.places - 1, Math.floor(((x - this.from) / span) * this.places));
    if (!(place >= 0)) return;
    if (!Number.isFinite(y)) {
      this.isEmpty[place] = 1;
      return;
    }
    // Between samples alone: a metric that is measured less often than the ones beside it has empty cells without a gap.
    if (this.distances.length < mostDistances && x > this.previousX) this.distances.push(x - this.previousX);
    this.previousX = x;
    this.count++;
    if (!(y >= (this.least[place] ?? NaN))) {
      this.least[place] = y;
      this.leastX[place] = x;
    }
    if (!(y <= (this.greatest[place] ?? NaN))) {
      this.greatest[place] = y;
      this.greatestX[place] = x;
    }
    if (!(x >= (this.firstX[place] ?? NaN))) this.firstX[place] = x;
    if (!(x <= (this.lastX[place] ?? NaN))) this.lastX[place] = x;
  }

  /** Ascending by x. @param joined so many neighbouring places count as one */
  points(joined = 1): Point[] {
    const points: Point[] = [];
    const usual = this.usualDistance();
    let lastX = NaN;
    let isHole = false;
    for (let start = 0; start < this.places; start += joined) {
      const group = this.group(start, Math.min(this.places, start + joined));
      if (group === undefined) {
        isHole ||= this.isEmpty.subarray(start, start + joined).includes(1);
        continue;
      }
      const { least, greatest, firstX } = group;
      const widest = usual * (isHole ? usualDistancesOfHole : usualDistancesOfGap);
      if (points.length > 0 && firstX - lastX > widest) points.push({ x: (lastX + firstX) / 2, y: NaN });
      isHole = false;
      lastX = group.lastX;
      if (least.x === greatest.x) points.push(least);
      else if (least.x < greatest.x) points.push(least, greatest);
      else points.push(greatest, least);
    }
    return points;
  }

  private group(
    start: number,
    end: number,
  ): { least: Point; greatest: Point; firstX: number; lastX: number } | undefined {
    let least: Point | undefined;
    let greatest: Point | undefined;
    let firstX = Infinity;
    let lastX = -Infinity;
    for (let place = start; place < end; place++) {
      const low = this.least[place] ?? NaN;
      if (Number.isNaN(low)) continue;
      const high = this.greatest[place] ?? NaN;
      if (least === undefined || low < least.y) least = { x: this.leastX[place] ?? NaN, y: low };
      if (greatest === undefined || high > greatest.y)
        greatest = { x: this.greatestX[place] ?? NaN, y: high };
      firstX = Math.min(firstX, this.firstX[place] ?? NaN);
      lastX = Math.max(lastX, this.lastX[place] ?? NaN);
    }
    return least === undefined || greatest === undefined ? undefined : { least, greatest, firstX, lastX };
  }

  private usualDistance(): number {
    const sorted = [...this.distances].sort((a, b) => a - b);
    return sorted[sorted.length >> 1] ?? Infinity;
  }
}
