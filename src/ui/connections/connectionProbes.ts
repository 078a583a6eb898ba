import { lookup } from 'node:dns/promises';
import { connect as connectSocket, isIP } from 'node:net';
import { formatAuthority, isLoopback, parseAddress, type Address } from '../../frames/address';
import type { FramesClient } from '../../frames/client';
import { connectionFailure } from '../../frames/connectionFailure';
import { fromNodeFailure } from '../../frames/fromPlatform';
import type { Credentials } from '../../frames/session';
import { whatListens } from '../../frames/transport/whatListens';
import type { TrustOptions } from '../../frames/trust';
import { versionWarning } from '../../frames/version';
import { FramesError } from '../../wire/errors';
import { reasonOf } from '../report';
import type { Fix } from './checklist';
import type { Connection } from './connection';
import { serviceFixes, webApiFixes, type Seen } from './connectionFixes';
import type { FramesLibrary } from './liveConnections';

export interface TestParts {
  readonly library: FramesLibrary;
  /** What the connection signs in with. @throws UserError when that may not be sent */
  readonly credentials: () => Promise<Credentials>;
  /** @throws UserError when the file of the authority cannot be read */
  readonly serviceTrust: () => Promise<TrustOptions>;
  /** The same for the web API. */
  readonly trust: () => Promise<TrustOptions>;
  /** The local service, if it runs: proposed where a connection leads to nothing on this machine. */
  readonly local: Pick<Connection, 'address' | 'webApi'> | undefined;
  /** Of this extension, to compare with the service's. */
  readonly clientVersion: string;
  /** How long a check may take, in milliseconds; 5000 unless given. */
  readonly patience?: number;
}

/** What a check has found. */
export interface Finding {
  readonly detail: string;
  readonly isWarning?: boolean;
  readonly fixes?: readonly Fix[];
}

/** A check that failed, in words for the user. */
export class CheckFailure extends Error {
  override readonly name = 'CheckFailure';
  constructor(
    message: string,
    readonly fixes: readonly Fix[],
  ) {
    super(message);
  }
}

/** A name that nobody gives to a table: reading it shows what the service says, and moves no data. */
const absentTable = '.frames-connection-test';
/** Exists on every platform, and the local service has it. */
const usualContainer = 'bigdata';
const patienceMillis = 5000;
/** Where Frames services usually are. */
const usualPorts = [8081, 8080, 443];

/** The checks of one connection, each by itself. One fails with a CheckFailure, or with what the library or the parts throw. */
export class ConnectionProbes {
  private readonly address: Address;
  private version = '';
  private readonly patience: number;

  constructor(
    private readonly connection: Connection,
    private readonly parts: TestParts,
    private readonly signal: AbortSignal,
  ) {
    this.address = parseAddress(connection.address);
    this.patience = parts.patience ?? patienceMillis;
  }

  async resolve(): Promise<Finding> {
    const { host } = this.address;
    if (isIP(host) !== 0) return { detail: `${host} is an address already.` };
    const found = await this.inTime(lookup(host, { all: true }).catch((error: unknown) => error as Error));
    if (found === undefined) throw await this.failure(this.reached('timeout'));
    if (found instanceof Error)
      throw await this.failure(fromNodeFailure(found, formatAuthority(this.address)));
    return { detail: `${host} is ${found.map(({ address }) => address).join(', ')}.` };
  }

  async connect(): Promise<Finding> {
    const { host, port } = this.address;
    const at = formatAuthority(this.address);
    const socket = connectSocket({ host, port });
    try {
      const outcome = await this.inTime(
        new Promise<Error | 'connected'>((resolve) => {
          socket.once('connect', () => resolve('connected'));
          socket.once('error', resolve);
          this.signal.addEventListener('abort', () => socket.destroy(), { once: true });
        }),
      );
      if (outcome === undefined) throw await this.failure(this.reached('timeout'));
      if (outcome instanceof Error) throw await this.failure(fromNodeFailure(outcome, at));
      return { detail: `${at} accepts connections.` };
    } finally {
      socket.destroy();
    }
  }

  /** The version is asked for without credentials: whoever listens there is not known yet. */
  async protocol(): Promise<Finding> {
    const { library, serviceTrust } = this.parts;
    const client = library.connect(this.connection.address, {
      ...(await serviceTrust()),
      connectTimeout: this.patience,
    });
    try {
      const version = await this.inTime(
        // A service that hangs is not asked again and again.
        client.version({ signal: AbortSignal.any([this.signal, AbortSignal.timeout(2 * this.patience)]) }),
      );
      if (version === undefined) throw this.reached('timeout');
      this.version = version;
    } catch (error) {
      if (!(error instanceof FramesError)) throw error;
      if (error.code === 'unsupported') {
        const at = formatAuthority(this.address);
        throw await this.failure(
          error,
          `${at} speaks the protocol, but it is no Frames service (${error.detail}).`,
        );
      }
      const isSilent = error.reason === 'timeout' || error.code === 'cancelled';
      if (!isSilent) throw await this.failure(error);
      const seconds = this.patience / 1000;
      throw await this.failure(
        error,
        `${formatAuthority(this.address)} accepts the connection but says nothing (waited ${seconds} s): the service may hang, or something else listens there.`,
      );
    } finally {
      client.close();
    }
    return { detail: `It answers as a Frames service over ${this.address.scheme}.` };
  }

  compare(): Finding {
    const { version } = this;
    const warning = versionWarning(version, this.parts.clientVersion);
    if (warning !== undefined) return { detail: warning, isWarning: true };
    return { detail: `Frames ${version}.` };
  }

