import { setImmediate } from 'node:timers/promises';

/** For so long work may have the event loop to itself; what is a step of it takes its own time on top. */
const mostMilliseconds = 8;

/** Steps of `each` between two looks at the clock. */
const stepsPerLook = 1024;

/** Long work on the event loop that gives others their turn now and then. */
export class Turns {
  private end = performance.now() + mostMilliseconds;

  /** Between two steps of the work. @returns undefined while it may go on, which costs less than a promise */
  pass(): Promise<void> | undefined {
    return performance.now() < this.end ? undefined : this.next();
  }

  /** Takes a small step for each number from 0 to `count`, exclusive. */
  async each(count: number, step: (index: number) => void): Promise<void> {
    for (let index = 0; index < count; index++) {
      step(index);
      if (index % stepsPerLook === stepsPerLook - 1) await this.pass();
    }
  }

  private async next(): Promise<void> {
    await setImmediate();
    this.end = performance.now() + mostMilliseconds;
  }
}
