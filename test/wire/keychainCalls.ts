import { Keychain } from '../../src/ui/connections/keychain';
import { probe } from '../../src/ui/connections/secretVault';

/** One call of a keychain: a probe, or one of an id and a text. */
export type KeychainCall =
  readonly ['probe'] | readonly ['get' | 'delete', string] | readonly ['set', string, string];

export interface KeychainAnswer {
  readonly value?: string;
  readonly error?: string;
  readonly millis: number;
}

/** A process of its own for some calls, as each has one connection to the bus for its life. */
async function main(): Promise<void> {
  const { limit, calls } = JSON.parse(process.argv[2] ?? '') as {
    readonly limit: number;
    readonly calls: readonly KeychainCall[];
  };
  const keychain = new Keychain({ limit });
  const answers: KeychainAnswer[] = [];
  for (const call of calls) {
    const started = Date.now();
    try {
      const value = await run(keychain, call);
      answers.push({ ...(value === undefined ? {} : { value }), millis: Date.now() - started });
    } catch (error) {
      answers.push({ error: String(error), millis: Date.now() - started });
    }
  }
  // A call that hangs holds the process at its exit, too: whoever reads the answers ends it.
  console.log(JSON.stringify(answers));
}

async function run(keychain: Keychain, call: KeychainCall): Promise<string | undefined> {
  switch (call[0]) {
    case 'probe':
      await probe(keychain);
      return undefined;
    case 'get':
      return keychain.get(call[1]);
    case 'delete':
      await keychain.delete(call[1]);
      return undefined;
    case 'set':
      await keychain.set(call[1], call[2]);
      return undefined;
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
