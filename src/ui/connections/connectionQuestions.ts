import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { ThemeColor, ThemeIcon, window } from 'vscode';
import { isLoopback, parseAddress } from '../../frames/address';
import { askChoice, askText, back, type Place } from '../quickInput';
import { UserError } from '../report';
import {
  addressProblem,
  connectionColors,
  containerProblem,
  nameProblem,
  rowLimitProblem,
  suggestName,
  webApiProblem,
  type ConnectionColor,
} from './connection';
import { colorLabels, type PropertyName } from './connectionProperties';
import { colorIds } from './colorIds';
import { changed, type Draft } from './saveConnection';

export interface Asked {
  readonly place: Place;
  readonly draft: Draft;
  /** Names that are taken. */
  readonly otherNames: readonly string[];
}

type Question = (asked: Asked) => Promise<Draft | typeof back>;

type Member = Exclude<PropertyName, 'credentials'>;

/** Asks for one property of a connection each, and resolves with the draft that has the answer. @throws CancelledError */
export const questions: Readonly<Record<PropertyName, Question>> = {
  name: async ({ place, draft, otherNames }) => {
    const { name, address } = draft.connection;
    const answer = await askText({
      ...place,
      prompt: 'Name of the connection in the tree.',
      problem: (text) => nameProblem(text, otherNames),
      value: name === '' ? suggestName(address, otherNames) : name,
    });
    return answer === back ? back : withMember(draft, 'name', answer);
  },

  address: async ({ place, draft }) => {
    const answer = await askText({
      ...place,
      prompt: 'Address of the Frames service: grpc:// (the default), grpcs://, http:// or https://.',
      placeholder: 'framesd:8081',
      problem: addressProblem,
      value: draft.connection.address,
    });
    return answer === back ? back : withMember(draft, 'address', answer);
  },

  webApi: async ({ place, draft }) => {
    const answer = await askText({
      ...place,
      prompt: 'Web API of the platform, which lists containers and tables. Leave empty if there is none.',
      placeholder: 'https://webapi.default-tenant.app.cluster.example',
      problem: webApiProblem,
      value: draft.connection.webApi ?? '',
    });
    return answer === back ? back : withMember(draft, 'webApi', answer === '' ? undefined : answer);
  },

  credentials: askCredentials,

  container: async ({ place, draft }) => {
    const answer = await askText({
      ...place,
      prompt: 'The container that the tree shows. Leave empty for all.',
      placeholder: 'bigdata',
      problem: containerProblem,
      value: draft.connection.container ?? '',
    });
    return answer === back ? back : withMember(draft, 'container', answer === '' ? undefined : answer);
  },

  ca: async ({ place, draft }) => {
    const { ca } = draft.connection;
    const answer = await askChoice({
      ...place,
      placeholder: 'Which authorities may have signed the certificate of the service?',
      choices: [
        { label: 'Those of the system', value: 'system' as const },
        { label: 'Those in a PEM File…', description: ca ?? '', value: 'file' as const },
      ],
      preferred: ca === undefined ? 'system' : 'file',
    });
    if (answer === back) return back;
    if (answer === 'system') return withMember(draft, 'ca', undefined);
    const [file] =
      (await window.showOpenDialog({
        title: 'Certificate Authority',
        openLabel: 'Trust for This Connection',
        filters: { Certificates: ['pem', 'crt', 'cer'], 'All Files': ['*'] },
      })) ?? [];
    if (file === undefined) return draft;
    await checkCertificates(file.fsPath);
    return withMember(draft, 'ca', file.fsPath);
  },

  readOnly: async ({ place, draft }) => {
    const answer = await askChoice({
      ...place,
      placeholder: 'May this connection change what the service holds?',
      choices: [
        { label: 'Read and Write', value: false },
        { label: 'Read-Only', detail: 'Create, write, delete and execute are refused.', value: true },
      ],
      preferred: draft.connection.readOnly === true,
    });
    return answer === back ? back : withMember(draft, 'readOnly', answer || undefined);
  },

  color: async ({ place, draft }) => {
    const none = 'none' as const;
    const answer = await askChoice<ConnectionColor | typeof none>({
      ...place,
      placeholder: 'Which color has its icon in the tree?',
      choices: [
        { label: 'None', iconPath: new ThemeIcon('circle-outline'), value: none },
        ...connectionColors.map((color) => ({
          label: colorLabels[color],
          iconPath: new ThemeIcon('circle-filled', new ThemeColor(colorIds[color])),
          value: color,
        })),
      ],
      preferred: draft.connection.color ?? none,
    });
    return answer === back ? back : withMember(draft, 'color', answer === none ? undefined : answer);
  },

  rowLimit: async ({ place, draft }) => {
    const answer = await askText({
      ...place,
      prompt: 'Rows at which reading a result pauses. Leave empty for the limit of the settings.',
      placeholder: '1000000',
      problem: rowLimitProblem,
      value: draft.connection.rowLimit?.toString() ?? '',
    });
    return answer === back ? back : withMember(draft, 'rowLimit', answer === '' ? undefined : Number(answer));
  },

  recordHistory: async ({ place, draft }) => {
    const answer = await askChoice({
      ...place,
      placeholder: 'Keep the queries that run over this connection among the recent ones?',
      choices: [
        { label: 'Record', value: true },
        { label: 'Do Not Record', value: false },
      ],
      preferred: draft.connection.recordHistory !== false,
    });
    return answer === back ? back : withMember(draft, 'recordHistory', answer ? undefined : false);
  },
};

