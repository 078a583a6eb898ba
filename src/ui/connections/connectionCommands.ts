import { window } from 'vscode';
import { register, type CommandBoundary } from '../commands';
import type { CommandArguments, ConnectionTarget, EditTarget } from '../ids';
import { DisposableStore } from '../lifecycle';
import { askChoice, back, CancelledError } from '../quickInput';
import { UserError } from '../report';
import { requireTrust, type Trust } from '../trust';
import { freeName, localConnectionId, type Connection } from './connection';
import {
  askEnvironmentConnection,
  askNewConnection,
  editConnection,
  editProperty,
  saveEdited,
  type EditOptions,
} from './connectionForm';
import type { TestReport } from './checklist';
import { showConnectionTest } from './connectionTestView';
import type { PropertyName } from './connectionProperties';
import type { ConnectionStore } from './connectionStore';
import { greetConnection, type ConnectionTree } from './greetConnection';
import type { LiveConnections } from './liveConnections';
import type { PlainConsents } from './plainConsents';
import { changed, saveConnection } from './saveConnection';
import type { SecretStore } from './secretStore';

export interface ConnectionCommandsOptions extends CommandBoundary {
  readonly store: ConnectionStore;
  readonly secrets: SecretStore;
  readonly consents: PlainConsents;
  readonly live: LiveConnections;
  readonly trust: Trust;
  readonly tree: ConnectionTree;
  /** Runs the checklist of a connection. */
  readonly test: (connection: Connection, signal: AbortSignal) => AsyncIterable<TestReport>;
}

/** Commands over one connection: that of the tree, else one that is asked for. */
type OneConnectionCommand = {
  [K in keyof CommandArguments]: CommandArguments[K] extends [target?: ConnectionTarget]
    ? [target?: ConnectionTarget] extends CommandArguments[K]
      ? K
      : never
    : never;
}[keyof CommandArguments];

interface OneConnection {
  readonly title: string;
  readonly intent: string;
  /** Whether the local service's is one to choose: nothing about it can be changed. */
  readonly withLocal?: boolean;
  /** @param property what is to be changed, where the target says so */
  readonly run: (connection: Connection, property?: PropertyName) => Promise<void>;
}

export function registerConnectionCommands(options: ConnectionCommandsOptions): DisposableStore {
  const { store, trust } = options;
  const commands = new DisposableStore();
  const onOne = (
    id: OneConnectionCommand,
    { title, intent, withLocal = false, run }: OneConnection,
  ): void => {
    const known = (target: ConnectionTarget | undefined): Connection | undefined =>
      choices(store, withLocal).find((connection) => connection.id === idOf(target));
    commands.add(
      register(
        id,
        {
          run: async (target?: EditTarget) => {
            requireTrust(trust);
            await run(known(target) ?? (await choose(title, choices(store, withLocal))), target?.property);
          },
          situation: (target?: ConnectionTarget) => ({ intent, connection: known(target) }),
        },
        options,
      ),
    );
  };
  const onProperty = (id: OneConnectionCommand, name: PropertyName, title: string, intent: string): void =>
    onOne(id, {
      title,
      intent,
      run: async (connection) => {
        await editProperty(name, editing(options, connection));
      },
    });

  for (const [id, ask] of [
    ['frames.addConnection', askNewConnection],
    ['frames.addFromEnvironment', askEnvironmentConnection],
  ] as const) {
    commands.add(
      register(
        id,
        {
          run: async () => {
            requireTrust(trust);
            const draft = await ask({ env: process.env, otherNames: namesBeside(store) });
            await saveConnection(draft, options);
            await greetConnection(draft.connection, options);
          },
          situation: () => ({ intent: 'add a connection' }),
        },
        options,
      ),
    );
  }
  onOne('frames.editConnection', {
    title: 'Edit Connection',
    intent: 'edit the connection',
    run: (connection, property) => edit(connection, options, property),
  });
  onProperty('frames.enterCredentials', 'credentials', 'Enter Credentials', 'enter credentials');
  onProperty('frames.setConnectionColor', 'color', 'Set Connection Color', 'set the color');
  onProperty('frames.setRowLimit', 'rowLimit', 'Set Row Limit', 'set the row limit');
  onOne('frames.toggleReadOnly', {
    title: 'Toggle Read-Only',
    intent: 'change whether the connection is read-only',
    run: async (connection) => {
      const readOnly = connection.readOnly === true ? undefined : true;
      await store.save(changed(connection, 'readOnly', readOnly));
      const now = readOnly === true ? '$(lock) is read-only now' : '$(unlock) can be written to now';
      window.setStatusBarMessage(`${connection.name} ${now}`, 5000);
    },
  });
  onOne('frames.duplicateConnection', {
    title: 'Duplicate Connection',
    intent: 'duplicate the connection',
    run: (connection) => duplicate(connection, options),
  });
  onOne('frames.removeConnection', {
    title: 'Remove Connection',
    intent: 'remove the connection',
    run: (connection) => remove(connection, options),
  });
  onOne('frames.testConnection', {
    title: 'Test Connection',
    intent: 'test the connection',
    withLocal: true,
    run: (connection) => test(connection, options),
  });
  return commands;
}

