import type { Secret, SecretOwner } from './secret';

/** Where secrets rest. */
export type SecretPlace = 'keychain' | 'vscode' | 'memory';

/** What the setting `frames.secretStore` can be. */
export type SecretChoice = 'auto' | SecretPlace;

/** Each place in words, after "kept in". */
export const secretPlaceNames: Readonly<Record<SecretPlace, string>> = {
  keychain: 'the keychain of the operating system',
  vscode: 'the secret storage of VS Code',
  memory: 'memory, until the window closes',
};

/** Keeps the secrets of connections, and nothing else does. */
export interface SecretStore {
  /** Undefined when there is none, or when the one that is there was given for other addresses. */
  get(owner: SecretOwner): Promise<Secret | undefined>;
  /** Binds the secret to the addresses that the connection has; it replaces the one before. */
  set(owner: SecretOwner, secret: Secret): Promise<void>;
  delete(connectionId: string): Promise<void>;
  whereabouts(): Promise<SecretPlace>;
}
