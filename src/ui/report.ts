import { FramesError } from '../wire/errors';
import { localConnectionId, type Connection } from './connections/connection';
import { RestrictedModeError } from './trust';

/** What a notification offers to do next. */
export type Remedy =
  | 'retry'
  | 'startLocalService'
  | 'editConnection'
  | 'chooseAuthority'
  | 'enterCredentials'
  | 'testConnection'
  | 'refresh'
  | 'manageTrust'
  | 'showLog'
  | 'showServiceLog'
  | 'openFile';

export interface Report {
  readonly severity: 'error' | 'warning';
  /** What happened, why, and what to do next. */
  readonly message: string;
  readonly remedies: readonly Remedy[];
}

/** What was going on when an operation failed. */
export interface Situation {
  /** The thing that did not work, after "Could not": `open bigdata/weather`. */
  readonly intent: string;
  readonly connection?: Connection | undefined;
  /** Whether doing the same again is possible. */
  readonly canRetry?: boolean;
}

/** A line of a file. */
export interface FilePlace {
  readonly uri: string;
  /** From 1. */
  readonly line: number;
}

export interface UserErrorParts {
  readonly remedies?: readonly Remedy[];
  /** Where the fault is; it can be opened from the message. */
  readonly place?: FilePlace;
  /** Over which it failed, where that was chosen on the way. */
  readonly connection?: Connection;
  readonly cause?: unknown;
}

/** A failure whose words are meant for the user as they are. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly remedies: readonly Remedy[];
  readonly place: FilePlace | undefined;
  readonly connection: Connection | undefined;

  constructor(message: string, { remedies = [], place, connection, cause }: UserErrorParts = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.remedies = place === undefined ? remedies : ['openFile', ...remedies];
    this.place = place;
    this.connection = connection;
  }
}

export const remedyLabels: Readonly<Record<Remedy, string>> = {
  retry: 'Retry',
  startLocalService: 'Start Local Service',
  editConnection: 'Edit Connection',
  chooseAuthority: 'Choose Authority…',
  enterCredentials: 'Enter Credentials',
  testConnection: 'Test Connection',
  refresh: 'Refresh',
  manageTrust: 'Manage Workspace Trust',
  showLog: 'Show Log',
  showServiceLog: 'Show Service Log',
  openFile: 'Open File',
};

/** An error as the user is told about it; undefined when there is nothing to tell: it was cancelled. */
export function reportOf(error: unknown, situation: Situation): Report | undefined {
  if (isCancellation(error)) return undefined;
  const couldNot = `Could not ${situation.intent}`;
  if (error instanceof RestrictedModeError) {
    return {
      severity: 'warning',
      message: `${couldNot}: ${error.message} Trust this workspace first.`,
      remedies: ['manageTrust'],
    };
  }
  if (error instanceof UserError) {
    return {
      severity: 'error',
      message: `${couldNot}: ${sentence(error.message)}`,
      remedies: withRetry(situation, error.remedies),
    };
  }
  if (error instanceof FramesError) return reportOfFrames(error, situation);
  return {
    severity: 'error',
    message: `${couldNot}: ${sentence(error instanceof Error ? error.message : String(error))}`,
    remedies: ['showLog'],
  };
}

function reportOfFrames(error: FramesError, situation: Situation): Report {
  const { why, remedies } = explain(error, situation);
  return {
    severity: 'error',
    message: `Could not ${situation.intent}: ${why}`,
    remedies: withRetry(situation, remedies),
  };
}

/** The same situation, with the connection over which an error says that it failed. */
export function situationOf(error: unknown, situation: Situation): Situation {
  const connection = situation.connection ?? (error instanceof UserError ? error.connection : undefined);
  return { ...situation, connection };
}

/** Why something failed, as a sentence of its own. */
export function reasonOf(error: unknown, connection?: Connection): string {
  if (error instanceof FramesError) return upperFirst(explain(error, { connection, intent: '' }).why);
  return upperFirst(sentence(error instanceof Error ? error.message : String(error)));
}

const startable: readonly Remedy[] = ['startLocalService'];

interface Explanation {
  readonly why: string;
  readonly remedies: readonly Remedy[];
}

