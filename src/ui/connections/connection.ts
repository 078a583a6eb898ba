import { parseAddress } from '../../frames/address';
import { FramesError } from '../../wire/errors';

/** Where a Frames service is, how it is talked to and shown. A value without any secret. */
export interface Connection {
  readonly id: string;
  readonly name: string;
  /** What `parseAddress` reads; without a scheme it is gRPC. */
  readonly address: string;
  /** The platform's web API (`data_url` of other clients), which lists containers and folders. */
  readonly webApi?: string;
  /** Only this container is shown. */
  readonly container?: string;
  /** Signs in with a password; without a user the secret is an access key. */
  readonly user?: string;
  /** Path of a PEM file with the authorities to trust, for `grpcs` and `https`. */
  readonly ca?: string;
  /** Whether creating, writing, deleting and executing are refused before anything is sent. */
  readonly readOnly?: boolean;
  readonly color?: ConnectionColor;
  /** Rows at which reading a result pauses, in [1, 100000000]; as the setting says unless given. */
  readonly rowLimit?: number;
  /** Whether queries are kept in the history of the editor; they are unless this is false. */
  readonly recordHistory?: boolean;
}

export const connectionColors = ['red', 'orange', 'yellow', 'green', 'blue', 'purple'] as const;

/** Of the icon in the tree; drawn in the theme's own shade. */
export type ConnectionColor = (typeof connectionColors)[number];

export const maxRowLimit = 100_000_000;

/** The connection that the local service brings with it; it is never stored. */
export const localConnectionId = 'local';

/** Whether something that was kept can be used as a connection. */
export function isConnection(value: unknown): value is Connection {
  const { id, name, address } = (value ?? {}) as Partial<Connection>;
  return typeof id === 'string' && typeof name === 'string' && typeof address === 'string';
}

/** Characters of a name: what fits a tree row. */
const maxNameLength = 64;

/** What is wrong with an address, in words for the input box; undefined when it is fine. */
export function addressProblem(text: string): string | undefined {
  if (text.trim() === '') return 'Enter host and port, such as framesd:8081.';
  try {
    parseAddress(text);
    return undefined;
  } catch (error) {
    return error instanceof FramesError ? `${upperFirst(error.detail)}.` : String(error);
  }
}

/** What is wrong with a web API address; empty is fine. */
export function webApiProblem(text: string): string | undefined {
  const address = text.trim();
  if (address === '') return undefined;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    return 'Write a URL, such as https://webapi.default-tenant.app.cluster.example.';
  }
  if (url.username !== '' || url.password !== '')
    return 'Leave the credentials out; the key is asked for next.';
  return undefined;
}

/** What is wrong with a number of rows; empty is fine. */
export function rowLimitProblem(text: string): string | undefined {
  const digits = text.trim();
  if (digits === '') return undefined;
  const isInRange = /^\d{1,9}$/.test(digits) && Number(digits) >= 1 && Number(digits) <= maxRowLimit;
  return isInRange ? undefined : `Write a whole number from 1 to ${maxRowLimit}.`;
}

/** What is wrong with the name of a container; empty is fine. */
export function containerProblem(text: string): string | undefined {
  return /[/\s\0]/.test(text.trim()) ? 'The name of one container, without slashes or spaces.' : undefined;
}

/** What is wrong with a name, given the names of the other connections. */
export function nameProblem(text: string, others: readonly string[]): string | undefined {
  const name = text.trim();
  if (name === '') return 'Enter a name.';
  if (name.length > maxNameLength) return `At most ${maxNameLength} characters.`;
  const taken = others.some((other) => other.toLowerCase() === name.toLowerCase());
  return taken ? `There is a connection named ${name} already.` : undefined;
}

/** A name for a new connection: the host, numbered if that is taken. */
export function suggestName(address: string, others: readonly string[]): string {
  return freeName(addressProblem(address) === undefined ? parseAddress(address).host : 'Frames', others);
}

/** The name, numbered if it is taken. */
export function freeName(wanted: string, others: readonly string[]): string {
  const base = wanted.slice(0, maxNameLength - 4);
  for (let i = 1; ; i++) {
    const name = i === 1 ? base : `${base} ${i}`;
    if (nameProblem(name, others) === undefined) return name;
  }
}

function upperFirst(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
