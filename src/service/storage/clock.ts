/** Hands out modification times: nanoseconds since the epoch, each later than any before. */
export class Clock {
  private last = 0n;

  /** Takes `count` consecutive times and returns the first. */
  take(count = 1): bigint {
    const now = BigInt(Date.now()) * 1_000_000n;
    const first = now > this.last ? now : this.last + 1n;
    this.last = first + BigInt(count) - 1n;
    return first;
  }
}
