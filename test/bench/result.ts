/** One comparison, as it is printed and kept. */
export interface BenchResult {
  readonly name: string;
  /** The least of all rounds. */
  readonly ours: number;
  readonly peer: number;
  /** How the two compare, as the target means it. */
  readonly ratio: number;
  readonly target: string;
  readonly met: boolean;
  /** Of `ours` and `peer`. */
  readonly unit: string;
}
