import { basename, dirname } from 'node:path';
import { window, type Uri, workspace } from 'vscode';
import type { ResultSet } from '../../data/resultSet';
import { withCancellableProgress, type WorkProgress } from '../progress';
import { UserError } from '../report';
import type { Reporter } from '../reporter';
import { csvText, writeCsvFile, type CsvFileOptions } from './csvFile';
import { savePlace } from './savePlace';

export interface SaveCsvOptions {
  readonly resultSet: ResultSet;
  /** Names the file unless the user chooses otherwise. */
  readonly title: string;
  /** Whether the rows loaded are all there are. */
  readonly isComplete: boolean;
  readonly reporter: Pick<Reporter, 'inform'>;
}

/**
 * Asks where, writes the rows that are loaded, and says how many they were. Cancelling leaves no
 * file; but on another file system than the machine's own, one that is being handed over already is completed.
 * @throws UserError when the file cannot be written there; CancelledError
 */
export async function saveCsv({ resultSet, title, isComplete, reporter }: SaveCsvOptions): Promise<void> {
  const count = rowsText(resultSet.rowCount);
  const target = await window.showSaveDialog({
    title: isComplete ? `Save ${count} as CSV` : `Save the ${count} loaded so far as CSV`,
    saveLabel: 'Save CSV',
    filters: { CSV: ['csv'] },
    defaultUri: savePlace(`${title.replace(/\.csv$/i, '')}.csv`),
  });
  if (!target) return;
  const name = basename(target.path);
  const saved = await withCancellableProgress(`Saving ${name}`, ({ signal, report }) =>
    write(target, { resultSet, signal, report }),
  );
  const rest = isComplete ? '' : ' These are the rows loaded so far; the result has more.';
  reporter.inform(`Saved ${rowsText(saved)} to ${name}.${rest}`, {
    'Open File': () => window.showTextDocument(target),
  });
}

interface Writing {
  readonly resultSet: ResultSet;
  readonly signal: AbortSignal;
  readonly report: WorkProgress['report'];
}

/** @returns the rows written */
async function write(target: Uri, { resultSet, signal, report }: Writing): Promise<number> {
  const total = resultSet.rowCount;
  const options: CsvFileOptions = {
    resultSet,
    signal,
    onRows: (rows) => report(`${rows.toLocaleString('en-US')} of ${rowsText(total)}`, rows / total),
  };
  try {
    if (target.scheme === 'file') return await writeCsvFile(target.fsPath, options);
    const { text, rows } = csvText(options);
    const pieces: string[] = [];
    for await (const piece of text) pieces.push(piece);
    signal.throwIfAborted();
    await workspace.fs.writeFile(target, new TextEncoder().encode(pieces.join('')));
    return rows;
  } catch (error) {
    if (signal.aborted) throw error;
    throw new UserError(`${whyNotWritten(target, error)} Choose another place.`, {
      remedies: ['retry', 'showLog'],
      cause: error,
    });
  }
}

function whyNotWritten(target: Uri, error: unknown): string {
  const folder = dirname(target.fsPath);
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `${folder} may not be written to.`;
    case 'ENOENT':
    case 'ENOTDIR':
      return `there is no folder ${folder}.`;
    case 'ENOSPC':
      return `there is no room left in ${folder}.`;
    default:
      return `${error instanceof Error ? error.message : String(error)}.`;
  }
}

function rowsText(rows: number): string {
  return `${rows.toLocaleString('en-US')} ${rows === 1 ? 'row' : 'rows'}`;
}
