import { window } from 'vscode';
import { localConnectionId, type Connection } from '../connections/connection';
import { askText } from '../quickInput';
import { isCancellation } from '../report';
import type { ResultPanels } from '../results/resultPanels';
import type { DeletionPreview } from './deletePreview';
import { untilAborted } from '../untilAborted';
import { confirmationOf, type Confirmation, type LossAct } from './deletionText';

export interface LossConfirmation {
  readonly connection: Connection;
  /** What goes together: it is asked about once. */
  readonly previews: readonly DeletionPreview[];
  readonly act: LossAct;
  /** Where the user looks at what would go. */
  readonly panels: Pick<ResultPanels, 'open'>;
}

/** What becomes of rows: the button that does it, and that it has not been done. */
const words = {
  delete: { button: 'Delete', notYet: 'Nothing has been deleted yet.', kept: 'nothing was deleted' },
  replace: { button: 'Replace', notYet: 'Nothing has been written yet.', kept: 'nothing was written' },
} as const;

export interface LossConfirmationOptions {
  /** Of what would take the rows away: with its end nobody waits for an answer any more. */
  readonly signal?: AbortSignal;
}

/**
 * Asks whether to go on, in a dialog that says what would go; where the data is not on this machine the name has to be
 * typed as well. Escape, or closing any of it, means no.
 * @throws the signal's reason as soon as it is aborted, whatever is answered afterwards
 */
export async function confirmLoss(
  asked: LossConfirmation,
  { signal = new AbortController().signal }: LossConfirmationOptions = {},
): Promise<boolean> {
  signal.throwIfAborted();
  const { connection, previews, act } = asked;
  if (previews.length === 0) return false;
  const confirmation = confirmationOf(previews, { where: connection.name, act });
  return untilAborted(
    agrees(asked, confirmation, signal).then(
      (agreed) => agreed && (connection.id === localConnectionId || typesName(confirmation, { act, signal })),
    ),
    signal,
  );
}

async function typesName(
  { message, phrase }: Confirmation,
  { act, signal }: { readonly act: LossAct; readonly signal: AbortSignal },
): Promise<boolean> {
  try {
    await askText({
      title: message,
      step: 1,
      total: 1,
      prompt: `Type ${phrase} to ${act}. Escape keeps everything.`,
      value: '',
      placeholder: phrase,
      problem: (text) => (text.trim() === phrase ? undefined : `This is not ${phrase}.`),
      signal,
    });
    return true;
  } catch (error) {
    if (!isCancellation(error)) throw error;
    return false;
  }
}

/** @throws the signal's reason when it was aborted before the answer: VS Code lets nobody take such a question away */
async function agrees(
  asked: LossConfirmation,
  { message, detail }: Confirmation,
  signal: AbortSignal,
): Promise<boolean> {
  const [only] = asked.previews;
  const { button, notYet, kept } = words[asked.act];
  const canShow = only !== undefined && asked.previews.length === 1 && only.sample.length > 0;
  for (;;) {
    const buttons = canShow ? [button, 'Show Rows'] : [button];
    const answer = await window.showWarningMessage(message, { modal: true, detail }, ...buttons);
    signal.throwIfAborted();
    if (answer !== 'Show Rows' || only === undefined) return answer === button;
    show(asked, only);
    // The dialog would hide them: it comes back when they have been looked at.
    const goOn = `${button}…`;
    if ((await window.showWarningMessage(`${notYet} ${message}`, goOn, 'Keep')) !== goOn) return false;
    if (signal.aborted) await window.showInformationMessage(`This was stopped before the answer: ${kept}.`);
    signal.throwIfAborted();
  }
}

function show({ connection, act, panels }: LossConfirmation, { deletion, rows }: DeletionPreview): void {
  const { backend, table } = deletion;
  panels.open({
    // Another part of the table is another thing: no row of one is shown as one of the other.
    key: `${connection.id} ${act} ${JSON.stringify(deletion)}`,
    title: `To ${act}: ${table.slice(table.lastIndexOf('/') + 1)}`,
    subtitle: `${connection.name} · ${backend} · ${table} · what would be ${act}d`,
    read: rows,
  });
}
