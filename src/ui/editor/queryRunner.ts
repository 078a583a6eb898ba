import { Uri } from 'vscode';
import type { Frame } from '../../data/frame';
import { readDocument, type QueryDocument, type QueryStatement } from '../../language/fsql/document';
import { planOf } from '../../language/fsql/plan/planOf';
import type { ReadPlan } from '../../language/fsql/plan/plan';
import type { Problem } from '../../language/fsql/problems/problem';
import { FramesError } from '../../wire/errors';
import { isConnection, type Connection } from '../connections/connection';
import type { LiveConnections } from '../connections/liveConnections';
import type { Logger } from '../logger';
import { isCancellation, reasonOf } from '../report';
import type { Reporter } from '../reporter';
import type { QueryOutcome, QueryRecorder } from '../queries/queryRecorder';
import type { EmptyOffer, FailureAction, ReadRun, ResultOpening } from '../results/resultOpening';
import type { ResultPanels } from '../results/resultPanels';
import { countShards } from '../streams/newestRecords';
import { emptyResult } from './emptyResult';
import { newestRead } from './newestSample';
import { readPlan } from './readPlan';
import { standaloneText } from './standaloneText';
import { collectionOf } from './toQuery';

export interface QueryRunnerParts {
  readonly extensionUri: Uri;
  readonly live: Pick<LiveConnections, 'get'>;
  readonly panels: ResultPanels;
  readonly reporter: Reporter;
  readonly recorder: QueryRecorder;
  readonly log: Logger;
}

/** Milliseconds that counting shards may take. */
const shardPatience = 3000;

/** A statement to run, with all that it needs. */
export interface RunRequest {
  readonly connection: Connection;
  readonly document: QueryDocument;
  readonly statement: QueryStatement;
  readonly values: ReadonlyMap<string, string>;
  /** Takes the place of the range that the statement asks for. */
  readonly range?: { readonly start: string; readonly end: string } | undefined;
  /** Whether the tab gives way to the next result. */
  readonly isPreview: boolean;
  readonly initialView?: 'table' | 'chart' | undefined;
  /** Hears of a failure that the service answered with, so that its place in the text can be marked. */
  readonly onFailure?: ((error: unknown, plan: ReadPlan) => void) | undefined;
}

/** A statement that cannot be run as it stands. */
export class UnplannedError extends Error {
  override readonly name = 'UnplannedError';
  constructor(readonly problems: readonly Problem[]) {
    super(problems[0]?.message ?? 'The statement cannot be run.');
  }
}

/** Runs statements in result panels. */
export class QueryRunner {
  private tabs = 0;

  constructor(private readonly parts: QueryRunnerParts) {}

  /** @throws UnplannedError before anything is sent */
  run(request: RunRequest): void {
    this.parts.panels.open(this.opening(request));
  }

  /** How many shards the stream of a plan has, if all are read; undefined where that cannot be found out. */
  async shardCount(plan: ReadPlan, { id, container }: Connection): Promise<number | undefined> {
    if (plan.backend !== 'stream' || plan.shards !== 'all') return undefined;
    try {
      const { client } = await this.parts.live.get(id);
      const { path } = collectionOf(plan, container);
      return await countShards(client, path, AbortSignal.timeout(shardPatience));
    } catch (error) {
      this.parts.log.debug(`shards of ${plan.table}: ${String(error)}`);
      return undefined;
    }
  }

  /** The opening that left this behind with its panel; undefined when it is none of ours. */
  reopening(origin: unknown): ResultOpening | undefined {
    const { connection, query, values, isPreview } = (origin ?? {}) as Partial<Origin>;
    if (!isConnection(connection) || typeof query !== 'string' || typeof values !== 'object')
      return undefined;
    const document = readDocument(query);
    const statement = document.statements.at(-1);
    if (statement === undefined) return undefined;
    try {
      return this.opening({
        connection,
        document,
        statement,
        values: new Map(Object.entries(values)),
        isPreview: isPreview === true,
      });
    } catch {
      // Another version of the extension may have understood it.
      return undefined;
    }
  }

