import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import * as esbuild from 'esbuild';
import { npm } from '../npm';
import { Refusal } from '../refusal';

const codeServerVersion = '4.139.1';
const nodeVersion = '24.21.0';
/** Changes when the steps below do, so that caches filled by earlier ones are not used. */
const revision = 1;

export interface CodeServer {
  /** The Node that runs it. */
  readonly node: string;
  readonly entry: string;
}

/**
 * VS Code for the browser, kept outside the clone and shared by all clones. Filled once: about half a minute, no
 * compiler, nothing from outside the npm registry.
 */
export async function codeServer(log: (line: string) => void): Promise<CodeServer> {
  const folder = path.join(
    cacheFolder(),
    `code-server-${codeServerVersion}-node-${nodeVersion}-r${revision}`,
  );
  const done = path.join(folder, 'complete');
  if (!fs.existsSync(done)) {
    log(`Fetching VS Code (code-server ${codeServerVersion}) once, into ${folder} …`);
    await fill(folder, done);
  }
  return locate(folder);
}

async function fill(folder: string, done: string): Promise<void> {
  const aside = `${folder}.${process.pid}`;
  fs.rmSync(aside, { recursive: true, force: true });
  fs.mkdirSync(aside, { recursive: true });
  try {
    await installPackages(aside);
    const { node, entry } = locate(aside);
    await promisify(execFile)(node, [entry, '--version']);
    fs.writeFileSync(path.join(aside, 'complete'), new Date().toISOString());
    moveInto(aside, folder, done);
  } finally {
    fs.rmSync(aside, { recursive: true, force: true });
  }
}

async function installPackages(folder: string): Promise<void> {
  fs.writeFileSync(path.join(folder, 'package.json'), '{"private":true}');
  const node = nodePackage();
  const packages = [
    `code-server@${codeServerVersion}`,
    ...(node === undefined ? [] : [`${node}@${nodeVersion}`]),
  ];
  await npm(folder, 'install', ...packages);
  const vscode = path.join(folder, 'node_modules/code-server/lib/vscode');
  // These two are what code-server's own install script does, less the compiling.
  await npm(vscode, 'install', '--omit=dev');
  await npm(path.join(vscode, 'extensions'), 'install', '--omit=dev');
  await standIn('spdlog', path.join(vscode, 'node_modules/@vscode/spdlog/index.js'));
  await standIn('watchdog', path.join(vscode, 'node_modules/@vscode/native-watchdog/index.js'));
  // Half of the disk space, for things nobody here uses.
  const unused = [
    'extensions/copilot',
    'extensions/mermaid-markdown-features',
    'node_modules/@github',
    'node_modules/@microsoft/mxc-sdk',
  ].map((name) => path.join(vscode, name));
  const headers = ['include', 'share'].map((name) => path.join(folder, 'node_modules', node ?? '-', name));
  for (const each of [...unused, ...headers]) fs.rmSync(each, { recursive: true, force: true });
}

async function standIn(name: string, target: string): Promise<void> {
  await esbuild.build({
    entryPoints: [path.join(__dirname, `${name}.ts`)],
    outfile: target,
    allowOverwrite: true,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'silent',
  });
}

/** A process that fills the same cache at the same time may win; its result is as good. */
function moveInto(aside: string, folder: string, done: string): void {
  try {
    if (!fs.existsSync(done)) fs.rmSync(folder, { recursive: true, force: true });
    fs.renameSync(aside, folder);
  } catch (error) {
    if (!fs.existsSync(done)) throw error;
  }
}

function locate(folder: string): CodeServer {
  const node = nodePackage();
  return {
    node: node === undefined ? process.execPath : path.join(folder, 'node_modules', node, 'bin/node'),
    entry: path.join(folder, 'node_modules/code-server/out/node/entry.js'),
  };
}

/** The package that brings the Node that code-server needs, or nothing where the running one will do. */
function nodePackage(): string | undefined {
  const { platform, arch } = process;
  if (platform === 'linux' && (arch === 'x64' || arch === 'arm64')) return `node-linux-${arch}`;
  if (platform !== 'win32' && Number.parseInt(process.versions.node) === Number.parseInt(nodeVersion))
    return undefined;
  throw new Refusal(
    platform === 'win32'
      ? 'Install VS Code and put its "code" command on the PATH; then run this again.'
      : `Install VS Code and put its "code" command on the PATH, or run this with Node ${Number.parseInt(nodeVersion)}.`,
  );
}

function cacheFolder(): string {
  const home = os.homedir();
  const base = process.platform === 'darwin' ? path.join(home, 'Library/Caches') : path.join(home, '.cache');
  return process.env.FRAMES_CACHE ?? path.join(process.env.XDG_CACHE_HOME ?? base, 'frames-vscode');
}
