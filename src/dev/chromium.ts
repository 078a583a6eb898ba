import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Refusal } from './refusal';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'];
const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** A browser of the Chromium family: `CHROMIUM`, one of this machine, or Debian's package where it may be installed. */
export function chromium(log: (line: string) => void = console.log): string {
  const found = process.env.CHROMIUM ?? find();
  if (found !== undefined) return found;
  installDebianPackage(log);
  const installed = find();
  if (installed !== undefined) return installed;
  throw new Refusal(
    'The end-to-end tests need Chromium or Chrome. Install one, or set CHROMIUM to the path of its program.',
  );
}

function find(): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const candidates = [
    ...folders.flatMap((folder) => names.map((name) => path.join(folder, name))),
    ...elsewhere,
  ];
  return candidates.find((file) => fs.existsSync(file));
}

function installDebianPackage(log: (line: string) => void): void {
  if (!fs.existsSync('/usr/bin/apt-get')) return;
  const isRoot = process.getuid?.() === 0;
  const run = (...args: string[]): void => {
    const command = isRoot ? args : ['--non-interactive', 'apt-get', ...args];
    execFileSync(isRoot ? 'apt-get' : 'sudo', command, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  };
  log('Installing Chromium from the packages of this system…');
  try {
    run('update', '-qq');
    run('install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core');
  } catch {
    // Said by the caller, with what to do.
  }
}
