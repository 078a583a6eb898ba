import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Improvement } from './deliberateImprovements';

/**
 * Cases of time series that the service answers better. The answers are long: they are kept beside the recordings, a line for
 * each case.
 */
export const tsdbImprovements = readFileSync(
  join(__dirname, '../../fixtures/conformance/tsdbImprovements.jsonl'),
  'utf8',
)
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Improvement);
