import type { Backend } from '../pragmas';
import type { Target } from '../settings';

export interface KnownColumn {
  readonly name: string;
  /** As shown: `float`, `string`, … */
  readonly type: string;
  readonly role: 'metric' | 'label' | 'attribute' | 'key';
}

/** What is known of a table without asking anybody. */
export interface KnownTable {
  readonly columns: readonly KnownColumn[];
  /** Roles of which there may be more than are listed, so that an unknown name is no mistake. */
  readonly partial?: readonly KnownColumn['role'][];
  /** Values seen of a label or attribute; undefined where none were loaded. */
  readonly labelValues?: (name: string) => readonly string[] | undefined;
  /** Of a time series: how often samples may come, `1/m`. */
  readonly rate?: string;
  /** Of a time series: the functions whose results are stored. */
  readonly aggregates?: readonly string[];
  /** Of a stream. */
  readonly shards?: readonly string[];
}

export interface KnownTablePath {
  readonly backend: Backend;
  /** As a query names it, without the container. */
  readonly path: string;
}

/** A snapshot of what has been loaded from services; undefined: not loaded (yet). Answers at once. */
export interface Known {
  connections(): readonly string[] | undefined;
  /** Whether it is known that no connection has this name. */
  lacksConnection(name: string): boolean;
  /** Whether the service can be asked over what is open already. A mere guess is not worth a connection. */
  isOpen(connection: string | undefined): boolean;
  containers(connection: string | undefined): readonly string[] | undefined;
  tables(target: Target): readonly KnownTablePath[] | undefined;
  table(target: Target, table: KnownTablePath): KnownTable | 'missing' | undefined;
}

export const nothingKnown: Known = {
  connections: () => undefined,
  lacksConnection: () => false,
  isOpen: () => true,
  containers: () => undefined,
  tables: () => undefined,
  table: () => undefined,
};

/** Something that completion or diagnosis would like to know. */
export type Wanted =
  | { readonly kind: 'connections' }
  | { readonly kind: 'containers'; readonly connection: string | undefined }
  | { readonly kind: 'tables'; readonly target: Target }
  | { readonly kind: 'table'; readonly target: Target; readonly table: KnownTablePath }
  | {
      readonly kind: 'labelValues';
      readonly target: Target;
      readonly table: KnownTablePath;
      readonly label: string;
    };
