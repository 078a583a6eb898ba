/** The Frames client library; usable without an editor. */
export { formatAddress, isEncrypted, isLoopback, parseAddress, type Address, type Scheme } from './address';
export { connect, FramesClient, type ConnectOptions } from './client';
export { backends, formatCollection, parseCollection, type Backend, type Collection } from './collection';
export type * from './collectionSource';
export { fromEnvironment, type Environment } from './environment';
export type { Creation, Deletion, Execution, HistoryFilter } from './operations';
export * from './problems';
export type {
  CsvQuery,
  NosqlQuery,
  Query,
  StreamQuery,
  TsdbQuery,
  TsdbSqlQuery,
  TsdbTableQuery,
} from './query';
export { Session, type Credentials, type SessionParts } from './session';
export type { CallOptions, Transport } from './transport/transport';
export type { TrustOptions } from './trust';
export { versionWarning } from './version';
export { WebApi } from './webApi';
export { webApiSource } from './webApiSource';
export { saveModes, type Frames, type NosqlTarget, type SaveMode, type WriteTarget } from './writing';
export {
  FramesError,
  connectionReasons,
  type ConnectionReason,
  type ErrorCode,
  type Operation,
} from '../wire/errors';
