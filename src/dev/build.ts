import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import * as esbuild from 'esbuild';
import { manifest, root } from './paths';
import { Refusal } from './refusal';

export interface BuildOptions {
  /** Minified and without source maps, as it ships. */
  readonly production?: boolean;
  readonly outFolder?: string;
  /** Names of bundles as in `bundles()`; all by default. */
  readonly only?: readonly string[];
}

interface Bundle {
  readonly name: string;
  readonly options: esbuild.BuildOptions;
}

/** What a bundle was made of, so that an unchanged one is left alone. */
interface Receipt {
  readonly key: string;
  /** Source file, relative to the clone, to its size and modification time. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly outputs: readonly string[];
}

export async function main(): Promise<number> {
  const start = performance.now();
  const built = await build();
  const what = built.length === 0 ? 'Nothing to build' : `Built ${built.join(', ')}`;
  console.log(`${what} (${Math.round(performance.now() - start)} ms)`);
  return 0;
}

/** Brings the bundles in `out/` up to date; tells which ones had to be made. */
export async function build({ production = false, outFolder, only }: BuildOptions = {}): Promise<string[]> {
  const folder = outFolder ?? path.join(root, 'out');
  const receiptFile = path.join(folder, '.receipts.json');
  const receipts = readReceipts(receiptFile);
  const key = keyOf(production);
  const stale = bundles(production)
    .filter(({ name }) => only?.includes(name) ?? true)
    .filter(({ name }) => !isCurrent(receipts[name], { key, folder }));
  await Promise.all(
    stale.map(async ({ name, options }) => {
      receipts[name] = await make(options, { key, folder });
    }),
  );
  if (stale.length > 0 && !production) replaceFile(receiptFile, JSON.stringify(receipts, null, 1));
  return stale.map(({ name }) => name);
}

function bundles(production: boolean): Bundle[] {
  const common: esbuild.BuildOptions = {
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    logLevel: 'warning',
    sourcemap: production ? false : 'linked',
    legalComments: production ? 'linked' : 'none',
    define: { 'process.env.FRAMES_VERSION': JSON.stringify(manifest.version) },
  };
  const node: esbuild.BuildOptions = {
    ...common,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    minify: production,
    keepNames: true,
    external: ['vscode', 'keytar', '@duckdb/*'],
    plugins: [grpcApart],
  };
  const browser: esbuild.BuildOptions = {
    ...common,
    platform: 'browser',
    format: 'iife',
    target: 'chrome120',
    minify: true,
  };
  return [
    { name: 'extension', options: { ...node, entryPoints: ['src/extension.ts'], outfile: 'extension.js' } },
    { name: 'service', options: { ...node, entryPoints: ['src/service/main.ts'], outfile: 'service.js' } },
    {
      name: 'grpc',
      options: {
        ...node,
        plugins: [],
        stdin: { contents: `module.exports = require('@grpc/grpc-js');`, resolveDir: root },
        outfile: 'grpc.js',
      },
    },
    ...webviews().map((name) => ({
      name: `webview/${name}`,
      options: { ...browser, entryPoints: [`webview/${name}/main.ts`], outfile: `webview/${name}.js` },
    })),
  ];
}

function webviews(): string[] {
  const folder = path.join(root, 'webview');
  return fs.readdirSync(folder).filter((name) => fs.existsSync(path.join(folder, name, 'main.ts')));
}

/**
 * gRPC is by far the largest part of the extension and is needed only once something connects. A bundle of its own
 * keeps it out of what VS Code parses when a window opens; the service shares it.
 */
const grpcApart: esbuild.Plugin = {
  name: 'grpc-apart',
  setup(build) {
    build.onResolve({ filter: /^@grpc\/grpc-js$/ }, () => ({ path: './grpc.js', external: true }));
  },
};

async function make(
  options: esbuild.BuildOptions,
  { key, folder }: { readonly key: string; readonly folder: string },
): Promise<Receipt> {
  const outfile = path.join(folder, options.outfile ?? '');
  // Taken before: a file saved while esbuild runs makes the bundle stale, not current.
  const started = Date.now();
  const result = await esbuild.build({ ...options, outfile }).catch((error: unknown) => {
    // esbuild has printed what is wrong, and where.
    throw new Refusal(`${path.relative(root, outfile)} could not be built.`, { cause: error });
  });
  const outputs = result.outputFiles ?? [];
  for (const { path: file, contents } of outputs) replaceFile(file, contents);
  const inputs: Record<string, string> = {};
  for (const file of Object.keys(result.metafile?.inputs ?? {})) {
    if (file.includes('node_modules/') || file.startsWith('<')) continue;
    const stats = fs.statSync(path.join(root, file));
    inputs[file] = stats.mtimeMs < started ? stampOf(stats) : 'changed while building';
  }
  return { key, inputs, outputs: outputs.map(({ path: file }) => path.relative(folder, file)) };
}

function isCurrent(
  receipt: Receipt | undefined,
  { key, folder }: { readonly key: string; readonly folder: string },
): boolean {
  return (
    receipt?.key === key &&
    receipt.outputs.every((file) => fs.existsSync(path.join(folder, file))) &&
    Object.entries(receipt.inputs).every(([file, stamp]) => {
      const stats = fs.statSync(path.join(root, file), { throwIfNoEntry: false });
      return stats !== undefined && stampOf(stats) === stamp;
    })
  );
}

function stampOf(stats: fs.Stats): string {
  return `${stats.size} ${stats.mtimeMs}`;
}

/** Everything that goes into each bundle besides its own sources. Packages change only with the lock file. */
function keyOf(production: boolean): string {
  const hash = createHash('sha256').update(`${production} ${manifest.version} `);
  for (const file of ['src/dev/build.ts', 'package-lock.json', 'tsconfig.json']) {
    hash.update(fs.readFileSync(path.join(root, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

function readReceipts(file: string): Record<string, Receipt> {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, Receipt>;
  } catch {
    return {};
  }
}

/** In one step, so that a service or an editor that starts meanwhile never loads half a file. */
function replaceFile(file: string, contents: string | Uint8Array): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const aside = `${file}.${process.pid}`;
  fs.writeFileSync(aside, contents);
  fs.renameSync(aside, file);
}