/** An access key, or a user with a password, or nothing: never both (spec/client.md §1). */
async function askCredentials(asked: Asked): Promise<Draft | typeof back> {
  const { place, draft } = asked;
  const { connection } = draft;
  for (;;) {
    const kind = await askChoice({
      ...place,
      placeholder: 'How does the service know you?',
      choices: [
        { label: 'Access Key', value: 'accessKey' as const },
        { label: 'User and Password', value: 'password' as const },
        { label: 'No Credentials', value: 'none' as const },
      ],
      preferred: preferredKind(draft),
    });
    if (kind === back) return back;
    if (kind === 'none') return { connection: changed(connection, 'user', undefined), secret: 'none' };
    const answer = kind === 'accessKey' ? await askAccessKey(asked) : await askPassword(asked);
    if (answer !== back) return answer;
  }
}

/** A service on this machine asks for no credentials. */
function preferredKind({ connection, secret }: Draft): 'accessKey' | 'password' | 'none' {
  if (connection.user !== undefined) return 'password';
  if (secret !== undefined) return secret === 'none' ? 'none' : secret.kind;
  return isLoopback(parseAddress(connection.address)) ? 'none' : 'accessKey';
}

async function askAccessKey({ place, draft }: Asked): Promise<Draft | typeof back> {
  const key = await askText({
    ...within(place),
    prompt: 'Access key. It is kept where secrets are, never in settings.',
    password: true,
    problem: (text) => (text.trim() === '' ? 'Enter the access key.' : undefined),
    value: '',
  });
  if (key === back) return back;
  return { connection: changed(draft.connection, 'user', undefined), secret: { kind: 'accessKey', key } };
}

async function askPassword({ place, draft }: Asked): Promise<Draft | typeof back> {
  for (;;) {
    const user = await askText({
      ...within(place),
      prompt: 'Name of the user.',
      problem: (text) => (text.trim() === '' ? 'Enter the name of the user.' : undefined),
      value: draft.connection.user ?? '',
    });
    if (user === back) return back;
    const password = await askText({
      ...within(place),
      prompt: `Password of ${user}. It is kept where secrets are, never in settings.`,
      password: true,
      keepsSpaces: true,
      problem: (text) => (text === '' ? 'Enter the password.' : undefined),
      value: '',
    });
    if (password === back) continue;
    return {
      connection: changed(draft.connection, 'user', user),
      secret: { kind: 'password', password },
    };
  }
}

/** A question inside a step can always be gone back from. */
function within(place: Place): Place {
  return { ...place, step: Math.max(2, place.step), total: Math.max(2, place.total) };
}

function withMember<K extends Member>(
  draft: Draft,
  member: K,
  value: Draft['connection'][K] | undefined,
): Draft {
  return { ...draft, connection: changed(draft.connection, member, value) };
}

async function checkCertificates(file: string): Promise<void> {
  try {
    new X509Certificate(await readFile(file));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(`${file} holds no certificate in PEM form that can be read: ${why}`, {
      cause: error,
    });
  }
}
