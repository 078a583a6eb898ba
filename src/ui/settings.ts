import { homedir } from 'node:os';
import path from 'node:path';
import { workspace } from 'vscode';
import type { Settings } from './ids';

/** The value of a setting, the default of package.json included. */
export function setting<K extends keyof Settings>(name: K): Settings[K] {
  const dot = name.indexOf('.');
  const value = workspace.getConfiguration(name.slice(0, dot)).get<Settings[K]>(name.slice(dot + 1));
  if (value === undefined) throw new Error(`The setting ${name} has no default.`);
  return value;
}

/** Where the local service keeps its data: the setting, else the environment, else the extension's own storage. */
export function localDataFolder(ownStorage: string): string {
  const chosen = setting('frames.localService.dataFolder').trim() || process.env.FRAMES_LOCAL_DATA;
  if (chosen === undefined || chosen === '') return path.join(ownStorage, 'local');
  return path.resolve(homedir(), chosen.replace(/^~(?=$|[/\\])/, homedir()));
}
