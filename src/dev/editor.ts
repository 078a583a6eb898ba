import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { startCodeServer } from './codeServer/server';
import { manifest, root } from './paths';
import { choosePort } from './port';
import { cleanEnvironment, startGroup, type Exit } from './processGroup';

export interface EditorOptions {
  /** Where the editor keeps settings, state and extensions of this clone. */
  readonly folder: string;
  readonly workspace: string;
  readonly env: NodeJS.ProcessEnv;
  readonly log: (line: string) => void;
}

export interface Editor {
  /** Where to look at it, if it runs in a browser. */
  readonly url?: string;
  readonly exited: Promise<Exit>;
  stop(): Promise<void>;
}

/** The first settings of a new profile; what the user changes later stays. */
const firstSettings = {
  'workbench.startupEditor': 'readme',
  // The workspace lies inside this clone, which is none of the newcomer's business.
  'git.openRepositoryInParentFolders': 'never',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'extensions.ignoreRecommendations': true,
};

/** The `code` of VS Code on this machine, if there is one that can open a window here. */
export function desktopCode(): string | undefined {
  // In a terminal of a remote VS Code, `code` only talks to the window that is open: it loads no extension folder.
  if (process.env.VSCODE_IPC_HOOK_CLI !== undefined || !hasDesktop()) return undefined;
  const names = process.platform === 'win32' ? ['code.cmd'] : ['code'];
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .flatMap((folder) => names.map((name) => path.join(folder, name)))
    .find((file) => fs.existsSync(file));
}

/** Opens a VS Code window of its own: other windows of the user, their settings and extensions are not involved. */
export function openDesktop(code: string, { folder, workspace, env }: EditorOptions): Editor {
  const profile = path.join(folder, 'vscode');
  writeFirstSettings(profile);
  const args = [
    ...['--wait', '--new-window', `--extensionDevelopmentPath=${root}`, '--disable-workspace-trust'],
    ...['--user-data-dir', profile, '--extensions-dir', path.join(folder, 'vscode-extensions'), workspace],
  ];
  const group = startGroup(code, args, { env: cleanEnvironment(env) });
  return {
    exited: group.exited,
    stop: async () => {
      await group.stop();
      // The window is a process that `code` has let go of; it leaves its id in the profile.
      endProcess(path.join(profile, 'code.lock'));
    },
  };
}

/** Starts VS Code for the browser. */
export async function openCodeServer({ folder, workspace, env, log }: EditorOptions): Promise<Editor> {
  const port = await choosePort(folder, log);
  const profile = path.join(folder, 'code-server');
  writeFirstSettings(path.join(profile, 'user'));
  const extension = { ...manifest, folder: root };
  const server = await startCodeServer({
    profile,
    port,
    workspace,
    env,
    extension,
    trustEverything: true,
    log,
  });
  return { ...server, url: `${server.url}/` };
}

/** Shows a URL in the user's browser where there is one; there is no harm where not. */
export function openBrowser(url: string): void {
  if (!hasDesktop()) return;
  const opener = { darwin: 'open', win32: 'explorer.exe' }[process.platform as string] ?? 'xdg-open';
  spawn(opener, [url], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}

function hasDesktop(): boolean {
  if (process.platform === 'darwin' || process.platform === 'win32') return true;
  return Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
}

function writeFirstSettings(userData: string): void {
  const file = path.join(userData, 'User', 'settings.json');
  if (fs.existsSync(file)) return;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, `${JSON.stringify(firstSettings, null, 2)}\n`);
}

function endProcess(pidFile: string): void {
  try {
    process.kill(Number(fs.readFileSync(pidFile, 'utf8')), 'SIGTERM');
  } catch {
    // Closed already.
  }
}