function idOf(target: ConnectionTarget | undefined): string | undefined {
  if (target === undefined) return undefined;
  return 'kind' in target ? target.connection.id : target.connectionId;
}

function choices(store: ConnectionStore, withLocal: boolean): readonly Connection[] {
  return store.list().filter(({ id }) => withLocal || id !== localConnectionId);
}

async function choose(title: string, all: readonly Connection[]): Promise<Connection> {
  if (all.length === 0) throw new UserError('there is no connection yet. Add one first.');
  const answer = await askChoice({
    title,
    placeholder: 'Which connection?',
    choices: all.map((connection) => ({
      label: connection.name,
      description: connection.address,
      value: connection,
    })),
    step: 1,
    total: 1,
  });
  if (answer === back) throw new CancelledError();
  return answer;
}

function namesBeside(store: ConnectionStore, id?: string): readonly string[] {
  return store.list().flatMap((connection) => (connection.id === id ? [] : [connection.name]));
}

function editing(options: ConnectionCommandsOptions, connection: Connection): EditOptions {
  return {
    connection,
    otherNames: namesBeside(options.store, connection.id),
    keptKind: async (at) => (await options.secrets.get(at))?.kind,
    save: (draft) => saveConnection(draft, options),
  };
}

async function edit(
  before: Connection,
  options: ConnectionCommandsOptions,
  property?: PropertyName,
): Promise<void> {
  const parts = editing(options, before);
  const { connection, wantsTest } =
    property === undefined
      ? await editConnection(parts)
      : { connection: await editProperty(property, parts), wantsTest: false };
  if (wantsTest) await test(connection, options);
  else if (leadsElsewhere(before, connection)) await greetConnection(connection, options);
}

async function test(start: Connection, options: ConnectionCommandsOptions): Promise<void> {
  await showConnectionTest(start, {
    test: options.test,
    edit: (connection) => edit(connection, options),
    mend: async (connection, fix) => {
      const parts = editing(options, connection);
      switch (fix.kind) {
        case 'change':
          return saveEdited({ connection: fix.connection }, parts);
        case 'ask':
          return editProperty(fix.property, parts);
        case 'chooseContainer':
          return saveEdited({ connection: await askContainer(connection, fix.names) }, parts);
      }
    },
  });
}

async function askContainer(connection: Connection, names: readonly string[]): Promise<Connection> {
  const answer = await askChoice<string | undefined>({
    title: `Container of ${connection.name}`,
    step: 1,
    total: 1,
    placeholder: 'Which container?',
    choices: [{ label: 'All', value: undefined }, ...names.map((name) => ({ label: name, value: name }))],
  });
  if (answer === back) throw new CancelledError();
  return changed(connection, 'container', answer);
}

/** The secret comes along: it goes to the same addresses. */
async function duplicate(connection: Connection, options: ConnectionCommandsOptions): Promise<void> {
  const { store, secrets, tree } = options;
  const name = freeName(connection.name, namesBeside(store));
  const copy = { ...connection, id: crypto.randomUUID(), name };
  await saveConnection({ connection: copy, secret: await secrets.get(connection) }, options);
  await tree.reveal(copy.id);
  await tree.expand(copy.id);
}

async function remove(
  { id, name }: Connection,
  { store, secrets, consents }: ConnectionCommandsOptions,
): Promise<void> {
  const confirm = 'Remove';
  const detail = 'Its access key or password is deleted too. The data of the service stays as it is.';
  const chosen = await window.showWarningMessage(
    `Remove the connection ${name}?`,
    { modal: true, detail },
    confirm,
  );
  if (chosen !== confirm) return;
  await store.remove(id);
  await consents.forget(id);
  await secrets.delete(id);
}

function leadsElsewhere(a: Connection, b: Connection): boolean {
  const members = ['address', 'webApi', 'user', 'ca'] as const;
  return members.some((member) => a[member] !== b[member]);
}
