import type * as keytar from 'keytar';
import { vaultMillis, within, type SecretVault } from './secretVault';

export type Keytar = Pick<typeof keytar, 'getPassword' | 'setPassword' | 'deletePassword'>;

export interface KeychainOptions {
  /** Loads the native module on first use; where it cannot be loaded there is no keychain. */
  readonly load?: () => Promise<Keytar>;
  /** Of each call, in milliseconds. */
  readonly limit?: number;
}

/** Under which the keys stand in the keychain; the account is the connection's id. */
export const keychainService = 'Frames for VS Code';

/** The keychain of the operating system: Keychain, Credential Manager, or a Secret Service such as GNOME Keyring. */
export class Keychain implements SecretVault {
  private readonly load: () => Promise<Keytar>;
  private readonly limit: number;
  private loaded: Promise<Keytar> | undefined;
  private last: Promise<unknown> = Promise.resolve();

  constructor({ load = loadKeytar, limit = vaultMillis }: KeychainOptions = {}) {
    this.load = load;
    this.limit = limit;
  }

  async get(id: string): Promise<string | undefined> {
    return (await this.call((native) => native.getPassword(keychainService, id))) ?? undefined;
  }
  async set(id: string, text: string): Promise<void> {
    await this.call((native) => native.setPassword(keychainService, id, text));
  }
  async delete(id: string): Promise<void> {
    await this.call((native) => native.deletePassword(keychainService, id));
  }

  /** One call at a time: each that hangs holds one of the few threads that Node has for all files and names. */
  private async call<T>(work: (native: Keytar) => Promise<T>): Promise<T> {
    const result = this.last.then(async () => {
      this.loaded ??= this.load();
      return work(await this.loaded);
    });
    this.last = result.catch(() => undefined);
    return within(this.limit, result);
  }
}

async function loadKeytar(): Promise<Keytar> {
  const module: Keytar & { readonly default?: Keytar } = await import('keytar');
  // Node finds few names in what this module exports; all are in its default.
  return module.default ?? module;
}
