import type { SecretStorage } from 'vscode';
import type { Connection } from './connection';
import {
  adoptBareSecret,
  belongsTo,
  decodeSecret,
  encodeSecret,
  keep,
  type Secret,
  type SecretOwner,
} from './secret';

/** Where secrets rest. */
export type SecretPlace = 'keychain' | 'vscode' | 'memory';

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

/** The editor's own encrypted storage. */
export class EditorSecretStore implements SecretStore {
  constructor(
    private readonly storage: SecretStorage,
    private readonly find: (connectionId: string) => Connection | undefined,
  ) {}

  async get(owner: SecretOwner): Promise<Secret | undefined> {
    const text = await this.storage.get(key(owner.id));
    if (text === undefined) return undefined;
    const saved = this.find(owner.id);
    const kept = decodeSecret(text) ?? (saved && adoptBareSecret(text, saved));
    return kept && belongsTo(kept, owner) ? kept.secret : undefined;
  }
  async set(owner: SecretOwner, secret: Secret): Promise<void> {
    await this.storage.store(key(owner.id), encodeSecret(keep(secret, owner, Date.now())));
  }
  async delete(connectionId: string): Promise<void> {
    await this.storage.delete(key(connectionId));
  }
  whereabouts(): Promise<SecretPlace> {
    return Promise.resolve('vscode');
  }
}

function key(connectionId: string): string {
  return `frames.connection.${connectionId}`;
}
