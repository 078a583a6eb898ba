import { describe, expect, it, vi } from 'vitest';
import type { FormView, FormValues } from '../../../../src/protocol/form';
import { StringColumn } from '../../../../src/data/column';
import { frameOf, type Frame } from '../../../../src/data/frame';
import { FramesError } from '../../../../src/wire/errors';
import type { Connection } from '../../../../src/ui/connections/connection';
import type { LiveConnection } from '../../../../src/ui/connections/liveConnections';
import { FormSession } from '../../../../src/ui/operations/formSession';
import { initialValues } from '../../../../src/ui/operations/operationForm';
import { operationForms } from '../../../../src/ui/operations/operationForms';
import { Performer, type PerformerParts } from '../../../../src/ui/operations/performer';
import type { Reporter } from '../../../../src/ui/reporter';

const rows = frameOf({ indices: [new StringColumn('key', ['a'])] });
const remote: Connection = { id: 'r', name: 'Remote', address: 'framesd:8081' };

const written: FormValues = {
  backend: 'nosql',
  table: 'bigdata/t',
  rows: {
    columns: [
      { name: 'key', dtype: 'string' },
      { name: 'n', dtype: 'integer' },
    ],
    cells: [['a', '1']],
  },
  indices: ['key'],
};

interface Fakes {
  readonly connections?: readonly Connection[];
  /** Any call that changes something. */
  readonly create?: () => Promise<void>;
  readonly method?: 'create' | 'write';
  readonly read?: () => Iterable<Frame> | AsyncIterable<Frame>;
  readonly confirm?: PerformerParts['confirm'];
  readonly values?: FormValues;
}

/** A form over a client that does as it is told: to create a time-series table, unless given. */
function open({
  connections = [remote],
  create = () => Promise.resolve(),
  method = 'create',
  read = () => [rows],
  confirm = () => Promise.resolve(true),
  values = {},
}: Fakes = {}) {
  const views: FormView[] = [];
  const announce = vi.fn();
  const live = {
    get: () =>
      Promise.resolve({
        client: { create, write: create, read },
        source: undefined,
      } as unknown as LiveConnection),
  };
  const reporter = { actions: () => [{ label: 'Show Log', run: vi.fn() }] } as unknown as Reporter;
  const form = operationForms[method];
  const given = initialValues(form, { table: 'bigdata/m', rate: '1/m', ...values });
  const known = [...connections];
  const session = new FormSession({
    form,
    values: given,
    connections: () => known,
    live,
    reporter,
    performer: new Performer({
      live,
      changes: { announce },
      show: vi.fn(),
      open: vi.fn(),
      confirm,
    }),
    openCsv: () => Promise.reject(new Error('no file')),
    onView: (view) => views.push(view),
  });
  const start = (): void =>
    session.start(1, { ...given, connection: session.view().values.connection ?? '' });
  return { session, views, announce, start, known };
}

