import type { SecretStorage } from 'vscode';

/** Keeps the access key of a connection, and nothing else does. */
export interface SecretStore {
  get(connectionId: string): Promise<string | undefined>;
  set(connectionId: string, secret: string): Promise<void>;
  delete(connectionId: string): Promise<void>;
}

/** The editor's own encrypted storage. */
export class EditorSecretStore implements SecretStore {
  constructor(private readonly storage: SecretStorage) {}

  async get(connectionId: string): Promise<string | undefined> {
    return this.storage.get(key(connectionId));
  }
  async set(connectionId: string, secret: string): Promise<void> {
    await this.storage.store(key(connectionId), secret);
  }
  async delete(connectionId: string): Promise<void> {
    await this.storage.delete(key(connectionId));
  }
}

function key(connectionId: string): string {
  return `frames.connection.${connectionId}`;
}