/** How the platform says that there is no such path: its HTTP answer, which is for the log (spec/kv.md §7). */
const platformAnswer = /response status code: HTTP\/[\d.]+ 404/;

/** Characters of a service's words that are shown: some quote whole exchanges with what lies behind them. */
const mostWords = 2000;

/** The words of a service as they are shown; the log has all of them. */
export function shownWords(detail: string): string {
  return detail.length <= mostWords ? detail : `${detail.slice(0, mostWords)}… (the log has all of it)`;
}

function explain(error: FramesError, { connection }: Situation): Explanation {
  const { code, table } = error;
  const detail = shownWords(error.detail);
  const isLocal = connection?.id === localConnectionId;
  const server = connection?.name ?? 'The service';
  const edit: readonly Remedy[] = connection === undefined || isLocal ? [] : ['editConnection'];
  const test: readonly Remedy[] = connection === undefined ? [] : ['testConnection'];
  switch (code) {
    case 'unavailable':
      return isLocal
        ? {
            why: 'the local service is not running. Start it again.',
            remedies: ['startLocalService', 'showServiceLog'],
          }
        : {
            why: sentence(detail),
            remedies:
              error.reason === 'certificateUntrusted' && connection !== undefined
                ? ['chooseAuthority', ...test, ...edit, 'retry']
                : ['retry', ...test, ...edit, ...(connection === undefined ? startable : [])],
          };
    case 'unauthenticated':
      return {
        why: `${server} did not accept the ${connection?.user === undefined ? 'access key' : 'password'} (${bare(detail)}). Enter a valid one.`,
        remedies: connection === undefined || isLocal ? ['showLog'] : ['enterCredentials', 'showLog'],
      };
    case 'permissionDenied':
      return {
        why: `${server} does not permit it (${bare(detail)}). Ask for the permission, or use another access key.`,
        remedies: [...edit, 'showLog'],
      };
    case 'notFound': {
      const missing = table !== undefined && platformAnswer.test(detail) ? `there is no ${table}` : detail;
      return {
        why: `${sentence(missing)} Refresh to see what is there now.`,
        remedies: ['refresh', 'showLog'],
      };
    }
    case 'alreadyExists':
      return {
        why: `${sentence(detail)} Choose another name or save mode.`,
        remedies: ['refresh', 'showLog'],
      };
    case 'invalidArgument':
      return { why: sentence(detail), remedies: ['showLog'] };
    case 'unsupported':
      return { why: `${server} cannot do that: ${sentence(detail)}`, remedies: ['showLog'] };
    case 'deadline':
      return {
        why: `${server} took too long to answer. Try again, or look whether it is busy.`,
        remedies: ['retry', ...test, 'showLog'],
      };
    case 'protocol': {
      const advice = detail.endsWith('?') ? '' : ' Is the address the gRPC port of a Frames service?';
      return {
        why: `the answer was not understood: ${sentence(detail)}${advice}`,
        remedies: [...test, ...edit, 'showLog'],
      };
    }
    case 'internal':
    case 'unknown':
    case 'cancelled':
      return { why: sentence(detail), remedies: ['retry', 'showLog'] };
  }
}

/** Retry is offered only where it can be done. */
function withRetry({ canRetry = false }: Situation, remedies: readonly Remedy[]): readonly Remedy[] {
  return remedies.filter((remedy) => remedy !== 'retry' || canRetry);
}

/** Cancelling is what the user asked for, however deep below it surfaces. */
export function isCancellation(error: unknown): boolean {
  if (error instanceof FramesError) return error.code === 'cancelled';
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'Canceled');
}

/** An error for the log: its message and those of everything that caused it. */
export function withCauses(error: unknown): string {
  const messages: string[] = [];
  const seen = new Set<Error>();
  let at = error;
  while (at instanceof Error && !seen.has(at)) {
    seen.add(at);
    messages.push(at instanceof FramesError ? `[${at.code}] ${at.message}` : at.message);
    at = at.cause;
  }
  if (messages.length === 0) messages.push(String(error));
  return messages.join(' <- ');
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

function bare(text: string): string {
  return text.trim().replace(/\.$/, '');
}

function upperFirst(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
