import { window } from 'vscode';
import { localConnectionId, type Connection } from '../connections/connection';
import { askText } from '../quickInput';
import type { ResultPanels } from '../results/resultPanels';
import type { DeletionPreview } from './deletePreview';
import { confirmationOf, type Confirmation } from './deletionText';

export interface DeletionConfirmation {
  readonly connection: Connection;
  /** What is deleted together: it is asked about once. */
  readonly previews: readonly DeletionPreview[];
  /** Where the user looks at what would go. */
  readonly panels: Pick<ResultPanels, 'open'>;
}

/**
 * Asks whether to delete, in a dialog that says what would go; where the data is not on this machine the name has to be
 * typed as well. Escape, or closing any of it, means no.
 * @throws CancelledError when the name was not typed
 */
export async function confirmDeletion(asked: DeletionConfirmation): Promise<boolean> {
  const { connection, previews } = asked;
  if (previews.length === 0) return false;
  const confirmation = confirmationOf(previews, connection.name);
  if (!(await agrees(asked, confirmation))) return false;
  if (connection.id === localConnectionId) return true;
  const { phrase } = confirmation;
  await askText({
    title: confirmation.message,
    step: 1,
    total: 1,
    prompt: `Type ${phrase} to delete. Escape keeps everything.`,
    value: '',
    placeholder: phrase,
    problem: (text) => (text.trim() === phrase ? undefined : `This is not ${phrase}.`),
  });
  return true;
}

async function agrees(asked: DeletionConfirmation, { message, detail }: Confirmation): Promise<boolean> {
  const [only] = asked.previews;
  const canShow = only !== undefined && asked.previews.length === 1 && only.sample.length > 0;
  for (;;) {
    const buttons = canShow ? ['Delete', 'Show Rows'] : ['Delete'];
    const answer = await window.showWarningMessage(message, { modal: true, detail }, ...buttons);
    if (answer !== 'Show Rows' || only === undefined) return answer === 'Delete';
    show(asked, only);
    // The dialog would hide them: it comes back when they have been looked at.
    const after = await window.showWarningMessage(
      `Nothing has been deleted yet. ${message}`,
      'Delete…',
      'Keep',
    );
    if (after !== 'Delete…') return false;
  }
}

function show({ connection, panels }: DeletionConfirmation, { deletion, rows }: DeletionPreview): void {
  const { backend, table } = deletion;
  panels.open({
    key: `${connection.id} delete ${backend}:${table}`,
    title: `To delete: ${table.slice(table.lastIndexOf('/') + 1)}`,
    subtitle: `${connection.name} · ${backend} · ${table} · what would be deleted`,
    read: rows,
  });
}
