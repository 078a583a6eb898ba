import { commands, Uri, workspace, type Memento } from 'vscode';
import { viewId, welcomeFile } from './ids';

const storageKey = 'frames.welcomed';

/** Shows the view once where a folder asks for it, so that a newcomer need not look for its icon. Closed by the user, it stays closed. */
export async function welcome(memento: Memento): Promise<void> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  if (folder === undefined || memento.get<boolean>(storageKey) === true) return;
  const isThere = await workspace.fs.stat(Uri.joinPath(folder, welcomeFile)).then(
    () => true,
    () => false,
  );
  if (!isThere) return;
  await memento.update(storageKey, true);
  await commands.executeCommand(`${viewId}.focus`);
}
