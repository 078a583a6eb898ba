/** The Frames client library; usable without an editor. */
export { formatAddress, isEncrypted, isLoopback, parseAddress, type Address, type Scheme } from './address';
export { connect, FramesClient, transportTo, type ConnectOptions, type TransportOptions } from './client';
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
export { frameOfRows, rowsOf, type Cell, type Row, type RowOptions } from './rows';
export { Session, type Credentials, type SessionParts } from './session';
export type { CallOptions, Transport } from './transport/transport';
export type { TrustOptions } from './trust';
export { protocolVersion, versionWarning } from './version';
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
export { Bitmap } from '../data/bitmap';
export {
  BooleanColumn,
  FloatColumn,
  Int64Column,
  LabelColumn,
  NullColumn,
  StringColumn,
  type Column,
} from '../data/column';
export type { DType, Scalar, Value } from '../data/dtype';
export { frameOf, type Frame, type FrameParts } from '../data/frame';
export { formatTime, parseTime } from '../data/time';