  async credentials(): Promise<Finding> {
    const { library, credentials, serviceTrust } = this.parts;
    const proof = await credentials();
    const { address, webApi, container = usualContainer } = this.connection;
    const client = library.connect(address, {
      ...proof,
      ...(await serviceTrust()),
      dataUrl: webApi,
      connectTimeout: this.patience,
    });
    let failure: unknown;
    try {
      failure = await this.inTime(firstFailure(client, `${container}/${absentTable}`, this.signal));
    } finally {
      client.close();
    }
    const what = nameOf(proof);
    if (failure === undefined) {
      return { detail: 'The service did not answer a read in time.', isWarning: true };
    }
    if (!(failure instanceof FramesError) || failure.code === 'notFound') {
      return {
        detail: what === undefined ? 'None are kept, and none were asked for.' : `The ${what} was accepted.`,
      };
    }
    if (failure.code === 'unauthenticated') {
      const enter: Fix = { kind: 'ask', label: 'Enter Credentials…', property: 'credentials' };
      const why =
        what === undefined
          ? 'The service asks for credentials, and none are kept for this address'
          : `The service refuses the ${what}: it is wrong, expired or revoked`;
      throw new CheckFailure(`${why} (${failure.detail}).`, [enter]);
    }
    if (failure.code === 'unavailable') {
      throw new CheckFailure(`The service answers, but cannot reach its data: ${failure.detail}.`, [
        { kind: 'ask', label: 'Edit Web API…', property: 'webApi' },
      ]);
    }
    return { detail: reasonOf(failure, this.connection), isWarning: true };
  }

  async data(): Promise<Finding> {
    const { connection } = this;
    const { webApi, container } = connection;
    if (webApi === undefined) {
      return {
        detail: 'There is no web API, so nothing can be listed. Collections are opened by their path.',
        isWarning: true,
        fixes: [{ kind: 'ask', label: 'Enter Web API…', property: 'webApi' }],
      };
    }
    const names = await this.containers(webApi);
    if (container === undefined) {
      return { detail: names.length === 0 ? 'There are none.' : `The web API lists ${names.join(', ')}.` };
    }
    if (!names.includes(container)) {
      const found = names.length === 0 ? 'There are none.' : `There are ${names.join(', ')}.`;
      throw new CheckFailure(`There is no container ${container}. ${found}`, [
        { kind: 'chooseContainer', label: 'Choose Container…', names },
      ]);
    }
    return { detail: `The web API lists ${container}.` };
  }

  private async containers(webApi: string): Promise<readonly string[]> {
    const { library, credentials, trust } = this.parts;
    const abort = new AbortController();
    const signal = AbortSignal.any([this.signal, abort.signal]);
    try {
      const source = library.webApiSource(webApi, await credentials(), await trust());
      const names = await this.inTime(source.containers({ signal }));
      if (names !== undefined) return names;
      throw new FramesError({ code: 'unavailable', reason: 'timeout', detail: `no answer from ${webApi}` });
    } catch (error) {
      if (!(error instanceof FramesError)) throw error;
      const fixes: readonly Fix[] =
        error.code === 'unauthenticated'
          ? [{ kind: 'ask', label: 'Enter Credentials…', property: 'credentials' }]
          : [
              ...this.localWebApi(webApi),
              ...webApiFixes(this.connection, error, await this.listenerOf(webApi)),
            ];
      throw new CheckFailure(`The web API ${webApi}: ${reasonOf(error, this.connection)}`, fixes);
    } finally {
      abort.abort();
    }
  }

  private localWebApi(webApi: string): readonly Fix[] {
    const ours = this.parts.local?.webApi;
    const isHere = URL.canParse(webApi) && isLoopback({ host: hostOf(new URL(webApi)) });
    if (ours === undefined || !isHere || new URL(ours).origin === new URL(webApi).origin) return [];
    return [{ kind: 'change', label: `Use ${ours}`, connection: { ...this.connection, webApi: ours } }];
  }

  private async listenerOf(webApi: string): Promise<Seen['listener']> {
    if (!URL.canParse(webApi)) return undefined;
    const url = new URL(webApi);
    const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
    return whatListens({ scheme: 'http', host: hostOf(url), port }, this.signal);
  }

  private reached(reason: 'timeout'): FramesError {
    return connectionFailure(reason, { address: formatAuthority(this.address) });
  }

  /** A failure with what would mend it: that is looked for only now. */
  private async failure(
    error: FramesError,
    message = reasonOf(error, this.connection),
  ): Promise<CheckFailure> {
    return new CheckFailure(message, serviceFixes(this.connection, error, await this.seen()));
  }

  private async seen(): Promise<readonly Seen[]> {
    const { address } = this;
    const usual = usualPorts.filter((port) => port !== address.port).map((port) => ({ ...address, port }));
    const { local } = this.parts;
    const ours = local !== undefined && isLoopback(address) ? [parseAddress(local.address)] : [];
    return Promise.all(
      [address, ...usual, ...ours].map(async (at) => ({
        address: at,
        listener: await whatListens(at, this.signal),
      })),
    );
  }

  /** What the work comes to, or undefined when it takes too long. */
  private async inTime<T>(work: Promise<T>): Promise<T | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>(
      (resolve) => (timer = setTimeout(() => resolve(undefined), this.patience)),
    );
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** What reading a table that is not there fails with; `'read'` when it does not fail. */
async function firstFailure(client: FramesClient, table: string, signal: AbortSignal): Promise<unknown> {
  try {
    await client.read({ backend: 'nosql', table }, { signal }).next();
    return 'read';
  } catch (error) {
    return error;
  }
}

function nameOf({ token, password }: Credentials): string | undefined {
  if (token) return 'access key';
  return password ? 'password' : undefined;
}

/** Without the brackets of an IPv6 address. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}
