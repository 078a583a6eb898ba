import type { Outcome } from './cases';

/** A recorded case that the service answers better than the original did, and why. */
export interface Improvement {
  readonly id: string;
  readonly reason: string;
  /** The better answers, by number of the step from 0; every other step answers what was recorded. */
  readonly answers: Readonly<Record<number, Outcome>>;
}

export const deliberateImprovements: readonly Improvement[] = [];
