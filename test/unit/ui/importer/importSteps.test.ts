import { beforeEach, describe, expect, it, vi } from 'vitest';
import { inferCsv } from '../../../../src/csv/importCsv';
import { StringColumn } from '../../../../src/data/column';
import { frameOf, type Frame } from '../../../../src/data/frame';
import type { LiveConnection } from '../../../../src/ui/connections/liveConnections';
import { planColumns } from '../../../../src/ui/importer/csvPlan';
import { importSteps, type ImportDraft } from '../../../../src/ui/importer/importSteps';
import { saveModeForNew } from '../../../../src/ui/importer/saveModes';
import { textSource } from '../../../../src/ui/operations/csvRows';
import { confirmLoss } from '../../../../src/ui/operations/lossConfirmation';
import { askInOrder } from '../../../../src/ui/quickInput';
import { reportOf } from '../../../../src/ui/report';
import { FramesError } from '../../../../src/wire/errors';
import { QuickInputs } from '../quickInputs';

interface Dialog {
  readonly message: string;
  readonly detail: string;
}

const { dialogs, asking } = vi.hoisted(() => ({
  dialogs: [] as Dialog[],
  asking: {} as { quickInputs: QuickInputs },
}));
vi.mock('vscode', () => ({
  QuickInputButtons: {},
  window: {
    createInputBox: () => asking.quickInputs.createInputBox(),
    createQuickPick: () => asking.quickInputs.createQuickPick(),
    showWarningMessage: (message: string, { detail }: { detail: string }, button: string) => {
      dialogs.push({ message, detail });
      return Promise.resolve(button);
    },
  },
}));

beforeEach(() => {
  dialogs.length = 0;
  asking.quickInputs = new QuickInputs();
});

const connection = { id: 'prod', name: 'Prod', address: 'framesd:8081' };
const two = frameOf({ indices: [new StringColumn('town', ['Olten', 'Aarau'])] });

/** Asks what an import asks, of a file with the column `town`, until its path has been given. */
async function begin(read: (options: { readonly signal: AbortSignal }) => AsyncIterable<Frame>) {
  const draft: ImportDraft = {
    connection,
    container: 'bigdata',
    path: '',
    key: undefined,
    saveMode: saveModeForNew,
  };
  const source = textSource('town,people\nOlten,19000\n');
  const summary = await inferCsv(source);
  const client = { read: (_: unknown, options: { readonly signal: AbortSignal }) => read(options) };
  const steps = importSteps(
    {
      file: { uri: {} as never, name: 'towns.csv', source, summary, columns: planColumns(summary) },
      target: { connection, container: 'bigdata' },
      connections: [connection],
      live: { get: () => Promise.resolve({ client, source: undefined } as unknown as LiveConnection) },
      confirm: (_, loss) =>
        confirmLoss({ connection, previews: [loss], act: 'replace', panels: { open: vi.fn() } }),
    },
    draft,
  );
  const done = askInOrder(steps);
  const { quickInputs } = asking;
  (await quickInputs.asking('Path of the table')).type('towns');
  (await quickInputs.asking('Which column is the key?')).choose('town');
  return { draft, done, quickInputs };
}

const present = async function* (): AsyncGenerator<Frame> {
  yield await Promise.resolve(two);
};
const closed = async function* (): AsyncGenerator<Frame> {
  await Promise.reject(new FramesError({ code: 'cancelled', detail: 'cancelled' }));
  yield two;
};
const denied = async function* (): AsyncGenerator<Frame> {
  await Promise.reject(new FramesError({ code: 'permissionDenied', detail: 'no reading for dana' }));
  yield two;
};

describe('a table that is there already', () => {
  it('is asked about again when Escape closes the box for its name, with all that was answered', async () => {
    const { draft, done, quickInputs } = await begin(present);
    (await quickInputs.asking('What shall happen to its rows?')).choose('Replace the table');
    (await quickInputs.asking('Type bigdata/towns to replace.')).hide();
    (await quickInputs.asking('What shall happen to its rows?')).choose('Add new rows only');
    await done;
    expect(draft).toMatchObject({ path: 'towns', key: 0, saveMode: 'createNewItemsOnly' });
  });

  it('is asked about again when nobody waits for what would go', async () => {
    let reads = 0;
    const { draft, done, quickInputs } = await begin((options) =>
      ++reads === 1 ? present() : hang(options),
    );
    (await quickInputs.asking('What shall happen to its rows?')).choose('Replace the table');
    (await quickInputs.asking('Looking at what would go…')).hide();
    (await quickInputs.asking('What shall happen to its rows?')).choose('Add new rows only');
    await done;
    expect(draft.saveMode).toBe('createNewItemsOnly');
  });

  it('is asked about no more when the connection is closed under the look at what would go, and that is told', async () => {
    let reads = 0;
    const { done, quickInputs } = await begin(() => (++reads === 1 ? present() : closed()));
    const failure = done.catch((error: unknown) => error);
    (await quickInputs.asking('What shall happen to its rows?')).choose('Replace the table');
    expect(reportOf(await failure, { intent: 'write towns.csv to a table', canRetry: true })).toEqual({
      severity: 'error',
      message:
        'Could not write towns.csv to a table: The connection was closed, as it was changed or removed.',
      remedies: ['retry'],
    });
    expect(quickInputs.isEmpty).toBe(true);
  });
});

// eslint-disable-next-line require-yield -- nothing comes
async function* hang({ signal }: { readonly signal: AbortSignal }): AsyncGenerator<Frame, void, undefined> {
  await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
}

describe('a table that may not be read', () => {
  it('is replaced after a question that says so', async () => {
    const { draft, done, quickInputs } = await begin(denied);
    const modes = await quickInputs.asking(
      'What shall happen to rows in towns? It could not be read: no reading for dana',
    );
    modes.choose('Replace the table');
    (await quickInputs.asking('Type bigdata/towns to replace.')).type('bigdata/towns');
    await done;
    expect(draft.saveMode).toBe('overwriteTable');
    expect(dialogs).toEqual([
      {
        message: 'Replace the table bigdata/towns on Prod?',
        detail: expect.stringMatching(
          /^What is in it could not be looked at: no reading for dana\n\nAn unknown number of rows go before/,
        ) as string,
      },
    ]);
  });

  it('can be made where there is none', async () => {
    const { draft, done, quickInputs } = await begin(denied);
    (await quickInputs.asking('It could not be read')).choose('Make a new table');
    await done;
    expect(draft.saveMode).toBe('errorIfTableExists');
    expect(dialogs).toEqual([]);
  });
});
