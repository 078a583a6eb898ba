import path from 'node:path';
import { root } from './paths';
import { askedToEnd, cleanEnvironment, startGroup } from './processGroup';
import { Refusal } from './refusal';

/** What only shows after long: the tests that `npm test` runs for a while, with the counts of test/soak/counts.ts. */
const tests: Readonly<Record<string, string>> = {
  kills: 'test/wire/killed.test.ts',
  noise: 'test/wire/hostileInputNoise.test.ts',
};

/** `npm run soak`: everything; `npm run soak -- kills`: the named ones. */
export async function main(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !Object.hasOwn(tests, name));
  if (unknown.length > 0) throw new Refusal(`Usage: npm run soak -- [${Object.keys(tests).join('|')}]…`);
  const files = Object.entries(tests).flatMap(([name, file]) =>
    names.length === 0 || names.includes(name) ? [file] : [],
  );
  const program = process.platform === 'win32' ? 'vitest.cmd' : 'vitest';
  // One after another: each is to have the machine for itself.
  const args = ['run', '--project', 'wire', '--no-file-parallelism', ...files];
  const group = startGroup(path.join(root, 'node_modules/.bin', program), args, {
    cwd: root,
    env: cleanEnvironment({ FRAMES_SOAK: '1', VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true' }),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const exit = await Promise.race([group.exited, askedToEnd()]);
  await group.stop();
  return typeof exit === 'string' ? 1 : (exit.code ?? 1);
}
