import path from 'node:path';

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

/** A result as a line of text. */
export function printed({ name, ours, peer, ratio, target, met, unit }: BenchResult): string {
  const numbers = `${short(ours)} ${unit} beside ${short(peer)} ${unit}, ratio ${short(ratio)}`;
  return `${met ? '✓' : '✗'} ${name}: ${numbers} (${target})`;
}

function short(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 3 });
}

/** Measures and prints when the file is what was started: `npx tsx test/bench/x.ts`. */
export function runAlone(file: string, bench: () => Promise<BenchResult[]>): void {
  if (process.argv[1] === undefined || path.resolve(process.argv[1]) !== file) return;
  bench().then(
    (results) => {
      for (const result of results) console.log(printed(result));
    },
    (error: unknown) => {
      console.error(error);
      process.exitCode = 1;
    },
  );
}
