import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { build } from './build';
import { npm } from './npm';
import { manifest, root } from './paths';
import { Refusal } from './refusal';

/** Where an extension of its own is needed, since the native packages differ: VS Code's name, npm's names. */
const targets: Readonly<Record<string, Target>> = {
  'linux-x64': { os: 'linux', cpu: 'x64', libc: 'glibc' },
  'linux-arm64': { os: 'linux', cpu: 'arm64', libc: 'glibc' },
  'alpine-x64': { os: 'linux', cpu: 'x64', libc: 'musl' },
  'alpine-arm64': { os: 'linux', cpu: 'arm64', libc: 'musl' },
  'darwin-x64': { os: 'darwin', cpu: 'x64' },
  'darwin-arm64': { os: 'darwin', cpu: 'arm64' },
  'win32-x64': { os: 'win32', cpu: 'x64' },
  'win32-arm64': { os: 'win32', cpu: 'arm64' },
};

interface Target {
  readonly os: string;
  readonly cpu: string;
  readonly libc?: 'glibc' | 'musl';
}

/** What the bundles leave out; the rest of the dependencies is inside them. */
const nativePackages = ['@duckdb/node-api', 'keytar'];

/** `npm run package -- [--target NAME]… [--all]`: this machine's target unless told. */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { target: { type: 'string', multiple: true }, all: { type: 'boolean' } },
  });
  const chosen = values.all === true ? Object.keys(targets) : (values.target ?? [hostTarget()]);
  for (const target of chosen) {
    const file = await packageExtension({ target, folder: path.join(root, 'out', 'packages') });
    const size = (fs.statSync(file).size / 2 ** 20).toFixed(1);
    console.log(`${path.relative(root, file)} (${size} MiB)`);
  }
  return 0;
}

/** The target of the machine that this runs on. */
export function hostTarget(): string {
  return `${process.platform}-${process.arch}`;
}

export interface PackageOptions {
  readonly target: string;
  /** Where the file goes. */
  readonly folder: string;
}

/** Makes the extension as it ships for one target; the path of its file. */
export async function packageExtension({ target, folder }: PackageOptions): Promise<string> {
  const platform = targets[target];
  if (!platform) throw new Refusal(`No target ${target}; there are ${Object.keys(targets).join(', ')}.`);
  const file = path.join(folder, `${manifest.name}-${target}-${manifest.version}.vsix`);
  fs.mkdirSync(folder, { recursive: true });
  const stage = fs.mkdtempSync(path.join(os.tmpdir(), 'frames-package-'));
  try {
    copyOwnFiles(stage);
    // The client library is for npm.
    const only = ['extension', 'service', 'grpc', 'webview'] as const;
    await build({ production: true, outFolder: path.join(stage, 'out'), only });
    await installNative(stage, platform);
    const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce');
    // The picture in README.md comes with the extension: there is no address to look for it.
    const args = [vsce, 'package', '--target', target, '--no-rewrite-relative-links', '--out', file];
    await promisify(execFile)(process.execPath, args, {
      cwd: stage,
      maxBuffer: 64 * 1024 * 1024,
    });
  } finally {
    fs.rmSync(stage, { recursive: true, force: true });
  }
  return file;
}

/** What matters to this clone, or to npm, whose package is the service alone. */
const notShipped = ['scripts', 'devDependencies', 'prettier', 'bin', 'files'];

function copyOwnFiles(stage: string): void {
  const names = ['README.md', 'CHANGELOG.md', 'LICENSE', '.vscodeignore', 'media'];
  // What is missing, vsce complains about.
  for (const name of names.filter((each) => fs.existsSync(path.join(root, each)))) {
    fs.cpSync(path.join(root, name), path.join(stage, name), { recursive: true });
  }
  const ours = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as Record<
    string,
    unknown
  >;
  const shipped = Object.fromEntries(Object.entries(ours).filter(([name]) => !notShipped.includes(name)));
  const dependencies = Object.fromEntries(nativePackages.map((name) => [name, manifest.dependencies[name]]));
  fs.writeFileSync(path.join(stage, 'package.json'), JSON.stringify({ ...shipped, dependencies }, null, 2));
}

async function installNative(stage: string, { os: system, cpu, libc }: Target): Promise<void> {
  const forTarget = [`--os=${system}`, `--cpu=${cpu}`, ...(libc === undefined ? [] : [`--libc=${libc}`])];
  await npm(stage, 'install', '--omit=dev', '--no-package-lock', '--prefer-offline', ...forTarget);
  const scope = path.join(stage, 'node_modules/@duckdb');
  const bindings = fs.readdirSync(scope).filter((name) => name.startsWith('node-bindings-'));
  const suffix = libc === 'musl' ? '-musl' : '';
  const wanted = `node-bindings-${system}-${cpu}${suffix}`;
  // npm is silent about an optional package that it could not get: the result would have no database.
  if (!fs.existsSync(path.join(scope, wanted, 'duckdb.node')))
    throw new Refusal(`npm did not bring ${wanted}.`);
  for (const name of bindings) {
    if (name !== wanted) fs.rmSync(path.join(scope, name), { recursive: true });
  }
  const prebuilds = path.join(stage, 'node_modules/keytar/prebuilds');
  for (const name of fs.readdirSync(prebuilds)) {
    if (name !== `${system}-${cpu}`) fs.rmSync(path.join(prebuilds, name), { recursive: true });
  }
}
