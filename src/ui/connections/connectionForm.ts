import { askChoice, askInOrder, back, CancelledError, type Step } from '../quickInput';
import {
  properties,
  propertyNames,
  propertyText,
  type KeptKind,
  type PropertyName,
} from './connectionProperties';
import { addressProblem, type Connection } from './connection';
import { questions } from './connectionQuestions';
import { environmentDraft, environmentVariables } from './environmentDraft';
import { hasEnvironment } from './hasEnvironment';
import type { Draft } from './saveConnection';

export interface AddOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Names that are taken. */
  readonly otherNames: readonly string[];
}

/** Asks for a new connection in four short steps; before them, where the environment describes one, whether to take that. @throws CancelledError */
export async function askNewConnection(options: AddOptions): Promise<Draft> {
  const { env, otherNames } = options;
  const title = 'Add Connection';
  if (hasEnvironment(env)) {
    const environment = 'environment';
    const source = await askChoice({
      title,
      step: 1,
      total: 1,
      placeholder: 'Where is the Frames service?',
      choices: [
        {
          label: '$(terminal) Take It from the Environment',
          description: environmentVariables(env).join(', '),
          value: environment,
        },
        { label: '$(edit) Enter an Address', value: 'address' },
      ],
    });
    if (source === environment) return askEnvironmentConnection(options);
  }
  return askSteps(title, ['address', 'webApi', 'credentials', 'name'], otherNames, emptyDraft());
}

/** The connection that the environment describes: only what it leaves open is asked for. @throws CancelledError; FramesError */
export async function askEnvironmentConnection({ env, otherNames }: AddOptions): Promise<Draft> {
  const draft = environmentDraft(env, otherNames);
  const isAddressed = addressProblem(draft.connection.address) === undefined;
  const asked: readonly PropertyName[] = isAddressed ? ['name'] : ['address', 'name'];
  const found = isAddressed ? draft : { ...draft, connection: { ...draft.connection, name: '' } };
  return askSteps('Add Connection from the Environment', asked, otherNames, found);
}

async function askSteps(
  title: string,
  asked: readonly PropertyName[],
  otherNames: readonly string[],
  start: Draft,
): Promise<Draft> {
  let draft = start;
  const steps = asked.map((name): Step => async (at) => {
    const answer = await questions[name]({ place: { ...at, title }, draft, otherNames });
    if (answer !== back) draft = answer;
    return answer;
  });
  await askInOrder(steps);
  return draft;
}

function emptyDraft(): Draft {
  return { connection: { id: crypto.randomUUID(), name: '', address: '' }, secret: undefined };
}

export interface EditOptions {
  readonly connection: Connection;
  readonly otherNames: readonly string[];
  readonly keptKind: (connection: Connection) => Promise<KeptKind>;
  readonly save: (draft: Draft) => Promise<void>;
}

/**
 * Lists the properties of a connection with their values; each that is chosen is asked for, saved at once, and the list comes again.
 * Resolves with the connection as it is then, and whether to test it, when the user leaves.
 */
export async function editConnection(options: EditOptions): Promise<{
  readonly connection: Connection;
  readonly wantsTest: boolean;
}> {
  let { connection } = options;
  let last: PropertyName | 'test' = 'address';
  for (;;) {
    try {
      const chosen = await askProperty(connection, await options.keptKind(connection), last);
      if (chosen === 'test') return { connection, wantsTest: true };
      last = chosen;
      connection = await editProperty(chosen, { ...options, connection });
    } catch (error) {
      if (error instanceof CancelledError) return { connection, wantsTest: false };
      throw error;
    }
  }
}

/** Asks for one property and saves it; for the secret too where another address makes that necessary. */
export async function editProperty(
  name: PropertyName,
  { connection, otherNames, keptKind, save }: EditOptions,
): Promise<Connection> {
  const title = `${properties[name].label} of ${connection.name}`;
  const draft = await questions[name]({ place: { ...inside, title }, draft: { connection }, otherNames });
  return draft === back ? connection : saveEdited(draft, { connection, otherNames, keptKind, save });
}

const inside = { step: 2, total: 2 };

/** Saves what has become of a connection; a secret that was given for another address is asked for again. @throws CancelledError */
export async function saveEdited(
  edited: Draft,
  { connection, otherNames, keptKind, save }: EditOptions,
): Promise<Connection> {
  let draft: Draft | typeof back = edited;
  const hadSecret = (await keptKind(connection)) !== undefined;
  if (hadSecret && draft.secret === undefined && (await keptKind(draft.connection)) === undefined) {
    const again = { ...inside, title: `The Address Has Changed: Credentials of ${connection.name} for It` };
    draft = await questions.credentials({ place: again, draft, otherNames });
    if (draft === back) return connection;
  }
  await save(draft);
  return draft.connection;
}

async function askProperty(
  connection: Connection,
  kept: KeptKind,
  last: PropertyName | 'test',
): Promise<PropertyName | 'test'> {
  const chosen = await askChoice<PropertyName | 'test'>({
    title: `Edit Connection ${connection.name}`,
    step: 1,
    total: 1,
    placeholder: 'What is to be changed? Escape leaves.',
    choices: [
      ...propertyNames.map((name) => {
        const { label, icon } = properties[name];
        const text = propertyText(name, connection, kept);
        return { label: `$(${icon}) ${label}`, description: text, value: name };
      }),
      { label: '$(checklist) Test Connection', value: 'test' as const },
    ],
    preferred: last,
  });
  if (chosen === back) throw new CancelledError();
  return chosen;
}
