// The first thing that runs in a fresh clone, so plain JavaScript on nothing but Node: it installs what the lock file
// names, then hands over to src/dev/<command>.ts.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const modules = path.join(root, 'node_modules');
const stamp = path.join(modules, '.frames-installed');
const lock = path.join(root, '.dev', 'installing');
const commands = ['start', 'test', 'build', 'service', 'bench', 'soak', 'package'];
const minimumNode = 20;

/** A failure that its message explains fully. */
class Refusal extends Error {}

try {
  const [command = '', ...args] = process.argv.slice(2);
  if (command !== 'install' && !commands.includes(command))
    throw new Refusal(`Usage: npm run ${commands.join('|')}`);
  if (Number.parseInt(process.versions.node) < minimumNode) {
    throw new Refusal(`Frames needs Node ${minimumNode} or later; this is ${process.version}.`);
  }
  process.chdir(root);
  forgetNpm();
  await install();
  // By itself it makes a layer of the service's image.
  if (command !== 'install') await run(command, args);
} catch (error) {
  console.error(error instanceof Refusal || error?.expected === true ? error.message : error);
  process.exitCode = 1;
}

async function run(command, args) {
  const require = createRequire(import.meta.url);
  require('tsx/cjs');
  (await import('tsx/esm/api')).register();
  const { main } = require(`./${command}.ts`);
  process.exitCode = await main(args);
}

/**
 * What npm tells its scripts about itself would confuse an npm, a VS Code or a test runner started from here.
 * Where and how to fetch packages stays, and so does the path to npm itself, under a name of ours.
 */
function forgetNpm() {
  const kept = /^npm_config_(registry|.*proxy|ca|cafile|cache|userconfig|globalconfig|strict_ssl)$/i;
  const npm = process.env.npm_execpath;
  for (const name of Object.keys(process.env)) {
    if ((/^npm_/i.test(name) && !kept.test(name)) || name === 'INIT_CWD') delete process.env[name];
  }
  if (npm?.endsWith('npm-cli.js')) process.env.FRAMES_NPM = npm;
}

/** Makes node_modules what package-lock.json says. Of several processes one installs, the others wait for it. */
async function install() {
  const wanted = fingerprint();
  let told = false;
  while (!installed(wanted)) {
    if (!takeLock()) {
      if (!told) console.error('Waiting for another process that is installing packages…');
      told = true;
      await sleep(250);
      continue;
    }
    try {
      if (!installed(wanted)) runInstall(wanted);
    } finally {
      fs.rmSync(lock, { recursive: true, force: true });
    }
  }
}

function runInstall(wanted) {
  console.error('Installing packages (once for each change of package-lock.json)…');
  const args = ['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.FRAMES_NPM;
  const [program, ...before] = npm ? [process.execPath, npm] : ['npm'];
  const { status, error } = spawnSync(program, [...before, ...args], {
    cwd: root,
    // Standard output belongs to the command: `service` prints a line there that programs read.
    stdio: ['ignore', 2, 2],
    shell: program === 'npm' && process.platform === 'win32',
  });
  if (status !== 0)
    throw new Refusal(`npm ci failed${error ? `: ${error.message}` : ''}. Nothing was started.`);
  if (!nativeParts()) {
    throw new Refusal(
      `The database driver has no build for ${process.platform} ${process.arch}, or npm left it out ` +
        '(npm passes over optional packages that it cannot fetch). Check the connection and run the command again.',
    );
  }
  fs.writeFileSync(stamp, wanted);
}

function installed(wanted) {
  try {
    return fs.readFileSync(stamp, 'utf8') === wanted && nativeParts();
  } catch {
    return false;
  }
}

function fingerprint() {
  const hash = createHash('sha256').update(fs.readFileSync(path.join(root, 'package-lock.json')));
  return `${hash.digest('hex')} ${process.platform} ${process.arch}\n`;
}

/** npm is silent about an optional package that is missing, hence the look. */
function nativeParts() {
  const scope = path.join(modules, '@duckdb');
  const prefix = `node-bindings-${process.platform}-${process.arch}`;
  return fs
    .readdirSync(scope)
    .some((name) => name.startsWith(prefix) && fs.existsSync(path.join(scope, name, 'duckdb.node')));
}

/** True when the lock is ours. A lock whose owner is gone is removed, to be taken at the next try. */
function takeLock() {
  fs.mkdirSync(path.dirname(lock), { recursive: true });
  try {
    fs.mkdirSync(lock);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!ownerAlive()) fs.rmSync(lock, { recursive: true, force: true });
    return false;
  }
  fs.writeFileSync(path.join(lock, 'pid'), String(process.pid));
  return true;
}

function ownerAlive() {
  const timeToWritePid = 5_000;
  try {
    const pid = Number(fs.readFileSync(path.join(lock, 'pid'), 'utf8'));
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if (error.code === 'EPERM') return true;
    if (error.code !== 'ENOENT') return false;
    const age = Date.now() - (fs.statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    return age < timeToWritePid;
  }
}
