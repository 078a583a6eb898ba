import type { Collection } from '../../frames/collection';
import type { Known, KnownColumn, KnownTable, KnownTablePath } from '../../language/fsql/known/known';
import type { Target } from '../../language/fsql/settings';
import { FramesError } from '../../wire/errors';
import type { ConnectionCatalog } from '../catalog/connectionCatalog';
import type { TableDetails } from '../catalog/tableDetails';
import { localConnectionId, type Connection } from '../connections/connection';
import { csvContainer } from '../explorer/node';

export interface CatalogKnownParts {
  readonly connections: () => readonly Connection[];
  /** The connection that a document runs on, where its own comments name none. */
  readonly active: () => Connection | undefined;
  readonly catalogOf: (connectionId: string) => ConnectionCatalog;
  /** Whether the connection is in use. */
  readonly isOpen: (connectionId: string) => boolean;
}

/** What the catalogues of the connections know, as the language asks for it. What is not known is on its way afterwards. */
export class CatalogKnown implements Known {
  constructor(private readonly parts: CatalogKnownParts) {}

  connections(): readonly string[] {
    return this.parts.connections().map(({ name }) => name);
  }

  lacksConnection(name: string): boolean {
    // The local service comes and goes.
    return name.toLowerCase() !== localConnectionId && this.connection(name) === undefined;
  }

  isOpen(name: string | undefined): boolean {
    const connection = this.connection(name);
    return connection !== undefined && this.parts.isOpen(connection.id);
  }

  containers(name: string | undefined): readonly string[] | undefined {
    const connection = this.connection(name);
    const listed = connection && this.parts.catalogOf(connection.id).tables();
    // What holds csv files alone is no container that a query could name.
    const holdsTables = ({ backend, path }: Collection): boolean =>
      backend !== 'csv' && path.startsWith(`${csvContainer}/`);
    return listed?.containers.filter((each) => each !== csvContainer || listed.tables.some(holdsTables));
  }

  tables(target: Target): readonly KnownTablePath[] | undefined {
    const connection = this.connection(target.connection);
    const listed = connection && this.parts.catalogOf(connection.id).tables();
    if (!listed || (listed.isPartial && listed.tables.length === 0)) return undefined;
    const container = target.container ?? connection.container;
    return listed.tables.flatMap(({ backend, path }) => {
      const named = withoutContainer({ backend, path }, container);
      return named === undefined ? [] : [{ backend, path: named }];
    });
  }

  table(target: Target, table: KnownTablePath): KnownTable | 'missing' | undefined {
    const connection = this.connection(target.connection);
    if (!connection) return undefined;
    const catalog = this.parts.catalogOf(connection.id);
    const collection = withContainer(table, target.container ?? connection.container);
    // A path that is being written is asked for only where no listing tells that there is nothing of that name.
    if (catalog.lacks(collection)) return 'missing';
    const details = catalog.details(collection);
    if (details) return knownTable(collection, details, catalog.shardCount(collection));
    return isMissing(catalog.failure(collection)) ? 'missing' : undefined;
  }

  /** By its name or id, in any case; the active one unless given. */
  connection(name: string | undefined): Connection | undefined {
    return name === undefined ? this.parts.active() : findConnection(this.parts.connections(), name);
  }
}

export function findConnection(connections: readonly Connection[], name: string): Connection | undefined {
  const wanted = name.toLowerCase();
  return (
    connections.find((each) => each.name.toLowerCase() === wanted) ??
    connections.find(({ id }) => id === name)
  );
}

function withoutContainer({ backend, path }: Collection, container: string | undefined): string | undefined {
  if (backend === 'csv' || container === undefined) return path;
  return path.startsWith(`${container}/`) ? path.slice(container.length + 1) : undefined;
}

export function withContainer({ backend, path }: KnownTablePath, container: string | undefined): Collection {
  const within = path.replace(/^\/+|(?<!\/)\/+$/g, '');
  return { backend, path: backend === 'csv' || container === undefined ? within : `${container}/${within}` };
}

function knownTable(
  { backend }: Collection,
  { columns, labels }: TableDetails,
  shardCount: number | undefined,
): KnownTable {
  const isSeries = backend === 'tsdb';
  const values = new Map(labels.map((label) => [label.name, label.values]));
  return {
    columns: [
      ...columns.map(({ name, dtype, role }): KnownColumn => ({
        name,
        type: dtype ?? '',
        role: isSeries ? 'metric' : role === undefined ? 'attribute' : 'key',
      })),
      ...labels.map(({ name }): KnownColumn => ({ name, type: 'string', role: 'label' })),
    ],
    // Of records and rows only the first was looked at; series come with labels that none had before.
    partial: isSeries ? ['label'] : backend === 'stream' ? ['attribute'] : [],
    labelValues: (name) => values.get(name),
    ...(shardCount !== undefined && {
      shards: Array.from({ length: shardCount }, (_, shard) => String(shard)),
    }),
  };
}

/** Only what the service says is missing is; one that cannot be asked says nothing about its tables. */
function isMissing(failure: unknown): boolean {
  return failure instanceof FramesError && failure.code === 'notFound';
}
