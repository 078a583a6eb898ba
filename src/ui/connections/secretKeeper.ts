import type { Logger } from '../logger';
import { UserError } from '../report';
import type { Connection } from './connection';
import {
  adoptBareSecret,
  belongsTo,
  decodeSecret,
  encodeSecret,
  keep,
  type KeptSecret,
  type Secret,
  type SecretOwner,
} from './secret';
import type { SecretNotice } from './secretNotice';
import { secretPlaceNames, type SecretChoice, type SecretPlace, type SecretStore } from './secretStore';
import { probe, type SecretVault } from './secretVault';

/** What the editor keeps between windows: its `Memento`. */
export interface KeptValues {
  get<T>(key: string, otherwise: T): T;
  update(key: string, value: unknown): PromiseLike<void>;
}

export interface SecretKeeperOptions {
  readonly vaults: Readonly<Record<SecretPlace, SecretVault>>;
  readonly choice: () => SecretChoice;
  /** The machine of the extension, if it is not that of the editor's window: its keychain is another one, too. */
  readonly remoteName: string | undefined;
  /** Those that are saved. */
  readonly connections: () => readonly Connection[];
  /** Shared by the windows of all machines. */
  readonly memento: KeptValues;
  readonly log: Logger;
  readonly notify: (notice: SecretNotice) => void;
  /** How long a place that failed is left in peace, in milliseconds. */
  readonly retryAfter?: number;
}

/** In which order places stand in for each other. */
const places: readonly SecretPlace[] = ['keychain', 'vscode', 'memory'];

/** The place in use, and what was found out on the way. */
interface Settled {
  readonly place: SecretPlace;
  readonly wanted: SecretPlace;
  /** Not asked until the next try. */
  readonly unusable: Set<SecretPlace>;
  readonly since: number;
}

interface Found {
  readonly kept: KeptSecret;
  readonly text: string;
  readonly place: SecretPlace;
}

/**
 * Keeps secrets in the first place that works of those that the setting allows, which is found out on first use. After
 * a change of the setting everything is brought there, each secret copied, read back, and only then deleted. Whatever
 * interrupts that, a secret is found in whichever place holds it, the newest counts, and the next window goes on.
 * Nothing moves without such a change: a window on another machine reaches VS Code's storage, but not this keychain.
 */
export class SecretKeeper implements SecretStore {
  private settled: Settled | undefined;
  private lastNotice = '';
  private last: Promise<unknown> = Promise.resolve();
  /** Whether the keychain may hold secrets; else it is not asked unless it is chosen, as it may ask the user back. */
  private readonly keychainKey: string;
  /** The choice that everything was brought in line with. */
  private readonly choiceKey: string;

  constructor(private readonly options: SecretKeeperOptions) {
    const machine = options.remoteName ?? 'local';
    this.keychainKey = `frames.keychainHoldsSecrets.${machine}`;
    this.choiceKey = `frames.secretStore.${machine}`;
  }

  async get(owner: SecretOwner): Promise<Secret | undefined> {
    return this.inTurn(async (settled) => {
      let found = await this.newest(owner.id, settled);
      if (found === undefined && this.mayHaveHealed(settled)) {
        found = await this.newest(owner.id, await this.settle());
      }
      return found && belongsTo(found.kept, owner) ? found.kept.secret : undefined;
    });
  }

  /** Where the place in use fails, the next one takes over, and the user hears of it. */
  async set(owner: SecretOwner, secret: Secret): Promise<void> {
    await this.inTurn(async (settled) => {
      const text = encodeSecret(keep(secret, owner, Date.now()));
      let reason: string | undefined;
      for (const place of placesFrom(settled.place)) {
        try {
          await this.put(place, owner.id, text);
        } catch (error) {
          this.fail(settled, place, error);
          reason ??= reasonOf(error);
          continue;
        }
        if (reason !== undefined) {
          this.settled = { ...settled, place, since: Date.now() };
          this.notify({ kind: 'fallback', wanted: settled.place, used: place, reason });
        }
        await this.deleteFrom(this.knownPlaces(settled, place), owner.id);
        return;
      }
    });
  }

