import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test as base } from '@playwright/test';
import { startCodeServer, type Server } from '../../src/dev/codeServer/server';
import { manifest, root as clone } from '../../src/dev/paths';
import { startService } from '../../src/dev/service';
import { connect, type FramesClient } from '../../src/frames/index';
import type { ServiceInfo } from '../../src/ui/localService/serviceInfo';
import { Workbench } from './objects/workbench';

/** A VS Code with the extension, and the Frames service that it finds. The tests of one file share them. */
export interface Host {
  readonly url: string;
  readonly service: ServiceInfo;
  /** What the service keeps. */
  readonly dataFolder: string;
  readonly workspace: string;
  /** Replaces the user's settings. */
  configure(settings: Readonly<Record<string, unknown>>): void;
}

/** A quiet workbench that behaves the same each time. */
const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.layoutControl.enabled': false,
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'security.workspace.trust.enabled': false,
  'extensions.autoUpdate': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'window.dialogStyle': 'custom',
  'window.confirmBeforeClose': 'never',
  'git.enabled': false,
  'npm.autoDetect': 'off',
  'editor.cursorBlinking': 'solid',
};

interface TestFixtures {
  /** User settings besides the quiet ones. */
  settings: Readonly<Record<string, unknown>>;
  host: Host;
  /** Speaks to the host's service. A table's path begins with its container. */
  client: FramesClient;
  /** The workbench as a new user sees it: its browser storage is empty. */
  workbench: Workbench;
}

interface WorkerFixtures {
  hosts: Hosts;
}

/** The host of the file that a worker is at: nothing that another file left is in the way of its tests. */
class Hosts {
  private current: { readonly file: string; readonly host: RunningHost } | undefined;

  async of(file: string): Promise<Host> {
    if (this.current?.file !== file) {
      await this.stop();
      this.current = { file, host: await startHost() };
    }
    return this.current.host;
  }

  async stop(): Promise<void> {
    const { current } = this;
    this.current = undefined;
    await current?.host.stop();
  }
}

interface RunningHost extends Host {
  stop(): Promise<void>;
}

async function startHost(): Promise<RunningHost> {
  // Short, since VS Code puts sockets below it.
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'e2e-'));
  const dataFolder = path.join(root, 'data');
  const service = await startService(dataFolder);
  const { server, profile, workspace } = await startEditor(root);
  return {
    url: server.url,
    service: service.info,
    dataFolder,
    workspace,
    configure: (settings) => {
      writeSettings(profile, settings);
    },
    stop: async () => {
      await server.stop();
      await service.stop();
      fs.rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

export interface Editor {
  readonly server: Server;
  readonly profile: string;
  readonly workspace: string;
}

/**
 * A VS Code with the extension, an empty workspace and quiet settings, all of it below a folder; its local service keeps its
 * data in `data` there.
 */
export async function startEditor(root: string, env: NodeJS.ProcessEnv = {}): Promise<Editor> {
  const profile = path.join(root, 'code');
  const workspace = path.join(root, 'work');
  fs.mkdirSync(workspace);
  writeSettings(profile);
  const server = await startCodeServer({
    profile,
    workspace,
    port: 0,
    extension: { ...manifest, folder: clone },
    env: { ...isolation(root), FRAMES_LOCAL_DATA: path.join(root, 'data'), ...env },
  });
  return { server, profile, workspace };
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  settings: [{}, { option: true }],

  hosts: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from this pattern.
    async ({}, use) => {
      const hosts = new Hosts();
      await use(hosts);
      await hosts.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  host: [async ({ hosts }, use, { file }) => use(await hosts.of(file)), { timeout: 120_000 }],

  client: async ({ host }, use) => {
    const client = connect(host.service.grpc);
    await use(client);
    client.close();
  },

  workbench: async ({ page, host, settings }, use, testInfo) => {
    host.configure(settings);
    const workbench = new Workbench(page);
    await workbench.open(host.url);
    await use(workbench);
    if (testInfo.status === testInfo.expectedStatus) return;
    await testInfo.attach('page console', { body: workbench.consoleLines.join('\n') });
    await testInfo.attach('service log', { path: path.join(host.dataFolder, 'service.log') });
  },
});

export { expect } from '@playwright/test';

/** Writes the user's settings of a profile: the quiet ones and what is given. */
export function writeSettings(profile: string, settings: Readonly<Record<string, unknown>> = {}): void {
  const file = path.join(profile, 'user/User/settings.json');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify({ ...quietSettings, ...settings }));
}

/** Nothing of the developer who runs the tests is read or written: no folders, no marketplace, no keyring. */
export function isolation(root: string): NodeJS.ProcessEnv {
  return {
    EXTENSIONS_GALLERY: '{}',
    XDG_DATA_HOME: path.join(root, 'share'),
    XDG_CONFIG_HOME: path.join(root, 'config'),
    XDG_RUNTIME_DIR: root,
    DBUS_SESSION_BUS_ADDRESS: 'disabled:',
  };
}
