import type { FormRun, FormValues, FormView } from '../../protocol/form';
import { FramesError } from '../../wire/errors';
import { pythonOf } from '../calls/python';
import type { Connection } from '../connections/connection';
import type { LiveConnections } from '../connections/liveConnections';
import { unfinishedText } from '../importer/saveModes';
import { isCancellation, reasonOf, shownWords, UserError } from '../report';
import type { Reporter } from '../reporter';
import { untilAborted } from '../untilAborted';
import { csvProblem, csvState, readCsv, textSource, type ReadCsv } from './csvRows';
import { backendOf, textOf, type CsvState, type FormContext } from './field';
import { faultyFields, heededValues, viewFields, type OperationForm } from './operationForm';
import { pathProposals } from './pathProposals';
import type { FormAction, OpenCsv, Performer, PerformanceEnd } from './performer';
import type { ChangingCall } from './runCall';
import { rowsForBackend } from './startingRows';
import { rowsFrom } from './writtenColumns';

export interface FormSessionParts {
  readonly form: OperationForm;
  readonly values: FormValues;
  readonly connections: () => readonly Connection[];
  readonly live: Pick<LiveConnections, 'get'>;
  readonly performer: Performer;
  readonly reporter: Reporter;
  readonly openCsv: OpenCsv;
  readonly onView: (view: FormView) => void;
}

/** One open form: what was typed, what it comes to, and what became of running it. */
export class FormSession {
  private values: FormValues;
  private revision = 0;
  private run: FormRun = { state: 'idle' };
  private actions: readonly FormAction[] = [];
  private running: AbortController | undefined;
  /** What the run has begun to change. */
  private begun: ChangingCall | undefined;
  /** The last run was refused for what stood in the fields: a change may have mended it. */
  private isFaulty = false;
  private readonly lifetime = new AbortController();
  private csv: { readonly key: string; readonly state: CsvState; readonly read?: ReadCsv } | undefined;

  constructor(private readonly parts: FormSessionParts) {
    this.values = parts.values;
    this.chooseConnection();
    this.followCsv();
  }

  view(): FormView {
    const { form } = this.parts;
    const context = this.context();
    const values = heededValues(form, this.values);
    const refusal = form.refusal?.(values);
    const notes = form.notes?.(values, context) ?? [];
    return {
      type: 'view',
      revision: this.revision,
      form: form.method,
      title: form.title,
      intro: form.intro,
      runLabel: form.runLabel(values),
      values: this.values,
      fields: viewFields(form, this.values, context),
      notes: refusal === undefined ? notes : [{ tone: 'error', text: refusal }, ...notes],
      python: this.python(),
      run: this.run,
    };
  }

  /** The code of the call as it stands. */
  python(): string {
    const call = this.call();
    if (call === undefined) return '';
    const connection = this.connection();
    return connection === undefined
      ? pythonOf(call)
      : pythonOf(call, { address: connection.address, webApi: connection.webApi, user: connection.user });
  }

  change(revision: number, values: FormValues): void {
    const before = backendOf(this.values);
    this.revision = revision;
    this.values = values;
    const backend = backendOf(values);
    if (before !== backend && backend !== undefined) this.values = rowsForBackend(values, backend);
    this.followCsv();
    if (this.isFaulty) this.run = { state: 'idle' };
    this.isFaulty = false;
    this.tell();
  }

  /** Something around the form changed: the connections, a file. */
  refresh(): void {
    this.chooseConnection();
    this.tell();
  }

  /** Puts a value into the form from this side. */
  set(name: string, value: string): void {
    this.change(this.revision, { ...this.values, [name]: value });
  }

  start(revision: number, values: FormValues): void {
    if (this.running !== undefined) return;
    this.change(revision, values);
    const { form } = this.parts;
    const { fields } = this.view();
    const connection = this.connection();
    const call = this.call();
    if (connection === undefined && this.parts.connections().length === 0) {
      this.fail(noConnection());
      return;
    }
    const faults = faultyFields(fields).length;
    const refusal = form.refusal?.(heededValues(form, this.values));
    if (refusal !== undefined || faults > 0 || call === undefined || connection === undefined) {
      const count = faults === 1 ? 'One field needs' : `${faults} fields need`;
      this.end({ state: 'failed', text: refusal ?? `${count} to be mended first.`, actions: [] });
      this.isFaulty = true;
      return;
    }
    const running = new AbortController();
    this.running = running;
    this.begun = undefined;
    this.tellRun({ state: 'running', text: `${form.title}…` }, []);
    const performance = this.parts.performer.perform({
      call,
      connection,
      form: form.method,
      values: this.values,
      csv: this.csv?.read,
      signal: running.signal,
      onProgress: (text) => {
        if (this.running === running) this.tellRun({ state: 'running', text }, []);
      },
      onBegin: (begun) => {
        if (this.running === running) this.begun = begun;
      },
    });
    untilAborted(performance, running.signal).then(
      (end) => this.succeed(end),
      (error: unknown) => this.fail(error, connection),
    );
  }

