import type { FramesClient } from '../../frames/client';
import { UserError } from '../report';
import type { Connection } from './connection';

/** The calls of a client that change something on the service. */
type Changes = Pick<FramesClient, 'create' | 'write' | 'delete' | 'execute'>;

/** Makes a client refuse whatever changes something, before anything is sent or pulled; reading goes on. */
export function readOnly(client: Changes, connection: Pick<Connection, 'name'>): void {
  const refuse = (done: string) => (): Promise<never> => Promise.reject(readOnlyError(connection, done));
  const refusals: Changes = {
    create: refuse('created'),
    write: refuse('written'),
    delete: refuse('deleted'),
    execute: refuse('executed'),
  };
  Object.assign(client, refusals);
}

/** @param done what was not: `written` */
export function readOnlyError({ name }: Pick<Connection, 'name'>, done: string): UserError {
  return new UserError(
    `the connection ${name} is read-only, so nothing was ${done}. To allow changes, run Frames: Toggle Read-Only.`,
    { remedies: ['editConnection'] },
  );
}
