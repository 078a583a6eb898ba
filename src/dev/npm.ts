import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Runs npm in a folder. Install scripts never run: they compile, or fetch from places other than the registry. */
export async function npm(folder: string, ...args: readonly string[]): Promise<void> {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  const program = process.env.FRAMES_NPM;
  const options = {
    cwd: folder,
    maxBuffer: 64 * 1024 * 1024,
    shell: !program && process.platform === 'win32',
  };
  if (program) await execute(process.execPath, [program, ...args, ...quiet], options);
  else await execute('npm', [...args, ...quiet], options);
}
