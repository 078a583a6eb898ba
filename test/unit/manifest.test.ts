import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json';
import {
  formPanelType,
  hiddenCommands,
  resultPanelType,
  viewContainerId,
  viewId,
  welcomeFile,
  historyViewId,
  queriesViewId,
} from '../../src/ui/ids';

const root = path.resolve(__dirname, '../..');
const { contributes } = manifest;
const commandIds = contributes.commands.map(({ command }) => command);

describe('the manifest and src/ui/ids.ts', () => {
  it('have the same commands', () => {
    expect(sorted(commandIds)).toEqual(sorted(membersOf('CommandArguments')));
  });

  it('have the same settings, each with a default and a description', () => {
    const { properties } = contributes.configuration;
    expect(sorted(Object.keys(properties))).toEqual(sorted(membersOf('Settings')));
    for (const [name, property] of Object.entries(properties)) {
      expect(property, name).toHaveProperty('default');
      expect(property.markdownDescription, name).toMatch(/\.$/);
    }
  });

  it('have the same views', () => {
    expect(contributes.viewsContainers.activitybar.map(({ id }) => id)).toEqual([viewContainerId]);
    expect(Object.keys(contributes.views)).toEqual([viewContainerId]);
    expect(contributes.views[viewContainerId].map(({ id }) => id)).toEqual([
      viewId,
      queriesViewId,
      historyViewId,
    ]);
  });

  it('hide the same commands from the palette', () => {
    const hidden = contributes.menus.commandPalette
      .filter(({ when }) => when === 'false')
      .map(({ command }) => command);
    expect(sorted(hidden)).toEqual(sorted(hiddenCommands));
  });
});

describe('the manifest', () => {
  it('names only commands that exist', () => {
    const inMenus = Object.values(contributes.menus).flatMap((entries) =>
      entries.map(({ command }) => command),
    );
    const inWelcome = contributes.viewsWelcome.flatMap(({ contents }) =>
      [...contents.matchAll(/\(command:(frames\.\w+)\)/g)].map(([, id]) => id),
    );
    const inWalkthroughs = contributes.walkthroughs.flatMap(({ steps }) =>
      steps.flatMap(({ description, completionEvents = [] }) => [
        ...[...description.matchAll(/\(command:(frames\.\w+)\)/g)].map(([, id]) => id),
        ...completionEvents.flatMap((event) => /^onCommand:(.*)$/.exec(event)?.slice(1) ?? []),
      ]),
    );
    const unknown = [...inMenus, ...inWelcome, ...inWalkthroughs].filter(
      (id) => id === undefined || !commandIds.includes(id),
    );
    expect(unknown).toEqual([]);
  });

  it('offers for pinned collections what it offers for others', () => {
    const kinds = ['nosql', 'tsdb', 'stream', 'csv'];
    for (const { command, when } of contributes.menus['view/item/context']) {
      const pattern = /viewItem =~ \/(.*leaf.*)\//.exec(when)?.[1];
      if (pattern === undefined || command === 'frames.pin' || command === 'frames.unpin') continue;
      const item = new RegExp(pattern);
      const offered = kinds.filter((kind) => item.test(`leaf.${kind}`));
      expect(
        kinds.filter((kind) => item.test(`leaf.${kind}.pinned`)),
        command,
      ).toEqual(offered);
    }
  });

  it('offers on a read-only connection all but what it would refuse', () => {
    const changing = ['write', 'writeCsv', 'create', 'execute', 'putRecord', 'delete'].map(
      (name) => `frames.${name}`,
    );
    const items = ['connection', 'container', 'folder'].concat(
      ['nosql', 'tsdb', 'stream', 'csv', 'file'].flatMap((kind) => [`leaf.${kind}`, `leaf.${kind}.pinned`]),
    );
    const offered = contributes.menus['view/item/context'].flatMap(({ command, when }) => {
      const pattern = /viewItem =~ \/(.*?)\/(?: |$)/.exec(when)?.[1];
      const only = /viewItem == (\w+)/.exec(when)?.[1];
      const item = new RegExp(pattern ?? `^${only ?? 'nothing'}$`);
      return items
        .filter((each) => item.test(each))
        .map((each) => ({ command, each, isOffered: item.test(`${each}.readOnly`) }));
    });
    expect(offered.filter(({ command }) => changing.includes(command))).not.toEqual([]);
    const wrong = offered.filter(({ command, isOffered }) => isOffered === changing.includes(command));
    expect(wrong).toEqual([]);
  });

  it('asks only for context keys that somebody sets', () => {
    const settings = Object.keys(contributes.configuration.properties);
    const ofVsCode = [viewId, `${viewId}.visible`, queriesViewId, historyViewId, resultPanelType];
    const known = [...membersOf('ContextKeys'), ...settings, ...ofVsCode];
    const used = [...JSON.stringify(contributes).matchAll(/"(?:when|enablement)":"([^"]*)"/g)].flatMap(
      ([, when = '']) => [...when.matchAll(/frames\.[\w.]+/g)].map(([key]) => key),
    );
    expect(used.filter((key) => !known.includes(key))).toEqual([]);
  });

  it('wakes for restored panels, and for a folder that asks for a welcome', () => {
    expect(manifest.activationEvents).toEqual([
      `onWebviewPanel:${resultPanelType}`,
      `onWebviewPanel:${formPanelType}`,
      `workspaceContains:${welcomeFile}`,
    ]);
    const overGrid = contributes.menus['webview/context'];
    expect(overGrid.filter(({ when }) => !when.includes(`webviewId == '${resultPanelType}'`))).toEqual([]);
  });

  it('lets no workspace decide what runs on the machine', () => {
    const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    const ofService = Object.entries(contributes.configuration.properties).filter(([name]) =>
      name.includes('localService'),
    );
    expect(supported).toBe('limited');
    expect(restrictedConfigurations).toEqual(ofService.map(([name]) => name));
    for (const [name, property] of ofService) expect(property, name).toHaveProperty('scope', 'machine');
  });

  it('titles commands as the palette shows them', () => {
    for (const { command, title, category } of contributes.commands) {
      expect(category, command).toBe('Frames');
      expect(title, command).toMatch(/^[A-Z][^:]*[^.\s]$/);
    }
  });

  it('points at pictures that exist', () => {
    const pictures = [...JSON.stringify(manifest).matchAll(/"(media\/[^"]+)"/g)].map(([, file = '']) => file);
    expect(pictures).not.toEqual([]);
    expect(pictures.filter((file) => !fs.existsSync(path.join(root, file)))).toEqual([]);
  });

  it('is written for the VS Code whose types it is checked with', () => {
    expect(manifest.engines.vscode).toBe(`^${manifest.devDependencies['@types/vscode']}`);
  });
});

function sorted(names: readonly string[]): string[] {
  return [...names].sort();
}

/** The members of an interface in ids.ts. They are types alone, so there is nothing of them to import. */
function membersOf(name: string): string[] {
  const file = path.join(root, 'src/ui/ids.ts');
  const source = ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const found = source.statements.find(
    (statement): statement is ts.InterfaceDeclaration =>
      ts.isInterfaceDeclaration(statement) && statement.name.text === name,
  );
  return (found?.members ?? []).flatMap((member) =>
    member.name !== undefined && ts.isStringLiteral(member.name) ? [member.name.text] : [],
  );
}
