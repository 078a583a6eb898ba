import { transform } from 'esbuild';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build } from '../../src/dev/build';
import { emitDeclarations } from '../../src/dev/declarations';
import { root } from '../../src/dev/paths';
import { certificateOf } from './certificate';
import { startService } from './serviceProcess';

const run = promisify(execFile);
const page = readFileSync(join(root, 'src/frames/README.md'), 'utf8');

interface Example {
  readonly code: string;
  /** What it prints. */
  readonly output: string;
}

const examples: readonly Example[] = [
  ...page.matchAll(/^```ts\n(.*?)^```\n(?:\n^```text\n(.*?)^```\n)?/gms),
].map(([, code = '', output = '']) => ({ code, output }));

/** Between the outputs of two examples. */
const border = '--- next example ---';

let place: string;

beforeAll(async () => {
  await build({ only: ['client', 'grpc'] });
  emitDeclarations();
  place = await mkdtemp(join(tmpdir(), 'frames-client-'));
  const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', place], {
    cwd: root,
  });
  await run('tar', ['xzf', stdout.trim()], { cwd: place });
  await mkdir(join(place, 'node_modules/@types'), { recursive: true });
  await symlink('../package', join(place, 'node_modules/frames-vscode'));
  for (const types of ['@types/node', 'undici-types']) {
    await symlink(join(root, 'node_modules', types), join(place, 'node_modules', types));
  }
  await writeFile(join(place, 'package.json'), '{"type":"module"}');
  await writeFile(join(place, 'ca.pem'), certificateOf({ name: 'an authority' }).cert);
}, 120_000);

afterAll(() => rm(place, { recursive: true }));

/** The examples as one program: what one of them names, later ones know. */
function programOf(address: string): string {
  return examples
    .map(({ code }, i) => (i === 0 ? code : `console.log(${JSON.stringify(border)});\n${code}`))
    .join('')
    .replaceAll('framesd:8081', address);
}

describe('the examples of the client library', () => {
  it.each(['grpc', 'http'] as const)('print what they say over %s', async (protocol) => {
    const service = await startService();
    try {
      const { code } = await transform(programOf(service.ready[protocol]), { loader: 'ts', format: 'esm' });
      const file = join(place, `${protocol}.js`);
      await writeFile(file, code);
      const { stdout, stderr } = await run(process.execPath, [file], { cwd: place });
      expect(stderr).toBe('');
      const outputs = stdout.split(`${border}\n`);
      expect(outputs.map((output, i) => ({ code: examples[i]?.code, output }))).toEqual(examples);
    } finally {
      await service.stop();
    }
  });

  it('fit the types that the package brings, for both kinds of modules', async () => {
    for (const [name, module, moduleResolution] of [
      ['bundled.ts', ts.ModuleKind.ESNext, ts.ModuleResolutionKind.Bundler],
      ['node.mts', ts.ModuleKind.NodeNext, ts.ModuleResolutionKind.NodeNext],
    ] as const) {
      const file = join(place, name);
      await writeFile(file, programOf('framesd:8081'));
      const program = ts.createProgram([file], {
        module,
        moduleResolution,
        target: ts.ScriptTarget.ES2023,
        types: ['node'],
        typeRoots: [join(place, 'node_modules/@types')],
        strict: true,
        exactOptionalPropertyTypes: true,
        noEmit: true,
      });
      const problems = ts
        .getPreEmitDiagnostics(program)
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
      expect(problems).toEqual([]);
      expect(program.getSourceFiles().some((source) => source.fileName.endsWith('frames/index.d.ts'))).toBe(
        true,
      );
    }
  }, 60_000);

  it('can be required too, and name every call', async () => {
    const script = "const { connect } = require('frames-vscode/client'); console.log(typeof connect)";
    const { stdout } = await run(process.execPath, ['-e', script], { cwd: place });
    expect(stdout).toBe('function\n');
    for (const call of ['create', 'write', 'read', 'delete', 'execute', 'history', 'version']) {
      expect(page).toContain(`client.${call}(`);
    }
  });
});
