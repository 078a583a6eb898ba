import { beforeEach, describe, expect, it, vi } from 'vitest';
import { StringColumn } from '../../../../src/data/column';
import { frameOf } from '../../../../src/data/frame';
import type { Deletion } from '../../../../src/frames/operations';
import { localConnectionId } from '../../../../src/ui/connections/connection';
import { unseenDeletion } from '../../../../src/ui/operations/deletePreview';
import { confirmLoss } from '../../../../src/ui/operations/lossConfirmation';
import type { ResultOpening } from '../../../../src/ui/results/resultOpening';
import { QuickInputs } from '../quickInputs';

const { answers, told, asking } = vi.hoisted(() => ({
  /** Of dialogs and notifications with buttons, in their order. */
  answers: [] as (string | Promise<string | undefined>)[],
  told: [] as string[],
  asking: {} as { quickInputs: QuickInputs },
}));
vi.mock('vscode', () => ({
  QuickInputButtons: {},
  window: {
    showWarningMessage: () => Promise.resolve(answers.shift()),
    showInformationMessage: (text: string) => Promise.resolve(void told.push(text)),
    createInputBox: () => asking.quickInputs.createInputBox(),
  },
}));

beforeEach(() => {
  answers.length = 0;
  told.length = 0;
  asking.quickInputs = new QuickInputs();
});

const people = { backend: 'nosql', table: 'bigdata/people' } as const;
const sample = [frameOf({ indices: [new StringColumn('name', ['ada'])] })];
const local = { id: localConnectionId, name: 'Local', address: 'localhost:8081' };
const remote = { id: 'prod', name: 'Prod', address: 'framesd:8081' };

describe('what would go', () => {
  /** Asks about a deletion, looks at its rows, and keeps them. @returns the key of the panel that shows them */
  async function looked(deletion: Deletion): Promise<string> {
    const openings: ResultOpening[] = [];
    answers.push('Show Rows', 'Keep');
    const agreed = await confirmLoss({
      connection: local,
      previews: [{ ...unseenDeletion(deletion, { code: 'unknown', detail: '' }), sample }],
      act: 'delete',
      panels: { open: (opening) => openings.push(opening) as never },
    });
    expect([agreed, openings.length]).toEqual([false, 1]);
    return openings[0]?.key ?? '';
  }

  it('is shown of one part of a table in another panel than of another part', async () => {
    const key = await looked({ ...people, filter: 'age > 30' });
    expect(await looked({ ...people, filter: 'age > 30' })).toBe(key);
    expect(await looked({ ...people, filter: 'age <= 30' })).not.toBe(key);
    expect(await looked(people)).not.toBe(key);
  });
});

/** Asks before a table is replaced. */
function ask(connection: typeof local, signal?: AbortSignal): Promise<boolean> {
  return confirmLoss(
    {
      connection,
      previews: [{ ...unseenDeletion(people, { code: 'unknown', detail: '' }), sample }],
      act: 'replace',
      panels: { open: () => undefined as never },
    },
    signal === undefined ? {} : { signal },
  );
}

/** An answer that comes when it is given. */
function comingAnswer() {
  let resolve: (answer: string) => void = () => undefined;
  const promise = new Promise<string>((give) => (resolve = give));
  return { promise, resolve };
}

describe('the name that is typed', () => {
  it('agrees', async () => {
    answers.push('Replace');
    const agreed = ask(remote);
    (await asking.quickInputs.asking('Type bigdata/people')).type('bigdata/people');
    expect(await agreed).toBe(true);
  });

  it('is no cancellation of more than the question when Escape closes it', async () => {
    answers.push('Replace');
    const agreed = ask(remote);
    (await asking.quickInputs.asking('Type bigdata/people')).hide();
    expect(await agreed).toBe(false);
  });
});

describe('what is stopped while it is asked about', () => {
  const stopped = new Error('stopped');

  it('closes the box for the name at once', async () => {
    const abort = new AbortController();
    answers.push('Replace');
    const agreed = ask(remote, abort.signal);
    await asking.quickInputs.asking('Type bigdata/people');
    abort.abort(stopped);
    await expect(agreed).rejects.toBe(stopped);
    expect(asking.quickInputs.isEmpty).toBe(true);
  });

  it('asks for no name after a dialog that is answered late', async () => {
    const abort = new AbortController();
    const late = comingAnswer();
    answers.push(late.promise);
    const agreed = ask(remote, abort.signal);
    abort.abort(stopped);
    await expect(agreed).rejects.toBe(stopped);
    late.resolve('Replace');
    await new Promise(setImmediate);
    expect(asking.quickInputs.isEmpty).toBe(true);
  });

  it.each([
    ['Replace…', ['This was stopped before the answer: nothing was written.']],
    ['Keep', []],
  ])('asks no more after rows were looked at, whatever is answered: %s', async (button, words) => {
    const abort = new AbortController();
    const late = comingAnswer();
    answers.push('Show Rows', late.promise, 'Replace');
    const agreed = ask(local, abort.signal);
    await vi.waitFor(() => expect(answers).toEqual(['Replace']));
    abort.abort(stopped);
    await expect(agreed).rejects.toBe(stopped);
    late.resolve(button);
    await new Promise(setImmediate);
    expect([told, answers]).toEqual([words, ['Replace']]);
  });

  it('is not asked about any more', async () => {
    await expect(ask(remote, AbortSignal.abort(stopped))).rejects.toBe(stopped);
    expect([answers, asking.quickInputs.isEmpty]).toEqual([[], true]);
  });
});
