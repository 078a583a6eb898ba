import { fromEnvironment, type Environment } from '../../frames/environment';
import { suggestName } from './connection';
import { tellingVariables } from './hasEnvironment';
import type { Draft } from './saveConnection';

const variables = [...tellingVariables, 'V3IO_ACCESS_KEY', 'V3IO_USERNAME', 'V3IO_PASSWORD'] as const;

/** The variables that are set, by name alone: for the user to see where a connection comes from. */
export function environmentVariables(env: Environment): readonly string[] {
  return variables.filter((name) => (env[name] ?? '') !== '');
}

/**
 * The connection that the environment describes (spec/client.md §1); its address is empty where `V3IO_FRAMESD` is not set.
 * @throws FramesError invalidArgument when `V3IO_SESSION` cannot be read
 */
export function environmentDraft(env: Environment, otherNames: readonly string[]): Draft {
  const { address = '', session } = fromEnvironment(env);
  const { token, password } = session.toMessage();
  return {
    connection: {
      id: crypto.randomUUID(),
      name: suggestName(address, otherNames),
      address,
      ...(session.url === '' ? {} : { webApi: withScheme(session.url) }),
      ...(session.container === '' ? {} : { container: session.container }),
      ...(session.user === '' ? {} : { user: session.user }),
    },
    secret:
      token !== ''
        ? { kind: 'accessKey', key: token }
        : password !== ''
          ? { kind: 'password', password }
          : undefined,
  };
}

function withScheme(url: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `http://${url}`;
}