  /** @throws UserError when it may rest somewhere still */
  async delete(connectionId: string): Promise<void> {
    await this.inTurn(async (settled) => {
      const fault = await this.deleteFrom([settled.place, ...this.knownPlaces(settled)], connectionId);
      if (fault !== undefined) {
        throw new UserError(`its key could not be deleted: ${fault}`, { remedies: ['showLog'] });
      }
    });
  }

  async whereabouts(): Promise<SecretPlace> {
    return this.inTurn(({ place }) => Promise.resolve(place));
  }

  /** The setting has changed, or the user wants the chosen place tried again: everything moves there now. */
  async choose(): Promise<void> {
    await this.inTurn(async () => {
      this.lastNotice = '';
      await this.settle(true);
    });
  }

  /** Leaves nothing outside memory, which holds it all until the window closes. */
  async forgetStored(): Promise<void> {
    await this.inTurn(async (settled) => {
      if (settled.place !== 'memory') return;
      for (const { id } of this.options.connections()) {
        await this.deleteFrom(this.knownPlaces(settled, 'memory'), id);
      }
    });
  }

  /** One operation after the other: a move must not meet a change. */
  private inTurn<T>(work: (settled: Settled) => Promise<T>): Promise<T> {
    const result = this.last.then(async () => work(this.settled ?? (await this.settle())));
    this.last = result.catch(() => undefined);
    return result;
  }

  /** Finds the first place that works. */
  private async settle(isChange = false): Promise<Settled> {
    const { choice, remoteName, vaults, log } = this.options;
    const chosen = choice();
    const wanted = chosen !== 'auto' ? chosen : remoteName === undefined ? 'keychain' : 'vscode';
    const unusable = new Set<SecretPlace>();
    let reason = '';
    for (const place of placesFrom(wanted)) {
      const settled: Settled = { place, wanted, unusable, since: Date.now() };
      try {
        await probe(vaults[place]);
      } catch (error) {
        this.fail(settled, place, error);
        reason ||= reasonOf(error);
        continue;
      }
      log.info(`secrets: kept in ${secretPlaceNames[place]}`);
      if (place === wanted) this.lastNotice = '';
      // A machine without a keychain is as good as any, unless one was chosen, or held something.
      const isNews = chosen !== 'auto' || place === 'memory' || this.keychainHolds;
      if (place !== wanted && isNews) this.notify({ kind: 'fallback', wanted, used: place, reason });
      this.settled = settled;
      await this.adoptBareSecrets();
      if (isChange || this.options.memento.get<SecretChoice>(this.choiceKey, 'auto') !== chosen) {
        await this.bringAll(settled, chosen);
      }
      return settled;
    }
    throw new Error('no place for secrets: memory always works');
  }

  /** Before a connection can be pointed elsewhere, what earlier versions stored is bound to where it points now. */
  private async adoptBareSecrets(): Promise<void> {
    const { connections, vaults } = this.options;
    for (const connection of connections()) {
      try {
        const text = await vaults.vscode.get(connection.id);
        if (text === undefined || decodeSecret(text) !== undefined) continue;
        await this.put('vscode', connection.id, encodeSecret(adoptBareSecret(text, connection)));
      } catch (error) {
        this.options.log.warn(`secrets: vscode: ${reasonOf(error)}`);
        return;
      }
    }
  }

