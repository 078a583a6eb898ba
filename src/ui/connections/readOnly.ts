import type { FramesClient } from '../../frames/client';
import { UserError } from '../report';
import type { Connection } from './connection';

/** The calls of a client that change something on the service. */
type Changes = Pick<FramesClient, 'create' | 'write' | 'delete' | 'execute'>;

/** Makes a client refuse whatever changes something, before anything is sent or pulled; reading goes on. */
export function readOnly(client: Changes, connection: Pick<Connection, 'name'>): void {
  const refuse = (call: string) => (): Promise<never> =>
    Promise.reject(
      new UserError(
        `the connection ${connection.name} is read-only, so nothing was ${call}. To allow changes, run Frames: Toggle Read-Only.`,
        { remedies: ['editConnection'] },
      ),
    );
  const refusals: Changes = {
    create: refuse('created'),
    write: refuse('written'),
    delete: refuse('deleted'),
    execute: refuse('executed'),
  };
  Object.assign(client, refusals);
}
