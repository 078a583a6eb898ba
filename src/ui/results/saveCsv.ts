import { basename } from 'node:path';
import { ProgressLocation, Uri, window, workspace, type CancellationToken } from 'vscode';
import type { ResultSet } from '../../data/resultSet';
import { toSignal } from '../cancellation';
import { csvText, writeCsvFile, type CsvFileOptions } from './csvFile';

export interface SaveCsvOptions {
  readonly resultSet: ResultSet;
  /** Names the file unless the user chooses otherwise. */
  readonly title: string;
  /** Whether the rows loaded are all there are. */
  readonly isComplete: boolean;
}

/** Asks where, writes the rows that are loaded, and says how many they were. Cancelling leaves no file. */
export async function saveCsv({ resultSet, title, isComplete }: SaveCsvOptions): Promise<void> {
  const count = rowsText(resultSet.rowCount);
  const target = await window.showSaveDialog({
    title: isComplete ? `Save ${count} as CSV` : `Save the ${count} loaded so far as CSV`,
    saveLabel: 'Save CSV',
    filters: { CSV: ['csv'] },
    defaultUri: defaultTarget(title),
  });
  if (!target) return;
  const name = basename(target.path);
  const saved = await window.withProgress(
    { location: ProgressLocation.Notification, title: `Saving ${name}`, cancellable: true },
    (progress, token) =>
      write(target, { resultSet, token, onText: (message) => progress.report({ message }) }),
  );
  if (saved === undefined) return;
  const rest = isComplete ? '' : ' These are the rows loaded so far; the result has more.';
  const open = 'Open File';
  const chosen = await window.showInformationMessage(`Saved ${rowsText(saved)} to ${name}.${rest}`, open);
  if (chosen === open) await window.showTextDocument(target);
}

interface Writing {
  readonly resultSet: ResultSet;
  readonly token: CancellationToken;
  readonly onText: (message: string) => void;
}

/** @returns the rows written, or undefined when cancelled */
async function write(target: Uri, { resultSet, token, onText }: Writing): Promise<number | undefined> {
  const signal = toSignal(token);
  const total = rowsText(resultSet.rowCount);
  const options: CsvFileOptions = {
    resultSet,
    signal,
    onRows: (rows) => onText(`${rows.toLocaleString('en-US')} of ${total}`),
  };
  try {
    if (target.scheme === 'file') return await writeCsvFile(target.fsPath, options);
    const { text, rows } = csvText(options);
    const pieces: string[] = [];
    for await (const piece of text) pieces.push(piece);
    await workspace.fs.writeFile(target, new TextEncoder().encode(pieces.join('')));
    return rows;
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}

function defaultTarget(title: string): Uri {
  const name = `${title.replace(/\.csv$/i, '').replace(/[\\/:*?"<>|]+/g, '-')}.csv`;
  const folder = workspace.workspaceFolders?.[0]?.uri;
  return folder ? Uri.joinPath(folder, name) : Uri.file(name);
}

function rowsText(rows: number): string {
  return `${rows.toLocaleString('en-US')} ${rows === 1 ? 'row' : 'rows'}`;
}