  private async bringAll(settled: Settled, chosen: SecretChoice): Promise<void> {
    const { place, unusable } = settled;
    const { connections, log, memento } = this.options;
    const [moved, left, stuck]: [string[], string[], string[]] = [[], [], []];
    let reason = '';
    for (const { id, name } of connections()) {
      const found = await this.findAll(id, settled);
      const newest = newestOf(found);
      if (newest === undefined) continue;
      const elsewhere = found.map((each) => each.place).filter((each) => each !== place);
      try {
        if (newest.place !== place) {
          await this.put(place, id, newest.text);
          moved.push(name);
        }
        if (place !== 'memory') await this.deleteFrom(elsewhere, id);
        else if (elsewhere.length > 0) left.push(name);
      } catch (error) {
        log.warn(`secrets: not moved to ${place}: ${reasonOf(error)}`);
        reason ||= reasonOf(error);
        stuck.push(name);
      }
    }
    if (stuck.length > 0) this.notify({ kind: 'notMoved', place, names: stuck, reason });
    else if (left.length > 0) this.notify({ kind: 'leftBehind', names: left });
    else if (moved.length > 0) this.notify({ kind: 'moved', place, names: moved });
    if (stuck.length > 0 || unusable.size > 0) return;
    await memento.update(this.choiceKey, chosen);
    if (place === 'vscode') await memento.update(this.keychainKey, false);
  }

  private async newest(id: string, settled: Settled): Promise<Found | undefined> {
    return newestOf(await this.findAll(id, settled));
  }

  private async findAll(id: string, settled: Settled): Promise<Found[]> {
    const found: Found[] = [];
    let fault: { readonly place: SecretPlace; readonly reason: string } | undefined;
    for (const place of new Set([settled.place, ...this.knownPlaces(settled)])) {
      if (settled.unusable.has(place)) continue;
      try {
        const text = await this.options.vaults[place].get(id);
        const kept = text === undefined ? undefined : decodeSecret(text);
        if (text !== undefined && kept !== undefined) found.push({ kept, text, place });
      } catch (error) {
        this.fail(settled, place, error);
        fault = { place, reason: reasonOf(error) };
      }
    }
    if (found.length === 0 && fault !== undefined) this.notify({ kind: 'unreadable', ...fault });
    return found;
  }

  /** Writes, and makes sure. @throws what the vault throws */
  private async put(place: SecretPlace, id: string, text: string): Promise<void> {
    const { vaults, memento } = this.options;
    // Before: whatever comes between, it is looked for there.
    if (place === 'keychain' && !this.keychainHolds) await memento.update(this.keychainKey, true);
    await vaults[place].set(id, text);
    if ((await vaults[place].get(id)) !== text) throw new Error('what was written could not be read back');
  }

  /** Tries all of them; why one failed, if one did. */
  private async deleteFrom(from: readonly SecretPlace[], id: string): Promise<string | undefined> {
    let fault: string | undefined;
    for (const place of from) {
      try {
        await this.options.vaults[place].delete(id);
      } catch (error) {
        this.options.log.warn(`secrets: not deleted from ${place}: ${reasonOf(error)}`);
        fault ??= reasonOf(error);
      }
    }
    return fault;
  }

  private get keychainHolds(): boolean {
    return this.options.memento.get(this.keychainKey, false);
  }

  /** Where something may rest besides. */
  private knownPlaces({ unusable }: Settled, besides?: SecretPlace): readonly SecretPlace[] {
    const isKnown = (place: SecretPlace): boolean => place !== 'keychain' || this.keychainHolds;
    return places.filter((place) => place !== besides && isKnown(place) && !unusable.has(place));
  }

  private mayHaveHealed({ unusable, since }: Settled): boolean {
    const matters = [...unusable].some((place) => place !== 'keychain' || this.keychainHolds);
    return matters && Date.now() - since >= (this.options.retryAfter ?? 30_000);
  }

  private fail({ unusable }: Settled, place: SecretPlace, error: unknown): void {
    this.options.log.warn(`secrets: ${place} cannot be used: ${reasonOf(error)}`);
    unusable.add(place);
  }

  /** The same is said once. */
  private notify(notice: SecretNotice): void {
    const words = JSON.stringify(notice);
    if (words === this.lastNotice) return;
    this.lastNotice = words;
    this.options.notify(notice);
  }
}

function newestOf(found: readonly Found[]): Found | undefined {
  return found.reduce<Found | undefined>(
    (best, each) => (best === undefined || each.kept.savedAt > best.kept.savedAt ? each : best),
    undefined,
  );
}

function placesFrom(first: SecretPlace): readonly SecretPlace[] {
  return places.slice(places.indexOf(first));
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
