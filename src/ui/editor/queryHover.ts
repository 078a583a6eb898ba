import {
  ColorThemeKind,
  Hover,
  MarkdownString,
  window,
  type CancellationToken,
  type HoverProvider,
  type Position,
  type TextDocument,
} from 'vscode';
import { formatTime } from '../../data/time';
import { valueText } from '../../data/valueText';
import { hoverAt, type HoverSubject } from '../../language/fsql/hover';
import { toSignal } from '../cancellation';
import type { ConnectionStore } from '../connections/connectionStore';
import type { LiveConnections } from '../connections/liveConnections';
import type { Logger } from '../logger';
import { escape } from '../explorer/presentation';
import { findConnection, withContainer } from './catalogKnown';
import { metricPreview, type MetricPreview } from './metricPreview';
import { pythonOfPlan } from './pythonOfPlan';
import type { QueryConnections } from './queryConnections';
import { rangeOf, type QueryDocuments } from './queryDocuments';
import type { QueryKnowledge } from './queryKnowledge';
import { sparkline } from './sparkline';
import { collectionOf } from './toQuery';

/** Milliseconds that a hover waits for samples; without them it tells the rest. */
const patience = 1500;

export interface QueryHoverParts {
  readonly documents: QueryDocuments;
  readonly knowledge: QueryKnowledge;
  readonly connections: QueryConnections;
  readonly store: Pick<ConnectionStore, 'list'>;
  readonly live: Pick<LiveConnections, 'get'>;
  readonly log: Logger;
}

/** Says what a word means: a metric with a look at its samples, a time as it is now, the read behind a statement. */
export class QueryHover implements HoverProvider {
  constructor(private readonly parts: QueryHoverParts) {}

  async provideHover(
    text: TextDocument,
    position: Position,
    token: CancellationToken,
  ): Promise<Hover | undefined> {
    const { documents, knowledge } = this.parts;
    const uri = text.uri.toString();
    const document = documents.of(text);
    const found = hoverAt(document, text.offsetAt(position), knowledge.known(uri), BigInt(Date.now()));
    if (found === undefined) return undefined;
    const markdown = new MarkdownString(found.paragraphs.join('\n\n'));
    const { subject } = found;
    if (subject.kind === 'column' && subject.column.role === 'metric') {
      markdown.appendMarkdown(await this.samples(uri, subject, toSignal(token)));
    }
    const plan = subject.kind === 'table' || subject.kind === 'statement' ? subject.plan : undefined;
    const connection = this.connection(uri, plan?.connection);
    if (plan !== undefined) {
      const catalog = connection && knowledge.catalogs.of(connection.id);
      const shardCount = catalog?.shardCount(collectionOf(plan, connection?.container));
      markdown.appendCodeblock(pythonOfPlan(plan, { connection, shardCount }), 'python');
    }
    return new Hover(markdown, rangeOf(text, found));
  }

  private async samples(
    uri: string,
    { target, table, column }: Extract<HoverSubject, { readonly kind: 'column' }>,
    signal: AbortSignal,
  ): Promise<string> {
    const connection = this.connection(uri, target.connection);
    if (!connection) return '';
    const { path } = withContainer(table, target.container ?? connection.container);
    try {
      const { client } = await this.parts.live.get(connection.id);
      const limited = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
      const options = { signal: limited, nowMs: BigInt(Date.now()) };
      const preview = await metricPreview(client, { table: path, metric: column.name }, options);
      return preview === undefined ? '\n\nNo samples in the last 30 days.' : previewText(preview);
    } catch (error) {
      this.parts.log.debug(`hover over ${column.name}: ${String(error)}`);
      return '';
    }
  }

  private connection(uri: string, name: string | undefined): ReturnType<typeof findConnection> {
    const { store, connections } = this.parts;
    return name === undefined ? connections.chosen(uri)?.connection : findConnection(store.list(), name);
  }
}

function previewText({ range, means, first, last }: MetricPreview): string {
  const isDark = [ColorThemeKind.Dark, ColorThemeKind.HighContrast].includes(window.activeColorTheme.kind);
  const image = sparkline(means, { color: isDark ? '#4daafc' : '#005fb8', width: 240, height: 40 });
  const sample = ({ time, value }: MetricPreview['first']): string =>
    `${value === null ? 'null' : escape(valueText(value, 'integer'))} at ${formatTime(time)}`;
  return [
    ...(image === '' ? [] : ['', `![Means of the ${range}](${image})`]),
    `First sample of the ${range}: ${sample(first)}`,
    `Last sample: ${sample(last)}`,
  ].join('\n\n');
}
