import path from 'node:path';
import { window, workspace, type Uri } from 'vscode';
import { inferCsv } from '../../csv/importCsv';
import { CsvError } from '../../csv/records';
import type { Connection } from '../connections/connection';
import type { LiveConnections } from '../connections/liveConnections';
import { readOnlyError } from '../connections/readOnly';
import { withCancellableProgress } from '../progress';
import { askInOrder, CancelledError } from '../quickInput';
import { UserError } from '../report';
import { requireTrust, type Trust } from '../trust';
import { FramesError } from '../../wire/errors';
import { csvFault } from './csvFault';
import { planColumns } from './csvPlan';
import { openFile } from './fileSource';
import { importFailure } from './importFailure';
import { runImport } from './importJob';
import {
  connectionOf,
  importSteps,
  type ConfirmReplacement,
  type CsvFile,
  type ImportDraft,
  type ImportTarget,
} from './importSteps';
import { saveModeForNew, unfinishedText } from './saveModes';
import { whyText } from './whyText';

export interface CsvImporterOptions {
  readonly connections: () => readonly Connection[];
  readonly live: Pick<LiveConnections, 'get'>;
  readonly trust: Trust;
  readonly confirm: ConfirmReplacement;
}

/** A write was stopped on its way; `consequence` says what became of the table. */
export class ImportStoppedError extends CancelledError {
  constructor(readonly consequence: string) {
    super();
  }
}

/** A table that was written, and what to say about it. */
export interface ImportResult {
  readonly connection: Connection;
  readonly container: string;
  readonly path: string;
  readonly message: string;
}

/** The dialogue that writes a CSV file to a nosql table. Nothing is written before the whole file has been read once. */
export class CsvImporter {
  constructor(private readonly options: CsvImporterOptions) {}

  /** @throws RestrictedModeError; CancelledError, of which ImportStoppedError is one; UserError about the file; FramesError */
  async run(uri: Uri | undefined, target: ImportTarget): Promise<ImportResult> {
    const { live, trust, confirm } = this.options;
    // Before the questions: in Restricted Mode there is nothing to ask.
    requireTrust(trust);
    const connections = this.options.connections();
    const settled = target.connection ?? (connections.length === 1 ? connections[0] : undefined);
    if (settled?.readOnly === true) throw readOnlyError(settled, 'written');
    const draft: ImportDraft = {
      connection: target.connection ?? connections[0],
      container: target.container ?? '',
      path: '',
      key: undefined,
      saveMode: saveModeForNew,
    };
    // Nor is there with nowhere to write to, or with a connection that cannot be used.
    connectionOf(draft);
    if (settled) await live.get(settled.id);
    const file = await readFile(uri ?? (await askFile()));
    await askInOrder(importSteps({ file, target, connections, live, confirm }, draft));
    return this.write(file, draft);
  }

  private async write(file: CsvFile, draft: ImportDraft): Promise<ImportResult> {
    const connection = connectionOf(draft);
    const { container, path: tablePath, key, saveMode } = draft;
    const { client } = await this.options.live.get(connection.id);
    const table = `${container}/${tablePath}`;
    const total = file.summary.rows;
    let sent = 0;
    const rows = await withCancellableProgress(
      `${saveMode === 'overwriteTable' ? 'Replacing' : 'Writing'} ${table}`,
      async ({ signal, report }) =>
        runImport(
          client,
          {
            ...file,
            table,
            saveMode,
            key: key === undefined ? undefined : file.columns[key]?.name,
          },
          {
            signal,
            onRows: (done) => {
              sent = done;
              report(
                `${done.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} rows`,
                done / total,
              );
            },
          },
        ).catch((error: unknown) => {
          throw aboutFile(error, file);
        }),
    ).catch((error: unknown) => {
      if (error instanceof CancelledError)
        throw new ImportStoppedError(`Stopped writing ${table}. ${unfinishedText(saveMode)}`);
      if (error instanceof FramesError && error.code !== 'cancelled')
        throw importFailure(error, { connection, saveMode, rows: sent });
      throw error;
    });
    return { connection, container, path: tablePath, message: resultMessage(file, rows, table) };
  }
}

async function askFile(): Promise<Uri> {
  const chosen = await window.showOpenDialog({
    title: 'Write CSV to Table',
    openLabel: 'Choose',
    filters: { 'CSV files': ['csv', 'tsv', 'txt'], 'All files': ['*'] },
    ...(workspace.workspaceFolders?.[0] ? { defaultUri: workspace.workspaceFolders[0].uri } : {}),
  });
  if (!chosen?.[0]) throw new CancelledError();
  return chosen[0];
}

/** Reads the whole file to find its types, and every fault in it. */
async function readFile(uri: Uri): Promise<CsvFile> {
  const name = path.posix.basename(uri.path);
  return withCancellableProgress(`Reading ${name}`, async ({ signal, report }) => {
    try {
      let bytes = 0;
      let rows = 0;
      const file = await openFile(uri, signal, (count) => {
        bytes += count;
        report(`${rows.toLocaleString('en-US')} rows`, bytes / Math.max(1, file.bytes));
      });
      const summary = await inferCsv(file.read, { onRows: (count) => (rows = count) });
      return { uri, name, source: file.read, summary, columns: planColumns(summary) };
    } catch (error) {
      throw aboutFile(error, { name, uri });
    }
  });
}

/** A fault of the file names the line; the file system's own errors name the file. */
function aboutFile(error: unknown, { name, uri }: Pick<CsvFile, 'name' | 'uri'>): unknown {
  if (error instanceof CsvError) {
    const { line } = error;
    return new UserError(`${name}, line ${line}: ${csvFault(error)}. Nothing was written.`, {
      place: { uri: uri.toString(), line },
      cause: error,
    });
  }
  if (error instanceof RangeError) {
    return new UserError(`${name} changed while it was read: ${error.message}`, {
      remedies: ['retry'],
      cause: error,
    });
  }
  return error;
}

function resultMessage(file: CsvFile, rows: number, table: string): string {
  const written = `Wrote ${rows.toLocaleString('en-US')} ${rows === 1 ? 'row' : 'rows'} of ${file.name} to ${table}.`;
  return [written, ...renamedText(file), ...textsText(file)].join(' ');
}

function renamedText({ columns }: CsvFile): readonly string[] {
  const [first, ...others] = columns.filter((column) => column.header !== column.name);
  if (first === undefined) return [];
  return [
    `Columns were renamed as tables need it: “${first.header}” is ${first.name}${moreText(others.length)}.`,
  ];
}

function textsText({ columns, summary }: CsvFile): readonly string[] {
  const texts = summary.columns.flatMap(({ odd }, i) =>
    odd === undefined ? [] : [`${columns[i]?.name ?? ''} is ${whyText(odd)}`],
  );
  const [first, ...others] = texts;
  return first === undefined ? [] : [`${first}${moreText(others.length)}.`];
}

function moreText(others: number): string {
  return others === 0 ? '' : `, and ${others} more`;
}