  private opening(request: RunRequest): ResultOpening {
    const { connection, document, statement, values, isPreview, initialView, range } = request;
    const planned = planOf(document, statement, values);
    if (!planned.plan) throw new UnplannedError(planned.problems);
    const plan = range === undefined ? planned.plan : { ...planned.plan, ...range };
    const { backend, path } = collectionOf(plan, connection.container);
    const { extensionUri, reporter } = this.parts;
    const icon = (theme: string): Uri =>
      Uri.joinPath(extensionUri, 'media', 'kinds', `${backend}-${theme}.svg`);
    const shown = path.slice(path.lastIndexOf('/') + 1);
    const opening: ResultOpening = {
      key: isPreview ? 'query' : `query ${++this.tabs} of ${Date.now()}`,
      title: plan.name ?? shown,
      connectionId: connection.id,
      subtitle: [connection.name, backend, path, ...rangeText(plan)].join(' · '),
      icon: { light: icon('light'), dark: icon('dark') },
      placement: 'beside',
      isPreview,
      ...chartParts(plan, initialView),
      origin: {
        connection,
        query: standaloneText(document, statement),
        values: Object.fromEntries(values),
        isPreview,
      } satisfies Origin,
      read: (run) => this.read(request, plan, run),
      describeError: (error) => reasonOf(error, connection),
      onError: (error): readonly FailureAction[] => {
        request.onFailure?.(error, plan);
        return reporter.actions(error, { intent: `run the query over ${path}`, connection });
      },
      onEmpty: () => this.offerOnEmpty(opening, request, plan),
    };
    return opening;
  }

  private async *read(
    request: RunRequest,
    plan: ReadPlan,
    { signal, onPart }: ReadRun,
    find?: 'newest',
  ): AsyncGenerator<Frame, void, undefined> {
    const { connection, document, statement } = request;
    const { live, recorder, log } = this.parts;
    const { container } = connection;
    const finish = recorder.begin({
      text: standaloneText(document, statement),
      values: Object.fromEntries(request.values),
      connection,
      collection: collectionOf(plan, container),
    });
    let rows = 0;
    let outcome: QueryOutcome = { state: 'stopped' };
    try {
      const { client } = await live.get(connection.id);
      const options = { container, signal, onPart, nowMs: BigInt(Date.now()) };
      const frames =
        find === 'newest' && plan.backend === 'tsdb'
          ? newestRead(client, plan, options)
          : readPlan(client, plan, options);
      for await (const frame of frames) {
        rows += frame.length;
        yield frame;
      }
      outcome = { state: 'done' };
    } catch (error) {
      if (!isCancellation(error)) outcome = { state: 'failed', reason: reasonOf(error, connection) };
      throw error;
    } finally {
      const took = finish(outcome, rows);
      const what = `${plan.backend}:${collectionOf(plan, container).path}`;
      log.info(`query ${what} over ${connection.name}: ${rows} rows, ${outcome.state}, ${took} ms`);
    }
  }

  /** Of a query that found nothing: where it looks may be wrong, and mostly is. */
  private offerOnEmpty(opening: ResultOpening, request: RunRequest, plan: ReadPlan): EmptyOffer | undefined {
    const empty = emptyResult(plan);
    if (!empty) return undefined;
    const { message, label, instead, find, from, stillEmpty } = empty;
    const where = [request.connection.name, plan.backend, opening.title];
    const run = (): void => {
      this.parts.panels.open({
        ...opening,
        subtitle: [...where, ...(from === undefined ? [] : [from])].join(' · '),
        read: (reading) => this.read(request, instead, reading, find),
        onEmpty: () => ({ message: stillEmpty, actions: [] }),
      });
    };
    return { message, actions: [{ label, run }] };
  }
}

/** How the result is looked at: as the command says, else as the comments of the query do. */
function chartParts(
  { chart }: ReadPlan,
  asked: ResultOpening['initialView'],
): Pick<ResultOpening, 'initialView' | 'chartMark'> {
  if (chart === undefined || chart === 'none') {
    const initialView = asked ?? (chart && 'table');
    return initialView ? { initialView } : {};
  }
  return { initialView: asked ?? 'chart', chartMark: chart };
}

/** Of reads by time; what is not given is told too, as the default surprises. */
function rangeText(plan: ReadPlan): readonly string[] {
  if (plan.backend !== 'tsdb') return [];
  if (plan.start === undefined && plan.end === undefined) return ['last hour'];
  return [`${plan.start ?? '1 h'} … ${plan.end ?? 'now'}`];
}

/** What a panel needs to run its query again in another window; a connection holds no secret. */
interface Origin {
  readonly connection: Connection;
  readonly query: string;
  readonly values: Readonly<Record<string, string>>;
  readonly isPreview: boolean;
}

/** Whether the service refused the query itself, so that its text is at fault. */
export function isRefusal(error: unknown): error is FramesError {
  return error instanceof FramesError && ['invalidArgument', 'notFound', 'unsupported'].includes(error.code);
}
