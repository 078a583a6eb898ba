import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { build } from '../../src/dev/build';
import { root } from '../../src/dev/paths';
import type { BenchResult } from './result';

const rounds = 15;
const limit = 5;

/**
 * Runs in a process of its own, with those modules of Node that every extension host has loaded long before. `vscode`
 * is there, and answers nothing, as nothing asks it before activation.
 */
const script = `
  for (const name of ['http', 'child_process', 'fs/promises']) require('node:' + name);
  const Module = require('node:module');
  const load = Module._load;
  const anything = new Proxy(class {}, { get: (target, key) => (key in target ? target[key] : anything) });
  Module._load = function (name, ...rest) { return name === 'vscode' ? anything : load.call(this, name, ...rest); };
  const file = process.argv[1];
  const start = performance.now();
  require(file);
  console.log(performance.now() - start);
`;

/** What the extension costs every window that opens: requiring its bundle. The peer is our package.json. */
export async function activationBench(): Promise<BenchResult[]> {
  await build();
  const time = (file: string): number =>
    Number(execFileSync(process.execPath, ['-e', script, file], { encoding: 'utf8' }));
  const [ours, peer] = [path.join(root, 'out/extension.js'), path.join(root, 'package.json')].map((file) =>
    Math.min(...Array.from({ length: rounds }, () => time(file))),
  ) as [number, number];
  return [
    {
      name: "require of the extension's bundle, beside package.json",
      ours,
      peer,
      ratio: ours / peer,
      target: `at most ${limit} ms`,
      met: ours <= limit,
      unit: 'ms',
    },
  ];
}
