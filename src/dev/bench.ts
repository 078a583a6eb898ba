import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as esbuild from 'esbuild';
import { activationBench } from '../../test/bench/activation';
import { chartBench } from '../../test/bench/chart';
import type { codecBench } from '../../test/bench/codec';
import { gridBench } from '../../test/bench/grid';
import { languageBench } from '../../test/bench/language';
import { printed, type BenchResult } from '../../test/bench/result';
import { serviceAggregatesBench } from '../../test/bench/serviceAggregates';
import { serviceScanBench } from '../../test/bench/serviceScan';
import { serviceSharingBench } from '../../test/bench/serviceSharing';
import { serviceThroughputBench } from '../../test/bench/serviceThroughput';
import { root } from './paths';
import { Refusal } from './refusal';

const suites: Readonly<Record<string, () => Promise<BenchResult[]>>> = {
  codec: shippedCodecBench,
  throughput: () => serviceThroughputBench(),
  aggregates: serviceAggregatesBench,
  sharing: serviceSharingBench,
  scan: serviceScanBench,
  grid: gridBench,
  chart: chartBench,
  language: languageBench,
  activation: activationBench,
};

/** The codec as it ships: bundled, where a constant of another module is a plain variable. */
async function shippedCodecBench(): Promise<BenchResult[]> {
  const bundle = path.join(root, 'out', 'bench', 'codec.js');
  await esbuild.build({
    entryPoints: [path.join(root, 'test', 'bench', 'codec.ts')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
  });
  const bundled = createRequire(bundle)(bundle) as { readonly codecBench: typeof codecBench };
  return bundled.codecBench();
}

/** `npm run bench`, or `npm run bench -- codec grid`: measures, prints, and keeps the numbers as JSON. */
export async function main(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !(name in suites));
  if (unknown.length > 0) throw new Refusal(`Usage: npm run bench -- [${Object.keys(suites).join('|')}]…`);
  exposeGarbageCollector();
  const results: BenchResult[] = [];
  for (const [name, run] of Object.entries(suites)) {
    if (names.length > 0 && !names.includes(name)) continue;
    console.log(`\n── ${name}`);
    const measured = await run();
    for (const result of measured) console.log(printed(result));
    results.push(...measured);
  }
  const file = path.join(root, 'test-results', 'bench.json');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const machine = `${os.cpus()[0]?.model ?? 'unknown'}, ${os.cpus().length} processors, Node ${process.version}`;
  fs.writeFileSync(
    file,
    `${JSON.stringify({ time: new Date().toISOString(), machine, results }, null, 2)}\n`,
  );
  console.log(`\nWritten to ${path.relative(root, file)}`);
  return results.every(({ met }) => met) ? 0 : 1;
}

/** The suites call it between rounds, so that none pays for what another left behind. */
function exposeGarbageCollector(): void {
  setFlagsFromString('--expose-gc');
  globalThis.gc = runInNewContext('gc') as NodeJS.GCFunction;
}
