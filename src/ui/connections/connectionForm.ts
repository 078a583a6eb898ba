import { askInOrder, askText, type Step } from '../quickInput';
import { addressProblem, nameProblem, suggestName, webApiProblem, type Connection } from './connection';

export interface ConnectionAnswers {
  readonly connection: Connection;
  /** What became of the access key: a new one, none, or (undefined) as before. */
  readonly accessKey: string | undefined;
}

export interface ConnectionFormOptions {
  /** The connection to edit; a new one unless given. */
  readonly connection?: Connection;
  readonly hasAccessKey?: boolean;
  /** Names that are taken. */
  readonly otherNames: readonly string[];
}

/** Asks for a connection in four short steps. @throws CancelledError */
export async function askConnection({
  connection,
  hasAccessKey = false,
  otherNames,
}: ConnectionFormOptions): Promise<ConnectionAnswers> {
  const title = connection === undefined ? 'Add Connection' : `Edit Connection ${connection.name}`;
  const draft = {
    address: connection?.address ?? '',
    webApi: connection?.webApi ?? '',
    accessKey: '',
    name: connection?.name ?? '',
  };
  const ask =
    (
      field: keyof typeof draft,
      question: Omit<Parameters<typeof askText>[0], 'title' | 'step' | 'total' | 'value'>,
    ): Step =>
    async (place) => {
      const value =
        field === 'name' && draft.name === '' ? suggestName(draft.address, otherNames) : draft[field];
      const answer = await askText({ ...place, title, ...question, value });
      if (typeof answer === 'string') draft[field] = answer;
      return answer;
    };
  await askInOrder([
    ask('address', {
      prompt: 'Address of the Frames service (gRPC).',
      placeholder: 'framesd:8081',
      problem: addressProblem,
    }),
    ask('webApi', {
      prompt: 'Web API of the platform, which lists containers and tables. Leave empty if there is none.',
      placeholder: 'https://webapi.default-tenant.app.cluster.example',
      problem: webApiProblem,
    }),
    ask('accessKey', {
      prompt: hasAccessKey
        ? 'Access key. Leave empty to keep the stored one.'
        : 'Access key, kept in the editor’s encrypted storage. Leave empty if the service needs none.',
      password: true,
      problem: () => undefined,
    }),
    ask('name', {
      prompt: 'Name of the connection in the tree.',
      problem: (text) => nameProblem(text, otherNames),
    }),
  ]);
  return {
    connection: {
      id: connection?.id ?? crypto.randomUUID(),
      name: draft.name,
      address: draft.address,
      ...(draft.webApi === '' ? {} : { webApi: draft.webApi }),
      ...(connection?.container === undefined ? {} : { container: connection.container }),
      ...(connection?.user === undefined ? {} : { user: connection.user }),
    },
    accessKey: draft.accessKey === '' ? undefined : draft.accessKey,
  };
}
