import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hiddenCommands, resultPanelType, viewContainerId, viewId, welcomeFile } from '../../../src/ui/ids';

const root = resolve(import.meta.dirname, '../../..');
const manifest = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as Manifest;
const ids = readFileSync(resolve(root, 'src/ui/ids.ts'), 'utf8');

interface Menu {
  readonly command: string;
  readonly when?: string;
}

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly commands: readonly { command: string; title: string; category: string; enablement?: string }[];
    readonly menus: Readonly<Record<string, readonly Menu[]>>;
    readonly viewsContainers: { readonly activitybar: readonly { id: string }[] };
    readonly views: Readonly<Record<string, readonly { id: string }[]>>;
    readonly viewsWelcome: readonly { view: string; contents: string; when: string }[];
    readonly configuration: {
      readonly properties: Readonly<Record<string, { default: unknown; scope?: string }>>;
    };
  };
  readonly capabilities: {
    readonly untrustedWorkspaces: { supported: string; restrictedConfigurations: string[] };
  };
}

/** The names that an interface of ids.ts lists. */
function names(declaration: string): string[] {
  const body = new RegExp(`interface ${declaration} \\{([^]*?)\\n\\}`).exec(ids)?.[1] ?? '';
  return [...body.matchAll(/^ {2}'([\w.]+)':/gm)].map(([, name]) => name ?? '').sort();
}

const { commands, menus, configuration, viewsWelcome, views, viewsContainers } = manifest.contributes;

describe('package.json', () => {
  it('contributes the commands of ids.ts, each under Frames', () => {
    expect(names('CommandArguments').length).toBeGreaterThan(5);
    expect(commands.map(({ command }) => command).sort()).toEqual(names('CommandArguments'));
    expect(new Set(commands.map(({ category }) => category))).toEqual(new Set(['Frames']));
  });

  it('has no menu entry for a command that is not there', () => {
    const known = new Set(commands.map(({ command }) => command));
    const used = Object.values(menus).flatMap((entries) => entries.map(({ command }) => command));
    expect(used.filter((command) => !known.has(command))).toEqual([]);
  });

  it('keeps commands that need a node out of the palette', () => {
    const hidden = menus.commandPalette?.filter(({ when }) => when === 'false').map(({ command }) => command);
    expect(hidden?.sort()).toEqual([...hiddenCommands].sort());
  });

  it('contributes the settings, views and context keys of ids.ts', () => {
    expect(Object.keys(configuration.properties).sort()).toEqual(names('Settings'));
    expect(viewsContainers.activitybar.map(({ id }) => id)).toEqual([viewContainerId]);
    expect(views[viewContainerId]?.map(({ id }) => id)).toEqual([viewId]);
    const conditions = [
      ...Object.values(menus).flat(),
      ...viewsWelcome,
      ...commands.map(({ enablement }) => ({ when: enablement })),
    ];
    const keys = conditions
      .flatMap(({ when = '' }) => [...when.matchAll(/\bframes\.(?!explorer)\w+/g)].map(([key]) => key))
      .filter((key) => key !== resultPanelType);
    expect([...new Set(keys)].sort()).toEqual(names('ContextKeys'));
  });

  it('wakes for restored panels, and for a folder that asks for a welcome', () => {
    expect(manifest.activationEvents).toEqual([
      `onWebviewPanel:${resultPanelType}`,
      `workspaceContains:${welcomeFile}`,
    ]);
    const overGrid = menus['webview/context'] ?? [];
    expect(overGrid.length).toBeGreaterThan(0);
    for (const { when } of overGrid) expect(when).toContain(`webviewId == '${resultPanelType}'`);
  });

  it('names only contributed commands in the welcome of the view', () => {
    const known = new Set([...commands.map(({ command }) => command), 'workbench.trust.manage']);
    const linked = viewsWelcome.flatMap(({ contents }) =>
      [...contents.matchAll(/command:([\w.]+)/g)].map(([, id]) => id),
    );
    expect(linked.length).toBeGreaterThan(0);
    expect(linked.filter((id) => !known.has(id ?? ''))).toEqual([]);
  });

  it('lets no workspace decide what runs on the machine', () => {
    const service = Object.keys(configuration.properties).filter((name) => name.includes('localService'));
    expect(manifest.capabilities.untrustedWorkspaces.supported).toBe('limited');
    expect(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations).toEqual(service);
    for (const name of service) expect(configuration.properties[name]?.scope).toBe('machine');
  });
});
