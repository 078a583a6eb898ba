import { window, type Uri } from 'vscode';
import type { CsvSource, CsvSummary } from '../../csv/importCsv';
import type { SaveMode } from '../../frames/writing';
import { localConnectionId, type Connection } from '../connections/connection';
import type { LiveConnections } from '../connections/liveConnections';
import type { DeletionPreview } from '../operations/deletePreview';
import { previewReplacement } from '../operations/previewLoss';
import {
  askChoice,
  askText,
  back,
  CancelledError,
  waitFor,
  type Choice,
  type Place,
  type Step,
} from '../quickInput';
import { UserError } from '../report';
import { checkKey, type KeyCheck, type PlannedColumn } from './csvPlan';
import { tableExists } from './importJob';
import { onlyIfNew, saveModeForNew, saveModesForExisting } from './saveModes';
import { proposeTablePath, tablePathProblem } from './tablePath';
import { whyText } from './whyText';

/** A file that has been read once. */
export interface CsvFile {
  readonly uri: Uri;
  readonly name: string;
  readonly source: CsvSource;
  readonly summary: CsvSummary;
  readonly columns: readonly PlannedColumn[];
}

/** Where a table is to be made; what is not given is asked for. */
export interface ImportTarget {
  readonly connection?: Connection;
  readonly container?: string;
  /** A folder inside the container; empty for its root. */
  readonly folder?: string;
}

/** The answers, as they come in. */
export interface ImportDraft {
  connection: Connection | undefined;
  container: string;
  path: string;
  /** A position among the columns; undefined to number the rows. */
  key: number | undefined;
  saveMode: SaveMode;
}

export interface ImportStepsOptions {
  readonly file: CsvFile;
  readonly target: ImportTarget;
  readonly connections: readonly Connection[];
  readonly live: Pick<LiveConnections, 'get'>;
  readonly confirm: ConfirmReplacement;
}

/** Asks about the rows that a table loses. @throws CancelledError, or resolves to false, to keep them */
export type ConfirmReplacement = (connection: Connection, loss: DeletionPreview) => Promise<boolean>;

/** The questions between a file and its table; each puts its answer into the draft. */
export function importSteps(options: ImportStepsOptions, draft: ImportDraft): readonly Step[] {
  const { target, connections } = options;
  const steps: Step[] = [];
  if (target.connection === undefined && connections.length > 1) steps.push(askForConnection(options, draft));
  if (target.container === undefined) steps.push(askForContainer(options, draft));
  return [...steps, askForPath(options, draft), askForKey(options, draft), askForSaveMode(options, draft)];
}

function titleOf({ name }: CsvFile): string {
  return `Write ${name} to Table`;
}

function askForConnection({ file, connections }: ImportStepsOptions, draft: ImportDraft): Step {
  return async (place) => {
    const answer = await askChoice({
      ...place,
      title: titleOf(file),
      placeholder: 'Where shall the table be?',
      choices: connections.map((connection) => ({
        label: connection.name,
        description: connection.address,
        value: connection,
        ...(connection.readOnly === true ? { problem: `${connection.name} is read-only.` } : {}),
      })),
      preferred: draft.connection,
    });
    if (answer !== back) draft.connection = answer;
    return answer;
  };
}

function askForContainer({ file, live }: ImportStepsOptions, draft: ImportDraft): Step {
  return async (place) => {
    const connection = connectionOf(draft);
    const { source } = await live.get(connection.id);
    const waiting = { ...place, title: titleOf(file) };
    const names = await waitFor(waiting, 'Listing containers…', async (signal) =>
      connection.container !== undefined ? [connection.container] : await source?.containers({ signal }),
    );
    const answer =
      names === undefined || names.length === 0
        ? await askText({
            ...place,
            title: titleOf(file),
            prompt: 'Container of the table.',
            placeholder: 'bigdata',
            value: draft.container,
            problem: (text) => (/^[^/\s]+$/.test(text.trim()) ? undefined : 'Enter the name of a container.'),
          })
        : await askChoice({
            ...place,
            title: titleOf(file),
            placeholder: 'In which container?',
            // The local service lists its csv files as a container of that name; tables go elsewhere.
            choices: names
              .filter((name) => connection.id !== localConnectionId || name !== 'csv')
              .map((name) => ({ label: name, value: name })),
            preferred: draft.container,
          });
    if (typeof answer === 'string') draft.container = answer;
    return answer;
  };
}

function askForPath({ file, target }: ImportStepsOptions, draft: ImportDraft): Step {
  return async (place) => {
    const answer = await askText({
      ...place,
      title: titleOf(file),
      prompt: `Path of the table in ${draft.container}. Folders on the way are made.`,
      value: draft.path === '' ? proposeTablePath(file.name, target.folder ?? '') : draft.path,
      problem: tablePathProblem,
    });
    if (typeof answer === 'string') draft.path = answer;
    return answer;
  };
}

