import type { AttributeValue } from '../../../../src/language/expression/value';

/** A small generator of repeatable randomness (mulberry32); print the seed when a test fails. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function item(attributes: Record<string, AttributeValue>): Map<string, AttributeValue> {
  return new Map(Object.entries(attributes));
}

export function at(seconds: number, nanos = 0): { nanos: bigint } {
  return { nanos: BigInt(seconds) * 1_000_000_000n + BigInt(nanos) };
}

/** What a call throws; undefined if it does not. */
export function failureOf(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  return undefined;
}
