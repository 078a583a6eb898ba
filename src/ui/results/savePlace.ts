import { Uri, workspace } from 'vscode';

/** Where a dialogue proposes to save a file: in the workspace, under a name that every system allows. */
export function savePlace(name: string): Uri {
  const safe = name.replace(/[\\/:*?"<>|]+/g, '-');
  const folder = workspace.workspaceFolders?.[0]?.uri;
  return folder ? Uri.joinPath(folder, safe) : Uri.file(safe);
}
