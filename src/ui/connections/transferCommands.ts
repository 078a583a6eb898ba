import { Uri, window, workspace } from 'vscode';
import { register, type CommandBoundary } from '../commands';
import { DisposableStore } from '../lifecycle';
import { CancelledError } from '../quickInput';
import { UserError } from '../report';
import { localConnectionId, freeName, type Connection } from './connection';
import { maxFileBytes, readConnections, writeConnections, type PortableConnection } from './connectionFile';
import type { ConnectionStore } from './connectionStore';

export interface TransferCommandsOptions extends CommandBoundary {
  readonly store: ConnectionStore;
}

/** Connections leave to a file and come from one; secrets stay where they are. */
export function registerTransferCommands(options: TransferCommandsOptions): DisposableStore {
  const { store } = options;
  const commands = new DisposableStore();
  commands.add(
    register(
      'frames.exportConnections',
      {
        run: async () => {
          const all = saved(store);
          if (all.length === 0) throw new UserError('there is no connection to export. Add one first.');
          const chosen = await pick('Export Connections', all);
          const file = await window.showSaveDialog({
            title: 'Export Connections',
            saveLabel: 'Export',
            filters: { JSON: ['json'] },
            ...proposedFile(),
          });
          if (file === undefined) return;
          await workspace.fs.writeFile(file, Buffer.from(writeConnections(chosen)));
          options.reporter.inform(
            `Exported ${counted(chosen.length)}, without secrets, to ${baseName(file)}.`,
            { 'Open File': () => window.showTextDocument(file) },
          );
        },
        situation: () => ({ intent: 'export connections' }),
      },
      options,
    ),
  );
  commands.add(
    register(
      'frames.importConnections',
      {
        run: async () => {
          const [file] =
            (await window.showOpenDialog({
              title: 'Import Connections',
              openLabel: 'Import',
              filters: { JSON: ['json'] },
            })) ?? [];
          if (file === undefined) return;
          const found = await pick('Import Connections', readConnections(await readText(file)));
          const known = saved(store).map(({ name }) => name.toLowerCase());
          const clashing = found.filter(({ name }) => known.includes(name.toLowerCase()));
          const replaces = clashing.length > 0 && (await wantsReplacing(clashing));
          for (const connection of found) await keep(connection, { store, replaces });
          options.reporter.inform(
            `Imported ${counted(found.length)}. Secrets do not travel: enter them where they are needed.`,
          );
        },
        situation: () => ({ intent: 'import connections' }),
      },
      options,
    ),
  );
  return commands;
}

function saved(store: ConnectionStore): readonly Connection[] {
  return store.list().filter(({ id }) => id !== localConnectionId);
}

/** Which of them; all are ticked at first. @throws CancelledError */
async function pick<T extends PortableConnection>(title: string, all: readonly T[]): Promise<readonly T[]> {
  if (all.length === 0) throw new UserError('there is no connection in it.');
  const items = all.map((connection) => ({
    label: connection.name,
    description: connection.address,
    picked: true,
    connection,
  }));
  const placeHolder = 'Which connections?';
  const chosen = await window.showQuickPick(items, {
    title,
    placeHolder,
    canPickMany: true,
    ignoreFocusOut: true,
  });
  if (chosen === undefined || chosen.length === 0) throw new CancelledError();
  return chosen.map(({ connection }) => connection);
}

/** Whether those of the same name are replaced; otherwise both are kept. @throws CancelledError */
async function wantsReplacing(clashing: readonly PortableConnection[]): Promise<boolean> {
  const keepBoth = 'Keep Both';
  const replace = 'Replace';
  const names = clashing.map(({ name }) => name).join(', ');
  const chosen = await window.showWarningMessage(
    `${clashing.length === 1 ? 'There is a connection' : 'There are connections'} of that name already: ${names}.`,
    { modal: true, detail: 'Those that come can be kept beside them, with a number behind the name.' },
    keepBoth,
    replace,
  );
  if (chosen === undefined) throw new CancelledError();
  return chosen === replace;
}

async function keep(
  connection: PortableConnection,
  { store, replaces }: { readonly store: ConnectionStore; readonly replaces: boolean },
): Promise<void> {
  const others = store.list();
  const same = others.find(({ name }) => name.toLowerCase() === connection.name.toLowerCase());
  const taken = others.map(({ name }) => name);
  // The secret of one that is replaced stays bound to its own addresses.
  const kept =
    same !== undefined && replaces && same.id !== localConnectionId
      ? { ...connection, id: same.id }
      : { ...connection, id: crypto.randomUUID(), name: freeName(connection.name, taken) };
  await store.save(kept);
}

async function readText(file: Uri): Promise<string> {
  const { size } = await workspace.fs.stat(file);
  if (size > maxFileBytes) {
    throw new UserError(`${baseName(file)} is too large for a list of connections (${size} bytes).`);
  }
  return new TextDecoder().decode(await workspace.fs.readFile(file));
}

function proposedFile(): { readonly defaultUri?: Uri } {
  const [folder] = workspace.workspaceFolders ?? [];
  return folder === undefined ? {} : { defaultUri: Uri.joinPath(folder.uri, 'frames-connections.json') };
}

function baseName({ path }: Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function counted(count: number): string {
  return count === 1 ? '1 connection' : `${count} connections`;
}