  /** Takes effect at once, whatever the service does. */
  cancel(): void {
    this.running?.abort();
  }

  runAction(index: number): void {
    this.actions[index]?.run();
  }

  /** What could complete a path; nothing where the connection cannot list. */
  async proposals(text: string, signal: AbortSignal): Promise<readonly string[]> {
    const connection = this.connection();
    if (connection === undefined) return [];
    try {
      const { source } = await this.parts.live.get(connection.id);
      if (source === undefined) return [];
      return await pathProposals(source, { text, backend: backendOf(this.values) }, { signal });
    } catch {
      // Completing is a courtesy: what is wrong is said when the form runs.
      return [];
    }
  }

  dispose(): void {
    this.lifetime.abort();
    this.running?.abort();
  }

  /** The first one, as long as none was chosen: the local service's comes a moment after the window. */
  private chooseConnection(): void {
    const [first] = this.parts.connections();
    if (first === undefined || textOf(this.values, 'connection') !== '') return;
    this.values = { ...this.values, connection: first.id };
  }

  private connection(): Connection | undefined {
    const id = textOf(this.values, 'connection');
    return this.parts.connections().find((connection) => connection.id === id);
  }

  private call() {
    const { form } = this.parts;
    return form.toCall(heededValues(form, this.values), this.context());
  }

  private context(): FormContext {
    const { csv } = this;
    const read = csv?.read;
    const state = read === undefined ? csv?.state : csvState(read, backendOf(this.values));
    return { connections: this.parts.connections(), csv: state };
  }

  private succeed({ text, actions }: PerformanceEnd): void {
    this.end({ state: 'done', text, actions: actions.map(({ label }) => label) }, actions);
  }

  private fail(error: unknown, connection?: Connection): void {
    const { form, reporter } = this.parts;
    if (isCancellation(error)) {
      const isTold = error instanceof Error && error.message.endsWith('.');
      this.end({ state: 'done', text: isTold ? error.message : stoppedText(this.begun), actions: [] });
      return;
    }
    const intent = `${form.title.toLowerCase()} ${textOf(this.values, 'table')}`.trim();
    const actions = reporter.actions(error, { intent, connection });
    const text = reasonOf(error, connection);
    const words = error instanceof FramesError ? shownWords(error.detail) : '';
    const detail = text.toLowerCase().includes(words.toLowerCase().replace(/\.$/, '')) ? undefined : words;
    this.end({ state: 'failed', text, detail, actions: actions.map(({ label }) => label) }, actions);
  }

  private end(run: FormRun, actions: readonly FormAction[] = []): void {
    this.running = undefined;
    this.tellRun(run, actions);
  }

  private tellRun(run: FormRun, actions: readonly FormAction[]): void {
    this.run = run;
    this.actions = actions;
    this.tell();
  }

  private tell(): void {
    if (!this.lifetime.signal.aborted) this.parts.onView(this.view());
  }

  /** Reads the CSV anew where another one is meant. */
  private followCsv(): void {
    const source = this.csvKey();
    if (source === this.csv?.key) return;
    if (source === undefined) {
      this.csv = undefined;
      return;
    }
    this.csv = { key: source, state: { state: 'reading' } };
    this.readCsv(source).then(
      (read) => this.takeCsv({ key: source, read, state: { state: 'reading' } }),
      (error: unknown) =>
        this.takeCsv({ key: source, state: { state: 'failed', problem: csvProblem(error) } }),
    );
  }

  private takeCsv(csv: NonNullable<FormSession['csv']>): void {
    if (this.csv?.key !== csv.key) return;
    this.csv = csv;
    this.tell();
  }

  private csvKey(): string | undefined {
    if (this.parts.form.method !== 'write') return undefined;
    const from = rowsFrom(this.values);
    const value = from === 'text' ? this.values.csvText : from === 'file' ? this.values.csvFile : undefined;
    return typeof value === 'string' && value.trim() !== '' ? `${from} ${value}` : undefined;
  }

  private async readCsv(key: string): Promise<ReadCsv> {
    const value = key.slice(key.indexOf(' ') + 1);
    const { signal } = this.lifetime;
    const source = key.startsWith('text ') ? textSource(value) : await this.parts.openCsv(value, signal);
    return readCsv(source);
  }
}

function stoppedText(begun: ChangingCall | undefined): string {
  if (begun?.method !== 'write') return 'Cancelled.';
  const { target } = begun;
  return `Stopped. ${unfinishedText(target.backend === 'nosql' ? target.saveMode : undefined)}`;
}

function noConnection(): UserError {
  return new UserError('there is no connection yet. Start the local service, or add a connection.', {
    remedies: ['startLocalService'],
  });
}
