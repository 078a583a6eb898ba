import type { SaveMode } from '../../frames/writing';
import type { FramesError } from '../../wire/errors';
import type { Connection } from '../connections/connection';
import { reasonOf, reportOf, UserError } from '../report';
import { unfinishedText } from './saveModes';

export interface FailedImport {
  readonly connection: Connection;
  readonly saveMode: SaveMode;
  /** How many had been sent. */
  readonly rows: number;
}

/** A write that failed over a connection: why, and what that means for the table if rows were on their way. */
export function importFailure(error: FramesError, { connection, saveMode, rows }: FailedImport): UserError {
  const reason = reasonOf(error, connection);
  const remedies = reportOf(error, { intent: '', connection, canRetry: true })?.remedies ?? [];
  const message = rows > 0 ? `${reason} ${unfinishedText(saveMode)}` : reason;
  return new UserError(message, { remedies, connection, cause: error });
}
