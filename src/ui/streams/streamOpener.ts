import { Uri } from 'vscode';
import type { Call } from '../calls/call';
import type { PythonSession } from '../calls/python';
import type { LiveConnections } from '../connections/liveConnections';
import { localConnectionId, type Connection } from '../connections/connection';
import { execute } from '../commands';
import type { Logger } from '../logger';
import { isCancellation, reasonOf, UserError } from '../report';
import type { Reporter } from '../reporter';
import type { FailureAction, ResultOpening } from '../results/resultOpening';
import type { ResultPanels } from '../results/resultPanels';
import { followStream, mayAnswerAgain, type FollowedStream, type StreamStart } from './followStream';
import { partText } from './streamStart';
import { newestShown, type StreamPlace } from './streamSteps';

export interface StreamOpenerOptions {
  readonly extensionUri: Uri;
  readonly live: LiveConnections;
  readonly panels: ResultPanels;
  readonly reporter: Reporter;
  readonly log: Logger;
}

/** Where and what to follow. */
export interface StreamView {
  readonly start: StreamStart;
  /** All shards unless given. */
  readonly shard?: number | undefined;
}

/** Opens streams in result panels that go on with what is new. */
export class StreamOpener {
  constructor(private readonly options: StreamOpenerOptions) {}

  open(place: StreamPlace, view: StreamView): void {
    this.options.panels.open(this.opening(place, view));
  }

  /** What the panel of a stream can do beyond those of other collections. */
  abilities(place: StreamPlace): Pick<ResultOpening, 'following' | 'actions'> {
    return {
      following: () => this.opening(place, { start: { seek: 'newest', records: newestShown } }),
      actions: this.actions(place),
    };
  }

  private opening(place: StreamPlace, { start, shard }: StreamView): ResultOpening {
    const { connection, path, shardCount } = place;
    const { extensionUri, reporter } = this.options;
    const icon = (theme: string): Uri => Uri.joinPath(extensionUri, 'media', 'kinds', `stream-${theme}.svg`);
    const stream: FollowedStream = { table: path, start, shard, shardCount };
    return {
      // That of the collection itself: one tab for a stream.
      key: `${connection.id} stream:${path}`,
      title: path.slice(path.lastIndexOf('/') + 1),
      connectionId: connection.id,
      subtitle: `${connection.name} · stream · ${path} · ${partText(stream)}`,
      icon: { light: icon('light'), dark: icon('dark') },
      origin: { connection, collection: { backend: 'stream', path, shardCount } },
      call: callOf(stream),
      session: sessionOf(connection),
      follows: start.seek === 'newest' || start.seek === 'latest' ? 'end' : 'start',
      following: () => this.opening(place, { start: { seek: 'newest', records: newestShown }, shard }),
      actions: this.actions(place),
      read: (run) => {
        this.options.log.info(`follow stream:${path} over ${connection.name}: ${partText(stream)}`);
        return followStream(stream, {
          ...run,
          connect: () => this.options.live.get(connection.id),
          passes: (error) => passes(error, connection),
          describe: (error) => waitText(error, connection),
        });
      },
      describeError: (error) => reasonOf(error, connection),
      onError: (error) => reporter.actions(error, { intent: `follow ${path}`, connection }),
    };
  }

  private actions(place: StreamPlace): readonly FailureAction[] {
    const { connection, path, shardCount } = place;
    const target = { connectionId: connection.id, path, shardCount };
    const run = (command: 'frames.putRecord' | 'frames.openStream') => (): void => {
      execute(command, target).catch((error: unknown) => this.options.log.error(String(error)));
    };
    return [
      { label: 'Put Record…', run: run('frames.putRecord') },
      { label: 'Open At…', run: run('frames.openStream') },
    ];
  }
}

function passes(error: unknown, { id }: Connection): boolean {
  // The local service is stopped, and may be started again.
  const isStopped = error instanceof UserError && id === localConnectionId;
  return isStopped || mayAnswerAgain(error);
}

function waitText(error: unknown, { id, name }: Connection): string {
  if (isCancellation(error)) return `Waiting for ${name}`;
  if (id === localConnectionId) return 'The local service is not running. Waiting for it to come back';
  return `${name} cannot be reached. Waiting for it to come back`;
}

/** The read that shows the same once: Python's client cannot follow. */
function callOf({ table, start, shard = 0 }: FollowedStream): Call {
  const base = { backend: 'stream', table, shardId: String(shard) } as const;
  switch (start.seek) {
    case 'time':
      return { method: 'read', query: { ...base, seek: 'time' as const, start: start.start } };
    case 'sequence':
      return { method: 'read', query: { ...base, seek: 'sequence' as const, sequence: start.sequence } };
    case 'latest':
      return { method: 'read', query: { ...base, seek: 'latest' as const } };
    case 'earliest':
    case 'newest':
      return { method: 'read', query: { ...base, seek: 'earliest' as const } };
  }
}

/** Its container only limits what is shown: paths name theirs. */
function sessionOf({ address, webApi, user }: Connection): PythonSession {
  return { address, webApi, user };
}