function askForKey({ file }: ImportStepsOptions, draft: ImportDraft): Step {
  return async (place) => {
    const choices = keyChoices(file);
    for (;;) {
      const answer = await askChoice({
        ...place,
        title: titleOf(file),
        placeholder: 'Which column is the key? Each row needs a value of its own.',
        choices,
        preferred: draft.key ?? choices.find(({ problem }) => problem === undefined)?.value,
      });
      if (answer === back) return back;
      draft.key = answer === rowNumbers ? undefined : answer;
      if (draft.key === undefined) return undefined;
      if (await acceptsKey(file, draft.key, { ...place, title: titleOf(file) })) return undefined;
    }
  };
}

const rowNumbers = -1;

/** Columns that can be the key first, then row numbers; columns with gaps are shown with the reason why they cannot. */
function keyChoices({ summary, columns }: CsvFile): readonly Choice<number>[] {
  const choices = summary.columns.map(({ header, dtype, nullable, odd }, i): Choice<number> => {
    const name = columns[i]?.name ?? '';
    const problem = nullable
      ? `${header} has empty cells, and a row without a key cannot be stored.`
      : columns.length === 1
        ? 'The key cannot be the only column of a table.'
        : undefined;
    const renamed = name === header ? '' : ` · stored as ${name}`;
    return {
      label: header === '' ? '(no name)' : header,
      description: `${dtype}${problem === undefined ? renamed : ' · cannot be the key'}`,
      ...(odd && { detail: whyText(odd) }),
      value: i,
      ...(problem === undefined ? {} : { problem }),
    };
  });
  const numbers: Choice<number> = {
    label: 'None: number the rows',
    description: 'adds the column idx: 0, 1, 2…',
    value: rowNumbers,
  };
  return [
    ...choices.filter(({ problem }) => problem === undefined),
    numbers,
    ...choices.filter(({ problem }) => problem !== undefined),
  ];
}

/** Looks whether the keys are unique, and asks if they are not: rows of one key end as one row. */
async function acceptsKey(file: CsvFile, column: number, place: Place): Promise<boolean> {
  const { name, source, summary } = file;
  const header = summary.columns[column]?.header ?? '';
  const check = await waitFor(place, `Looking whether ${header} is unique…`, (signal) =>
    checkKey(source, { summary, column, signal }),
  );
  if (check.firstEmptyLine !== undefined) {
    throw new UserError(`${name}, line ${check.firstEmptyLine}: ${header} is empty, and it is the key.`, {
      place: { uri: file.uri.toString(), line: check.firstEmptyLine },
    });
  }
  if (check.firstRepeat === undefined) return true;
  const proceed = 'Write Anyway';
  const chosen = await window.showWarningMessage(
    `${header} is not unique.`,
    { modal: true, detail: repeatDetail(check, summary) },
    proceed,
  );
  return chosen === proceed;
}

function repeatDetail({ repeated, firstRepeat }: KeyCheck, { rows }: CsvSummary): string {
  const example =
    firstRepeat === undefined ? '' : `: first “${firstRepeat.value}” on line ${firstRepeat.line}`;
  const verb = repeated === 1 ? 'repeats' : 'repeat';
  return `${repeated.toLocaleString('en-US')} of ${rows.toLocaleString('en-US')} rows ${verb} the key of an earlier row${example}. A table keeps one row for each key.`;
}

function askForSaveMode({ file, live, confirm }: ImportStepsOptions, draft: ImportDraft): Step {
  return async (place) => {
    const connection = connectionOf(draft);
    const access = await live.get(connection.id);
    const { client } = access;
    const table = `${draft.container}/${draft.path}`;
    const waiting = { ...place, title: titleOf(file) };
    const exists = await waitFor(waiting, `Looking whether ${table} exists…`, (signal) =>
      tableExists(client, table, signal),
    );
    if (exists === false) {
      draft.saveMode = saveModeForNew;
      return undefined;
    }
    const known = exists === true;
    const modes = known ? saveModesForExisting : [onlyIfNew, ...saveModesForExisting];
    for (;;) {
      const answer = await askChoice({
        ...place,
        title: titleOf(file),
        placeholder: known
          ? `${draft.path} exists already. What shall happen to its rows?`
          : `What shall happen to rows in ${draft.path}? It could not be read: ${exists.refused}`,
        choices: modes.map(({ mode, label, detail }) => ({ label, detail, value: mode })),
        preferred: draft.saveMode,
      });
      if (answer === back) return back;
      draft.saveMode = answer;
      try {
        const loss = await waitFor(waiting, 'Looking at what would go…', (signal) =>
          previewReplacement(access, { backend: 'nosql', table, saveMode: answer }, { signal }),
        );
        if (loss === undefined || (await confirm(connection, loss))) return undefined;
      } catch (error) {
        // Whoever does not wait for the answer may choose another.
        if (!(error instanceof CancelledError)) throw error;
      }
    }
  };
}

export function connectionOf({ connection }: ImportDraft): Connection {
  if (!connection) {
    throw new UserError('There is no connection yet. Start the local service, or add a connection.', {
      remedies: ['startLocalService'],
    });
  }
  return connection;
}
