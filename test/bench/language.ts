import { diagnose } from '../../src/language/fsql/problems/diagnose';
import { readDocument, updateDocument } from '../../src/language/fsql/document';
import type { Known, KnownTable } from '../../src/language/fsql/known/known';
import { runAlone, type BenchResult } from './result';

const statements = 2000;
const rounds = 30;
const limit = 50;

/** What a keystroke in a query file of 10,000 lines costs: reading and diagnosing it. The peer is reading it all anew. */
export function languageBench(): Promise<BenchResult[]> {
  const text = Array.from(
    { length: statements },
    (_, index) =>
      `-- @step 5m\nselect avg(cpu), max(mem) as m${index}\nfrom 'metrics/t'\nwhere host = 'a' and os = 'linux';\n\n`,
  ).join('');
  const nowMs = BigInt(Date.now());
  const middle = text.indexOf('avg', text.length / 2);
  let document = readDocument(text);
  diagnose(document, known, nowMs);
  let [ours, peer] = [Infinity, Infinity];
  for (let round = 0; round < rounds; round++) {
    const changed = `${text.slice(0, middle)}${'x'.repeat(1 + (round % 9))}${text.slice(middle)}`;
    const start = performance.now();
    document = updateDocument(document, changed);
    diagnose(document, known, nowMs);
    const between = performance.now();
    readDocument(changed);
    ours = Math.min(ours, between - start);
    peer = Math.min(peer, performance.now() - between);
  }
  return Promise.resolve([
    {
      name: 'a keystroke in a query file of 10,000 lines, beside reading it all',
      ours,
      peer,
      ratio: ours / peer,
      target: `at most ${limit} ms`,
      met: ours <= limit,
      unit: 'ms',
    },
  ]);
}

const table: KnownTable = {
  columns: [
    { name: 'cpu', type: 'float', role: 'metric' },
    { name: 'mem', type: 'float', role: 'metric' },
    { name: 'host', type: 'string', role: 'label' },
    { name: 'os', type: 'string', role: 'label' },
  ],
};

const known: Known = {
  connections: () => [],
  lacksConnection: () => false,
  isOpen: () => true,
  containers: () => [],
  tables: () => [{ backend: 'tsdb', path: 'metrics/t' }],
  table: () => table,
};

runAlone(__filename, languageBench);