describe('a form', () => {
  it('runs, tells of the change, and offers what it made', async () => {
    const { session, announce, start } = open();
    start();
    expect(session.view().run.state).toBe('running');
    await vi.waitFor(() => expect(session.view().run.state).toBe('done'));
    expect(session.view().run).toMatchObject({
      text: 'Created the time-series table bigdata/m.',
      actions: ['Open'],
    });
    expect(announce).toHaveBeenCalledExactlyOnceWith({
      connectionId: 'r',
      collection: { backend: 'tsdb', path: 'bigdata/m' },
      kind: 'created',
    });
  });

  it('cancels at once a call that hangs', async () => {
    const { session, start } = open({ create: () => new Promise(() => undefined) });
    start();
    session.cancel();
    await vi.waitFor(() => expect(session.view().run).toMatchObject({ state: 'done', text: 'Cancelled.' }));
  });

  it.each([
    ['overwriteTable', /^Stopped\. What the table held before may be gone/],
    ['overwriteItem', /^Stopped\. Rows that had been sent before may be in the table\.$/],
  ])('says of a write with %s that was stopped what may have become of the table', async (saveMode, told) => {
    const write = vi.fn(() => new Promise<void>(() => undefined));
    const { session, start } = open({ method: 'write', create: write, values: { ...written, saveMode } });
    start();
    await vi.waitFor(() => expect(write).toHaveBeenCalledOnce());
    session.cancel();
    const text = expect.stringMatching(told) as string;
    await vi.waitFor(() => expect(session.view().run).toMatchObject({ state: 'done', text }));
  });

  it('says nothing of rows where it was stopped at the question before the write', async () => {
    const confirm = vi.fn(() => new Promise<boolean>(() => undefined));
    const values = { ...written, saveMode: 'overwriteTable' };
    const { session, start } = open({ method: 'write', confirm, values });
    start();
    await vi.waitFor(() => expect(confirm).toHaveBeenCalledOnce());
    session.cancel();
    await vi.waitFor(() => expect(session.view().run).toMatchObject({ state: 'done', text: 'Cancelled.' }));
  });

  it('closes the question before the write when it is stopped, and writes nothing whatever was answered', async () => {
    const write = vi.fn(() => Promise.resolve());
    const asked = new Answer();
    const values = { ...written, saveMode: 'overwriteTable' };
    const confirm: PerformerParts['confirm'] = (_, { signal }) => asked.give(signal);
    const { session, start } = open({ method: 'write', create: write, confirm, values });
    start();
    const signal = await asked.signal;
    session.dispose();
    expect(signal.aborted).toBe(true);
    asked.answer(true);
    await new Promise(setImmediate);
    expect(write).not.toHaveBeenCalled();
  });

  it('asks before it replaces a table that it may not read, and says why nothing is known of it', async () => {
    const detail = 'no reading for dana';
    const read = vi.fn((): never => {
      throw new FramesError({ code: 'permissionDenied', detail });
    });
    const confirm = vi.fn<PerformerParts['confirm']>(() => Promise.resolve(true));
    const values = { ...written, saveMode: 'overwriteTable' };
    const write = vi.fn(() => Promise.resolve({ rows: 1n } as never));
    const { session, start } = open({ method: 'write', create: write, read, confirm, values });
    start();
    await vi.waitFor(() => expect(session.view().run.state).toBe('done'));
    expect(confirm.mock.calls.map(([{ act, preview }]) => [act, preview.warning])).toEqual([
      ['replace', `What is in it could not be looked at: ${detail}`],
    ]);
    expect(write).toHaveBeenCalledOnce();
  });

  it.each([
    [
      'overwriteTable',
      ['Looking at what would go…', 'Waiting for your answer…', 'Replacing the table bigdata/t…'],
      'Replacing the table bigdata/t: 1 row sent…',
    ],
    ['overwriteItem', ['Writing to bigdata/t…'], 'Writing to bigdata/t: 1 row sent…'],
  ])('says what a write with %s does', async (saveMode, before, sent) => {
    const write = async (...[, frames]: unknown[]) => ({
      rows: await rowsIn(frames as AsyncIterable<Frame>),
    });
    const { session, views, start } = open({
      method: 'write',
      create: write as never,
      values: { ...written, saveMode },
    });
    start();
    await vi.waitFor(() => expect(session.view().run.state).toBe('done'));
    const told = views.flatMap(({ run }) => (run.state === 'running' ? [run.text] : []));
    expect(told).toEqual(['Write…', ...before, sent]);
  });

  it('does not run twice at a time', () => {
    const create = vi.fn(() => new Promise<void>(() => undefined));
    const { session, start } = open({ create });
    start();
    start();
    expect(session.view().run.state).toBe('running');
    session.dispose();
  });

  it('keeps the words of the service and what was typed', async () => {
    const detail = 'error creating table: no space left on device';
    const { session, start } = open({
      create: () => Promise.reject(new FramesError({ code: 'internal', detail })),
    });
    start();
    await vi.waitFor(() => expect(session.view().run.state).toBe('failed'));
    const { run, values } = session.view();
    expect(run).toMatchObject({
      text: 'Error creating table: no space left on device.',
      actions: ['Show Log'],
    });
    expect(values).toMatchObject({ table: 'bigdata/m', rate: '1/m' });
  });

  it('sends nothing while a field has to be mended, and takes that back once it was', () => {
    const create = vi.fn(() => Promise.resolve());
    const { session, start } = open({ create, values: { rate: 'often' } });
    start();
    expect(session.view().run).toMatchObject({
      state: 'failed',
      text: 'One field needs to be mended first.',
    });
    expect(create).not.toHaveBeenCalled();
    session.change(2, { ...session.view().values, rate: '1/m' });
    expect(session.view().run.state).toBe('idle');
  });

  it('takes the first connection when it comes', () => {
    const { session, start, known } = open({ connections: [] });
    start();
    expect(session.view().run).toMatchObject({ state: 'failed' });
    known.push(remote);
    session.refresh();
    expect(session.view().values.connection).toBe('r');
    expect(session.python()).toContain('v3f.Client("framesd:8081", container="bigdata")');
  });

  it('says nothing any more once it is closed', async () => {
    const { session, views, start } = open();
    start();
    session.dispose();
    const told = views.length;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(views).toHaveLength(told);
  });
});

/** An answer that is given when the test wants it. */
class Answer {
  answer: (agreed: boolean) => void = () => undefined;
  private asked: (signal: AbortSignal) => void = () => undefined;
  readonly signal = new Promise<AbortSignal>((resolve) => (this.asked = resolve));

  give(signal: AbortSignal): Promise<boolean> {
    this.asked(signal);
    return new Promise((resolve) => (this.answer = resolve));
  }
}

async function rowsIn(frames: AsyncIterable<Frame>): Promise<bigint> {
  let rows = 0n;
  for await (const { length } of frames) rows += BigInt(length);
  return rows;
}
