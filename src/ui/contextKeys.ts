import { commands } from 'vscode';
import type { ContextKeys } from './ids';

export async function setContext<K extends keyof ContextKeys>(key: K, value: ContextKeys[K]): Promise<void> {
  await commands.executeCommand('setContext', key, value);
}
