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
  /** All by default. */
  readonly only?: readonly BundleName[];
}

type BundleName = 'extension' | 'service' | 'client' | 'grpc' | 'webview';

interface Bundle {
  readonly name: BundleName;
  readonly options: esbuild.BuildOptions;
}

interface Place {
  /** Of everything that goes into a bundle besides its sources. */
  readonly key: string;
  readonly folder: string;
}

const nodeTarget = 'node20';

/** What a bundle was made of, so that an unchanged one is left alone. */
interface Receipt {
  readonly key: string;
  /** Source file, relative to the clone, to its size and modification time. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly outputs: readonly string[];
}

/** `npm run build -- [--declarations]`: with it also the types of the client library, which only a package needs. */
export async function main(args: readonly string[]): Promise<number> {
  const start = performance.now();
  const built = await build();
  if (args.includes('--declarations')) {
    const { emitDeclarations } = await import('./declarations');
    emitDeclarations();
  }
  const what = built.length === 0 ? 'Nothing to build' : `Built ${built.join(', ')}`;
  console.log(`${what} (${Math.round(performance.now() - start)} ms)`);
  return 0;
}

/** Brings the bundles in `out/` up to date; tells which ones had to be made. */
export async function build({ production = false, outFolder, only }: BuildOptions = {}): Promise<string[]> {
  const folder = outFolder ?? path.join(root, 'out');
  const key = keyOf(production);
  const receiptOf = (name: BundleName): string => path.join(folder, `.${name}.json`);
  const stale = bundles(production)
    .filter(({ name }) => only?.includes(name) ?? true)
    .filter(({ name }) => !isCurrent(readReceipt(receiptOf(name)), { key, folder }));
  await Promise.all(
    stale.map(async ({ name, options }) => {
      const before = readReceipt(receiptOf(name))?.outputs ?? [];
      const receipt = await make(options, { key, folder });
      if (!production) replaceFile(receiptOf(name), JSON.stringify(receipt, null, 1));
      // A chunk is named after its content: the one it replaces stays behind.
      const left = before.filter((file) => !receipt.outputs.includes(file));
      for (const file of left) fs.rmSync(path.join(folder, file), { force: true });
    }),
  );
  return stale.map(({ name }) => name);
}

function bundles(production: boolean): Bundle[] {
  const common: esbuild.BuildOptions = {
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    logLevel: 'warning',
    legalComments: production ? 'linked' : 'none',
    define: { 'process.env.FRAMES_VERSION': JSON.stringify(manifest.version) },
  };
  const node = (name: string, entryPoints: Readonly<Record<string, string>>): esbuild.BuildOptions => ({
    ...common,
    entryPoints,
    platform: 'node',
    // What is imported lazily becomes a file of its own, so that VS Code does not parse the client when a window opens.
    // esbuild splits only modules of this format; `toCommonJs` makes them what VS Code loads.
    format: 'esm',
    splitting: true,
    chunkNames: `${name}-[name]-[hash]`,
    plugins: [grpcApart],
    target: nodeTarget,
    sourcemap: production ? false : 'inline',
    // Less to read when a window opens. Names stay: they are what a stack in a log tells.
    minifySyntax: true,
    minifyWhitespace: true,
    external: ['vscode', 'keytar', '@duckdb/*'],
  });
  const browser: esbuild.BuildOptions = {
    ...common,
    platform: 'browser',
    format: 'iife',
    target: 'chrome120',
    sourcemap: production ? false : 'linked',
    minify: true,
  };
  const grpc: esbuild.BuildOptions = {
    ...common,
    entryPoints: { grpc: '@grpc/grpc-js' },
    platform: 'node',
    format: 'cjs',
    target: nodeTarget,
    minify: production,
  };
  return [
    { name: 'extension', options: node('extension', { extension: 'src/extension.ts' }) },
    {
      name: 'service',
      options: node('service', {
        service: 'src/service/main.ts',
        'frames-service': 'src/service/command.ts',
      }),
    },
    // The client library, which others install as `frames-vscode/client`.
    { name: 'client', options: node('client', { client: 'src/frames/index.ts' }) },
    { name: 'grpc', options: grpc },
    {
      name: 'webview',
      options: {
        ...browser,
        entryPoints: Object.fromEntries(webviews().map((name) => [name, `webview/${name}/main.ts`])),
        entryNames: 'webview/[name]',
      },
    },
  ];
}

/**
 * Of a CommonJS package that is imported lazily esbuild's chunks export nothing but `default`. As a file of its own
 * it is loaded by Node, which finds the names.
 */
const grpcApart: esbuild.Plugin = {
  name: 'grpc-apart',
  setup(build) {
    build.onResolve({ filter: /^@grpc\/grpc-js$/ }, () => ({ path: './grpc.js', external: true }));
  },
};

function webviews(): string[] {
  const folder = path.join(root, 'webview');
  return fs.readdirSync(folder).filter((name) => fs.existsSync(path.join(folder, name, 'main.ts')));
}

async function make(options: esbuild.BuildOptions, { key, folder }: Place): Promise<Receipt> {
  // Taken before: a file saved while esbuild runs makes the bundle stale, not current.
  const started = Date.now();
  const { outputFiles = [], metafile } = await run({ ...options, outdir: folder });
  const files =
    options.format === 'esm' ? (await Promise.all(outputFiles.map(toCommonJs))).flat() : outputFiles;
  for (const { path: file, contents } of files) replaceFile(file, contents);
  const inputs: Record<string, string> = {};
  for (const file of Object.keys(metafile?.inputs ?? {})) {
    if (file.includes('node_modules/')) continue;
    const stats = fs.statSync(path.join(root, file));
    inputs[file] = stats.mtimeMs < started ? stampOf(stats) : 'changed while building';
  }
  return { key, inputs, outputs: files.map(({ path: file }) => path.relative(folder, file)) };
}

async function run(options: esbuild.BuildOptions): Promise<esbuild.BuildResult> {
  try {
    return await esbuild.build(options);
  } catch (error) {
    // esbuild has printed what is wrong, and where.
    throw new Refusal('The sources could not be built.', { cause: error });
  }
}

interface OutputFile {
  readonly path: string;
  readonly contents: string | Uint8Array;
}

async function toCommonJs(output: esbuild.OutputFile): Promise<OutputFile[]> {
  if (!output.path.endsWith('.js')) return [output];
  // A source map inside the text is read, and carried on into the new one.
  const { code, map } = await esbuild.transform(output.text, {
    format: 'cjs',
    platform: 'node',
    target: nodeTarget,
    minifyWhitespace: true,
    // With `import()` Node would search all of a bundle for the names of its exports before it runs it.
    supported: { 'dynamic-import': false },
    sourcemap: output.text.includes('//# sourceMappingURL=data:') ? 'external' : false,
  });
  if (map === '') return [{ path: output.path, contents: code }];
  const mapFile = `${output.path}.map`;
  return [
    { path: output.path, contents: `${code}//# sourceMappingURL=${path.basename(mapFile)}\n` },
    { path: mapFile, contents: map },
  ];
}

function isCurrent(receipt: Receipt | undefined, { key, folder }: Place): boolean {
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

function readReceipt(file: string): Receipt | undefined {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as Receipt;
  } catch {
    return undefined;
  }
}

/** In one step, so that a service or an editor that starts meanwhile never loads half a file. */
function replaceFile(file: string, contents: string | Uint8Array): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const aside = `${file}.${process.pid}`;
  fs.writeFileSync(aside, contents);
  fs.renameSync(aside, file);
}
