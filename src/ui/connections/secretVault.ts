/** One place where texts rest, each under the id of its connection. */
export interface SecretVault {
  get(id: string): Promise<string | undefined>;
  set(id: string, text: string): Promise<void>;
  delete(id: string): Promise<void>;
}

/** Keeps texts until the window closes. */
export class MemoryVault implements SecretVault {
  readonly #texts = new Map<string, string>();

  get(id: string): Promise<string | undefined> {
    return Promise.resolve(this.#texts.get(id));
  }
  set(id: string, text: string): Promise<void> {
    this.#texts.set(id, text);
    return Promise.resolve();
  }
  delete(id: string): Promise<void> {
    this.#texts.delete(id);
    return Promise.resolve();
  }
}

/** VS Code's `SecretStorage`, or something that can do the same. */
export interface EditorStorage {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
}

/** The editor's own encrypted storage. */
export class EditorVault implements SecretVault {
  constructor(private readonly storage: EditorStorage) {}

  async get(id: string): Promise<string | undefined> {
    return within(vaultMillis, this.storage.get(key(id)));
  }
  async set(id: string, text: string): Promise<void> {
    await within(vaultMillis, this.storage.store(key(id), text));
  }
  async delete(id: string): Promise<void> {
    await within(vaultMillis, this.storage.delete(key(id)));
  }
}

function key(id: string): string {
  return `frames.connection.${id}`;
}

/** How long a vault may take over one call. One that is locked waits for its password, perhaps for ever. */
export const vaultMillis = 5000;

/** It did not answer in time: it may be locked. */
export class VaultTimeoutError extends Error {
  override readonly name = 'VaultTimeoutError';
  constructor(millis: number) {
    super(`it did not answer within ${millis / 1000} seconds; it may be locked and wait for its password`);
  }
}

/** @throws VaultTimeoutError; what the work rejects with */
export async function within<T>(millis: number, work: PromiseLike<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new VaultTimeoutError(millis)), millis);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Writes, reads and deletes a probe: a locked keychain reads as one without any key.
 * @throws what the vault throws; Error when it gives back something else
 */
export async function probe(vault: SecretVault): Promise<void> {
  const id = `self-test ${crypto.randomUUID()}`;
  try {
    await vault.set(id, id);
    if ((await vault.get(id)) !== id) throw new Error('what was written could not be read back');
  } catch (error) {
    // A vault that hangs may do it yet.
    vault.delete(id).catch(() => undefined);
    throw error;
  }
  await vault.delete(id);
}
