import type { Scalar } from '../data/dtype';
import type { Frame } from '../data/frame';

/**
 * The messages of the protocol as plain values (spec/wire.md §2): every field is present, zero values stand for
 * absent ones, 64-bit integers are `bigint`. Nothing outside src/wire sees protobuf's own objects.
 */

/** Who asks, and where. A missing session on the wire is an empty one (spec/wire.md §17.3). */
export interface SessionMessage {
  readonly url: string;
  readonly container: string;
  readonly path: string;
  readonly user: string;
  readonly password: string;
  readonly token: string;
  readonly id: string;
}

export interface SchemaField {
  readonly name: string;
  readonly doc: string;
  readonly default: Scalar | undefined;
  readonly type: string;
  readonly properties: ReadonlyMap<string, Scalar>;
}

export interface TableSchema {
  readonly type: string;
  readonly namespace: string;
  readonly name: string;
  readonly doc: string;
  readonly aliases: readonly string[];
  readonly fields: readonly SchemaField[];
  readonly key:
    { readonly shardingKey: readonly string[]; readonly sortingKey: readonly string[] } | undefined;
}

export interface ReadRequest {
  readonly session: SessionMessage;
  readonly backend: string;
  readonly schema: TableSchema | undefined;
  readonly dataFormat: string;
  readonly rowLayout: boolean;
  readonly multiIndex: boolean;
  readonly query: string;
  readonly table: string;
  readonly columns: readonly string[];
  readonly filter: string;
  readonly groupBy: string;
  /** How many join entries came; their content is empty by definition. */
  readonly joins: number;
  readonly limit: bigint;
  readonly messageLimit: bigint;
  readonly marker: string;
  readonly segments: readonly bigint[];
  readonly totalSegments: bigint;
  readonly shardingKeys: readonly string[];
  readonly sortKeyRangeStart: string;
  readonly sortKeyRangeEnd: string;
  readonly start: string;
  readonly end: string;
  readonly step: string;
  readonly aggregators: string;
  readonly seek: string;
  readonly shardId: string;
  readonly sequence: bigint;
  readonly aggregationWindow: string;
  readonly resetIndex: boolean;
}

export interface InitialWriteRequest {
  readonly session: SessionMessage;
  readonly backend: string;
  readonly table: string;
  readonly initialData: Frame | undefined;
  readonly expression: string;
  readonly more: boolean;
  readonly partitionKeys: readonly string[];
  readonly condition: string;
  readonly saveMode: string;
}

export type WriteMessage =
  | { readonly kind: 'request'; readonly request: InitialWriteRequest }
  | { readonly kind: 'frame'; readonly frame: Frame }
  /** Neither: a client's mistake that the service names. */
  | { readonly kind: 'empty' };

export interface WriteResponse {
  readonly frames: bigint;
  readonly rows: bigint;
}

export interface CreateRequest {
  readonly session: SessionMessage;
  readonly backend: string;
  readonly table: string;
  readonly schema: TableSchema | undefined;
  /** 0 fails, anything else ignores (spec/wire.md §10). */
  readonly ifExists: number;
  readonly rate: string;
  readonly aggregates: string;
  readonly aggregationGranularity: string;
  readonly shards: bigint;
  readonly retentionHours: bigint;
}

export interface DeleteRequest {
  readonly session: SessionMessage;
  readonly backend: string;
  readonly table: string;
  readonly filter: string;
  /** 0 fails, anything else ignores. */
  readonly ifMissing: number;
  readonly start: string;
  readonly end: string;
  readonly metrics: readonly string[];
}

export interface ExecRequest {
  readonly session: SessionMessage;
  readonly backend: string;
  readonly table: string;
  readonly command: string;
  readonly args: ReadonlyMap<string, Scalar>;
  readonly expression: string;
}

export interface ExecResponse {
  readonly frame: Frame | undefined;
  readonly rows: bigint;
}

export interface HistoryRequest {
  readonly session: SessionMessage;
  readonly backend: string;
  readonly table: string;
  readonly user: string;
  readonly action: string;
  readonly minStartTime: string;
  readonly maxStartTime: string;
  readonly container: string;
  /** Milliseconds. */
  readonly minDuration: bigint;
  readonly maxDuration: bigint;
}

export const emptySession: SessionMessage = {
  url: '',
  container: '',
  path: '',
  user: '',
  password: '',
  token: '',
  id: '',
};

export const emptyReadRequest: ReadRequest = {
  session: emptySession,
  backend: '',
  schema: undefined,
  dataFormat: '',
  rowLayout: false,
  multiIndex: false,
  query: '',
  table: '',
  columns: [],
  filter: '',
  groupBy: '',
  joins: 0,
  limit: 0n,
  messageLimit: 0n,
  marker: '',
  segments: [],
  totalSegments: 0n,
  shardingKeys: [],
  sortKeyRangeStart: '',
  sortKeyRangeEnd: '',
  start: '',
  end: '',
  step: '',
  aggregators: '',
  seek: '',
  shardId: '',
  sequence: 0n,
  aggregationWindow: '',
  resetIndex: false,
};

export const emptyInitialWriteRequest: InitialWriteRequest = {
  session: emptySession,
  backend: '',
  table: '',
  initialData: undefined,
  expression: '',
  more: false,
  partitionKeys: [],
  condition: '',
  saveMode: '',
};

export const emptyCreateRequest: CreateRequest = {
  session: emptySession,
  backend: '',
  table: '',
  schema: undefined,
  ifExists: 0,
  rate: '',
  aggregates: '',
  aggregationGranularity: '',
  shards: 0n,
  retentionHours: 0n,
};

export const emptyDeleteRequest: DeleteRequest = {
  session: emptySession,
  backend: '',
  table: '',
  filter: '',
  ifMissing: 0,
  start: '',
  end: '',
  metrics: [],
};

export const emptyExecRequest: ExecRequest = {
  session: emptySession,
  backend: '',
  table: '',
  command: '',
  args: new Map(),
  expression: '',
};

export const emptyHistoryRequest: HistoryRequest = {
  session: emptySession,
  backend: '',
  table: '',
  user: '',
  action: '',
  minStartTime: '',
  maxStartTime: '',
  container: '',
  minDuration: 0n,
  maxDuration: 0n,
};
