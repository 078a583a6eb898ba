import type { Memento } from 'vscode';
import { formatAddress, isLoopback, parseAddress } from '../../frames/address';
import { UserError } from '../report';
import type { Connection } from './connection';

const storageKey = 'frames.plainConsents';

/** Asks the user; whether the secret may go. */
export type AskConsent = (connection: Connection, places: readonly string[]) => Promise<boolean>;

/**
 * A secret crosses an unencrypted connection beyond this machine only after the user has allowed it, once for each connection and
 * address.
 */
export class PlainConsents {
  constructor(
    private readonly memento: Pick<Memento, 'get' | 'update'>,
    private readonly ask: AskConsent,
  ) {}

  /** Resolves when the secret may be sent. @throws UserError when it may not */
  async require(connection: Connection): Promise<void> {
    const open = plainPlaces(connection).filter((place) => !this.allowed(connection.id).includes(place));
    if (open.length === 0) return;
    if (!(await this.ask(connection, open))) {
      throw new UserError(
        `the secret of ${connection.name} was not sent, as ${open.join(' and ')} is not encrypted. Use grpcs:// or https:// if the service offers it.`,
        { remedies: ['retry', 'editConnection'] },
      );
    }
    const allowed = [...this.allowed(connection.id), ...open];
    await this.memento.update(storageKey, { ...this.all(), [connection.id]: allowed });
  }

  /** Forgets a connection that was removed. */
  async forget(connectionId: string): Promise<void> {
    const rest = Object.entries(this.all()).filter(([id]) => id !== connectionId);
    await this.memento.update(storageKey, Object.fromEntries(rest));
  }

  private allowed(connectionId: string): readonly string[] {
    return this.all()[connectionId] ?? [];
  }

  private all(): Readonly<Record<string, readonly string[]>> {
    return this.memento.get<Readonly<Record<string, readonly string[]>>>(storageKey, {});
  }
}

/** The addresses, of service and web API, at which a secret would cross a network unencrypted; those of this machine are none. */
export function plainPlaces({
  address,
  webApi = '',
}: Pick<Connection, 'address' | 'webApi'>): readonly string[] {
  const places: string[] = [];
  const service = parseAddress(address);
  const isPlain = service.scheme === 'grpc' || service.scheme === 'http';
  if (isPlain && !isLoopback(service)) places.push(formatAddress(service));
  if (webApi === '') return places;
  const { protocol, hostname, host } = parseWebApi(webApi);
  const isLocal = isLoopback({ host: hostname.replace(/^\[|\]$/g, '') });
  if (protocol === 'http:' && !isLocal) places.push(`http://${host}`);
  return places;
}

/** Without a scheme it is reached over http. */
function parseWebApi(text: string): Pick<URL, 'protocol' | 'hostname' | 'host'> {
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  return URL.canParse(url) ? new URL(url) : { protocol: '', hostname: '', host: '' };
}
