import { register, type CommandBoundary } from '../commands';
import type { ConnectionStore } from '../connections/connectionStore';
import type { CurrentTarget } from '../currentTarget';
import { collectionOf, connectionOf } from '../explorer/node';
import type { StreamTarget } from '../ids';
import { DisposableStore } from '../lifecycle';
import { UserError } from '../report';
import type { RecordPutter } from './putRecord';
import type { StreamOpener } from './streamOpener';
import { askStream, type StreamPlace } from './streamSteps';

export interface StreamCommandsOptions extends CommandBoundary {
  readonly connections: ConnectionStore;
  readonly opener: StreamOpener;
  readonly putter: RecordPutter;
  readonly current: CurrentTarget;
}

export function registerStreamCommands(options: StreamCommandsOptions): DisposableStore {
  const { connections, opener, putter, reporter } = options;
  const placeOf = (target: StreamTarget | undefined): StreamPlace | undefined =>
    streamOf(target ?? currentStream(options.current()), connections);
  const situation = (intent: string) => (target?: StreamTarget) => ({
    intent,
    connection: connectionFor(target, connections),
  });
  const commands = new DisposableStore();
  commands.add(
    register(
      'frames.openStream',
      {
        run: async (target) => {
          const { place, start, shard } = await askStream(connections.list(), placeOf(target));
          opener.open(place, { start, shard });
        },
        situation: situation('open the stream'),
      },
      options,
    ),
  );
  commands.add(
    register(
      'frames.putRecord',
      {
        run: async (target) => {
          const place = await putter.run(connections.list(), placeOf(target));
          reporter.inform(`Put the record into ${place.path}.`, {
            'Follow Stream': () => opener.open(place, { start: { seek: 'newest', records: 1000 } }),
          });
        },
        situation: situation('put the record'),
      },
      options,
    ),
  );
  return commands;
}

function currentStream(current: ReturnType<CurrentTarget>): StreamTarget | undefined {
  if (current === undefined || 'kind' in current) return current;
  return current.backend === 'stream' ? current : undefined;
}

function connectionFor(target: StreamTarget | undefined, connections: ConnectionStore) {
  if (target === undefined) return undefined;
  return 'kind' in target ? connectionOf(target) : connections.find(target.connectionId);
}

/** Undefined where the user is to be asked. @throws UserError when the connection is gone */
function streamOf(target: StreamTarget | undefined, connections: ConnectionStore): StreamPlace | undefined {
  if (target === undefined) return undefined;
  const connection = connectionFor(target, connections);
  if (!connection) throw new UserError('the connection was removed');
  if (!('kind' in target)) return { connection, path: target.path, shardCount: target.shardCount };
  const collection = target.kind === 'leaf' ? collectionOf(target) : undefined;
  if (target.kind !== 'leaf' || collection?.backend !== 'stream') return undefined;
  const shardCount = target.entry.kind === 'stream' ? target.entry.shardCount : undefined;
  return { connection, path: collection.path, shardCount };
}
