import path from 'node:path';
import { UserError } from '../report';
import {
  addressProblem,
  connectionColors,
  containerProblem,
  maxRowLimit,
  nameProblem,
  webApiProblem,
  type Connection,
} from './connection';

/** What travels in a file: all that a user chose, and nothing of this machine's secrets. */
export type PortableConnection = Omit<Connection, 'id'>;

const version = 1;
/** Bytes of a file, and connections in it, at most: more is no list of connections. */
export const maxFileBytes = 1024 * 1024;
const maxConnections = 1000;
const maxTextLength = 2048;

/** The text of a file with these connections: JSON, without a secret. */
export function writeConnections(connections: readonly Connection[]): string {
  return `${JSON.stringify({ framesConnections: version, connections: connections.map(portable) }, undefined, 2)}\n`;
}

/** By name, so that nothing leaves that was not meant to. */
function portable(connection: Connection): PortableConnection {
  const { name, address, webApi, container, user, ca, readOnly, color, rowLimit, recordHistory } = connection;
  return {
    name,
    address,
    ...(webApi === undefined ? {} : { webApi }),
    ...(container === undefined ? {} : { container }),
    ...(user === undefined ? {} : { user }),
    ...(ca === undefined ? {} : { ca }),
    ...(readOnly === undefined ? {} : { readOnly }),
    ...(color === undefined ? {} : { color }),
    ...(rowLimit === undefined ? {} : { rowLimit }),
    ...(recordHistory === undefined ? {} : { recordHistory }),
  };
}

/**
 * Reads a file that `writeConnections` wrote, or that somebody else made up.
 * @throws UserError that names the connection and the member that cannot be used; then nothing of the file is
 */
export function readConnections(text: string): readonly PortableConnection[] {
  const { framesConnections, connections } = parse(text);
  if (framesConnections === undefined) {
    throw new UserError('this is no file of Frames connections: it has no “framesConnections”.');
  }
  if (framesConnections !== version) {
    throw new UserError(
      `the file is of version ${brief(framesConnections)}, and this extension reads version ${version}.`,
    );
  }
  if (!Array.isArray(connections)) throw new UserError('“connections” is no list.');
  if (connections.length > maxConnections) {
    throw new UserError(
      `there are ${connections.length} connections in it; at most ${maxConnections} can be read.`,
    );
  }
  const names: string[] = [];
  return connections.map((value: unknown, index) => {
    const connection = readConnection(value, `connection ${index + 1}`);
    const taken = nameProblem(connection.name, names);
    if (taken !== undefined) throw new UserError(`connection ${index + 1}: ${taken}`);
    names.push(connection.name);
    return connection;
  });
}

function parse(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UserError(`this is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isRecord(value)) throw new UserError('this is no file of Frames connections: it is no JSON object.');
  return value;
}

/** What is wrong with the value of a member, in words behind its name. */
type Rule = (value: unknown) => string | undefined;

const rules: Readonly<Record<keyof PortableConnection, Rule>> = {
  name: textRule((text) => nameProblem(text, [])),
  address: textRule(addressProblem),
  webApi: textRule(webApiProblem),
  container: textRule(containerProblem),
  user: textRule(() => undefined),
  ca: textRule((text) => (isLocalFile(text) ? undefined : 'An absolute path of a file on this machine.')),
  readOnly: booleanProblem,
  color: (value) =>
    connectionColors.some((color) => color === value) ? undefined : `One of ${connectionColors.join(', ')}.`,
  rowLimit: (value) =>
    Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= maxRowLimit
      ? undefined
      : `A whole number from 1 to ${maxRowLimit}.`,
  recordHistory: booleanProblem,
};

function readConnection(value: unknown, where: string): PortableConnection {
  if (!isRecord(value)) throw new UserError(`${where} is no JSON object.`);
  for (const [member, content] of Object.entries(value)) {
    const rule = Object.hasOwn(rules, member) ? rules[member as keyof PortableConnection] : undefined;
    if (rule === undefined) throw new UserError(`${where}: “${brief(member)}” belongs to no connection.`);
    const problem = rule(content);
    if (problem !== undefined) throw new UserError(`${where}, “${member}”: ${problem}`);
  }
  for (const member of ['name', 'address']) {
    if (!Object.hasOwn(value, member)) throw new UserError(`${where}: “${member}” is missing.`);
  }
  // Every member has passed its rule.
  return trimmed(value) as unknown as PortableConnection;
}

function textRule(problem: (text: string) => string | undefined): Rule {
  return (value) => {
    if (typeof value !== 'string') return 'It must be a text.';
    if (value.trim() === '') return 'It is empty.';
    if (value.length > maxTextLength) return `At most ${maxTextLength} characters.`;
    // Also those that turn the direction of writing: a name must look like what it is.
    if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(value)) return 'It holds characters that cannot be seen.';
    return problem(value);
  };
}

function booleanProblem(value: unknown): string | undefined {
  return typeof value === 'boolean' ? undefined : 'It must be true or false.';
}

/** A path into the network would tell its host who reads here. */
function isLocalFile(text: string): boolean {
  return path.isAbsolute(text) && !/^[\\/]{2}/.test(text);
}

function trimmed(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(value).map(([member, content]) => [
      member,
      typeof content === 'string' ? content.trim() : content,
    ]),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function brief(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
