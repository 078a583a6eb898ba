import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Connection } from '../../../../src/ui/connections/connection';
import type { Secret } from '../../../../src/ui/connections/secret';
import { SecretKeeper } from '../../../../src/ui/connections/secretKeeper';
import { messageOf, type SecretNotice } from '../../../../src/ui/connections/secretNotice';
import type { SecretChoice, SecretPlace } from '../../../../src/ui/connections/secretStore';
import { MemoryVault } from '../../../../src/ui/connections/secretVault';

const nothing = (): void => undefined;
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };
const places: readonly SecretPlace[] = ['keychain', 'vscode', 'memory'];
const a: Connection = { id: 'a', name: 'A', address: 'framesd:8081' };
const b: Connection = { id: 'b', name: 'B', address: 'other:8081', user: 'u' };
const key = (text: string): Secret => ({ kind: 'accessKey', key: text });

/** A vault whose operations can be made to fail. */
class FaultyVault extends MemoryVault {
  readonly calls: string[] = [];
  broken: 'no' | 'all' | 'set' | 'delete' | 'forgetful' = 'no';

  override async get(id: string): Promise<string | undefined> {
    this.check('get', id);
    return super.get(id);
  }
  override async set(id: string, text: string): Promise<void> {
    this.check('set', id);
    if (this.broken !== 'forgetful') await super.set(id, text);
  }
  override async delete(id: string): Promise<void> {
    this.check('delete', id);
    await super.delete(id);
  }
  private check(operation: 'get' | 'set' | 'delete', id: string): void {
    if (!id.startsWith('self-test')) this.calls.push(`${operation} ${id}`);
    const isFault = this.broken === 'all' || (this.broken === operation && !id.startsWith('self-test'));
    if (isFault) throw new Error(`no ${operation} here`);
  }
}

/** What outlives a window. */
let stored: {
  keychain: FaultyVault;
  vscode: FaultyVault;
  values: Map<string, unknown>;
  connections: Connection[];
};
beforeEach(() => {
  // Nothing happens twice in a millisecond.
  let now = 0;
  vi.spyOn(Date, 'now').mockImplementation(() => ++now);
  stored = { keychain: new FaultyVault(), vscode: new FaultyVault(), values: new Map(), connections: [a, b] };
});

afterEach(() => {
  vi.restoreAllMocks();
});

function openWindow(choice: SecretChoice = 'auto', remoteName?: string) {
  const notices: SecretNotice[] = [];
  const state = { choice };
  const memory = new FaultyVault();
  const keeper = new SecretKeeper({
    vaults: { ...stored, memory },
    choice: () => state.choice,
    remoteName,
    connections: () => stored.connections,
    memento: {
      get: <T>(name: string, otherwise: T) => (stored.values.get(name) ?? otherwise) as T,
      update: (name, value) => Promise.resolve(void stored.values.set(name, value)),
    },
    log: silent,
    notify: (notice) => notices.push(notice),
    retryAfter: 0,
  });
  const change = async (to: SecretChoice): Promise<void> => {
    state.choice = to;
    await keeper.choose();
  };
  /** In which places something rests for a connection. */
  const holders = async (id: string): Promise<SecretPlace[]> => {
    const vaults = { ...stored, memory };
    const texts = await Promise.all(places.map((place) => MemoryVault.prototype.get.call(vaults[place], id)));
    return places.filter((_, i) => texts[i] !== undefined);
  };
  return { keeper, notices, change, holders, kinds: () => notices.map(({ kind }) => kind) };
}

describe('the place', () => {
  it.each<[SecretChoice, string | undefined, SecretPlace]>([
    ['auto', undefined, 'keychain'],
    ['auto', 'ssh-remote', 'vscode'],
    ['keychain', 'ssh-remote', 'keychain'],
    ['vscode', undefined, 'vscode'],
    ['memory', undefined, 'memory'],
  ])('for %s, remote %s, is %s', async (choice, remote, expected) => {
    const { keeper, holders, notices } = openWindow(choice, remote);
    expect(await keeper.whereabouts()).toBe(expected);
    await keeper.set(a, key('k'));
    expect(await holders('a')).toEqual([expected]);
    expect(await keeper.get(a)).toEqual(key('k'));
    expect(notices).toEqual([]);
  });

  it.each<[SecretChoice, readonly SecretPlace[], SecretPlace, number]>([
    ['auto', ['keychain'], 'vscode', 0],
    ['keychain', ['keychain'], 'vscode', 1],
    ['keychain', ['keychain', 'vscode'], 'memory', 1],
    ['auto', ['keychain', 'vscode'], 'memory', 1],
    ['vscode', ['vscode'], 'memory', 1],
  ])('for %s without %j is %s, said %i times', async (choice, broken, expected, said) => {
    for (const place of broken) if (place !== 'memory') stored[place].broken = 'all';
    const { keeper, notices } = openWindow(choice);
    expect(await keeper.whereabouts()).toBe(expected);
    await keeper.set(a, key('k'));
    expect(await keeper.get(a)).toEqual(key('k'));
    expect(notices).toHaveLength(said);
    if (said > 0)
      expect(notices[0]).toMatchObject({ kind: 'fallback', used: expected, reason: 'no set here' });
  });

  it('is no vault that forgets', async () => {
    stored.keychain.broken = 'forgetful';
    const { keeper, notices } = openWindow('keychain');
    expect(await keeper.whereabouts()).toBe('vscode');
    expect(notices).toMatchObject([{ reason: 'what was written could not be read back' }]);
  });

  it('is left for the next when it fails in the middle, and the newest key counts when it is back', async () => {
    const first = openWindow('keychain');
    await first.keeper.set(a, key('old'));
    stored.keychain.broken = 'all';
    await first.keeper.set(a, key('new'));
    expect(first.kinds()).toEqual(['fallback']);
    expect(await first.keeper.get(a)).toEqual(key('new'));
    stored.keychain.broken = 'no';
    expect(await openWindow('keychain').keeper.get(a)).toEqual(key('new'));
  });

  it('says that what it holds cannot be read, and reads it when it can, without a reload', async () => {
    await openWindow('keychain').keeper.set(a, key('k'));
    stored.keychain.broken = 'all';
    const { keeper, notices } = openWindow('auto');
    expect(await keeper.get(a)).toBeUndefined();
    expect(notices).toMatchObject([{ kind: 'fallback', wanted: 'keychain', used: 'vscode' }]);
    expect(await keeper.get(a)).toBeUndefined();
    expect(notices).toHaveLength(1);
    stored.keychain.broken = 'no';
    expect(await keeper.get(a)).toEqual(key('k'));
  });

  it('asks no keychain that was not chosen and holds nothing', async () => {
    const { keeper } = openWindow('auto', 'ssh-remote');
    await keeper.get(a);
    await keeper.set(a, key('k'));
    await keeper.delete('a');
    expect(stored.keychain.calls).toEqual([]);
  });
});

describe('a secret', () => {
  it('is given to no other address, and comes back with its own', async () => {
    const { keeper } = openWindow();
    await keeper.set(a, key('k'));
    expect(await keeper.get({ ...a, address: 'evil:8081' })).toBeUndefined();
    expect(await keeper.get({ ...a, webApi: 'https://evil.example' })).toBeUndefined();
    expect(await keeper.get({ ...a, address: 'grpc://FRAMESD:8081' })).toEqual(key('k'));
  });

  it('is deleted wherever it rests', async () => {
    const { keeper, change, holders } = openWindow('keychain');
    await keeper.set(a, key('k'));
    await change('memory');
    expect(await holders('a')).toEqual(['keychain', 'memory']);
    await keeper.delete('a');
    expect(await holders('a')).toEqual([]);
  });

  it('that could not be deleted is said', async () => {
    const { keeper } = openWindow('keychain');
    await keeper.set(a, key('k'));
    stored.keychain.broken = 'delete';
    await expect(keeper.delete('a')).rejects.toThrow('its key could not be deleted: no delete here');
  });

  it('of an earlier version is found, bound to where its connection pointed', async () => {
    await stored.vscode.set('a', 'bare');
    await stored.vscode.set('b', 'word');
    const { keeper, holders } = openWindow();
    expect(await keeper.get({ ...a, address: 'evil:8081' })).toBeUndefined();
    stored.connections = [{ ...a, address: 'evil:8081' }, b];
    expect(await keeper.get({ ...a, address: 'evil:8081' })).toBeUndefined();
    expect(await keeper.get(a)).toEqual(key('bare'));
    expect(await keeper.get(b)).toEqual({ kind: 'password', password: 'word' });
    expect(await holders('a')).toEqual(['vscode']);
  });
});

describe('a change of the setting', () => {
  it.each<[SecretChoice, SecretChoice, SecretPlace]>([
    ['keychain', 'vscode', 'vscode'],
    ['vscode', 'keychain', 'keychain'],
    ['vscode', 'auto', 'keychain'],
    ['memory', 'keychain', 'keychain'],
  ])('from %s to %s moves everything at once', async (from, to, place) => {
    const { keeper, change, holders, notices } = openWindow(from);
    await keeper.set(a, key('k'));
    await keeper.set(b, { kind: 'password', password: 'p' });
    await change(to);
    expect([await holders('a'), await holders('b')]).toEqual([[place], [place]]);
    expect(await keeper.get(b)).toEqual({ kind: 'password', password: 'p' });
    expect(notices).toEqual([{ kind: 'moved', place, names: ['A', 'B'] }]);
    const later = openWindow(to);
    expect(await later.keeper.get(a)).toEqual(key('k'));
    expect(later.notices).toEqual([]);
  });

  it('while no window was open moves everything with the next', async () => {
    await openWindow('keychain').keeper.set(a, key('k'));
    const { keeper, holders, kinds } = openWindow('vscode');
    expect(await keeper.get(a)).toEqual(key('k'));
    expect(await holders('a')).toEqual(['vscode']);
    expect(kinds()).toEqual(['moved']);
  });

  it('to memory leaves what is stored until the user wants it gone', async () => {
    const { keeper, change, holders, notices } = openWindow('keychain');
    await keeper.set(a, key('k'));
    await change('memory');
    expect(notices).toEqual([{ kind: 'leftBehind', names: ['A'] }]);
    expect(await holders('a')).toEqual(['keychain', 'memory']);
    await keeper.forgetStored();
    expect(await holders('a')).toEqual(['memory']);
    expect(await keeper.get(a)).toEqual(key('k'));
    expect(await openWindow('memory').keeper.get(a)).toBeUndefined();
  });

  it('to a place that fails loses nothing, says so, and goes on when asked again', async () => {
    const { keeper, change, holders, kinds } = openWindow('keychain');
    await keeper.set(a, key('k'));
    stored.vscode.broken = 'set';
    await change('vscode');
    expect(kinds()).toEqual(['notMoved']);
    expect(await holders('a')).toEqual(['keychain']);
    expect(await keeper.get(a)).toEqual(key('k'));
    stored.vscode.broken = 'no';
    await keeper.choose();
    expect(await holders('a')).toEqual(['vscode']);
  });

  it('from a place that does not delete finds the key, and the newer one after it was replaced', async () => {
    const { keeper, change, holders } = openWindow('vscode');
    await keeper.set(a, key('old'));
    stored.vscode.broken = 'delete';
    await change('keychain');
    expect(await holders('a')).toEqual(['keychain', 'vscode']);
    await keeper.set(a, key('new'));
    await change('vscode');
    expect(await keeper.get(a)).toEqual(key('new'));
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('that ends after call %i of the vaults loses nothing', async (last) => {
    const { keeper } = openWindow('keychain');
    await keeper.set(a, key('k'));
    await keeper.set(b, key('l'));
    // The window goes away: whatever it still wants to do never happens.
    let left = last;
    const dying = openWindow('vscode');
    const never = new Promise<void>(nothing);
    const spies = [stored.keychain, stored.vscode].flatMap((vault) => {
      const [set, remove] = [vault.set.bind(vault), vault.delete.bind(vault)];
      return [
        vi.spyOn(vault, 'set').mockImplementation((...args) => (left-- > 0 ? set(...args) : never)),
        vi.spyOn(vault, 'delete').mockImplementation((...args) => (left-- > 0 ? remove(...args) : never)),
      ];
    });
    await Promise.race([dying.keeper.choose(), new Promise((resolve) => setTimeout(resolve, 20))]);
    for (const spy of spies) spy.mockRestore();
    const next = openWindow('vscode');
    expect([await next.keeper.get(a), await next.keeper.get(b)]).toEqual([key('k'), key('l')]);
    expect([await next.holders('a'), await next.holders('b')]).toEqual([['vscode'], ['vscode']]);
  });

  it('in one of two windows loses nothing for the other', async () => {
    const [first, second] = [openWindow('keychain'), openWindow('keychain')];
    await first.keeper.set(a, key('k'));
    expect(await second.keeper.get(a)).toEqual(key('k'));
    await Promise.all([first.change('vscode'), second.change('vscode')]);
    expect(await first.keeper.get(a)).toEqual(key('k'));
    expect(await second.keeper.get(a)).toEqual(key('k'));
    expect(await first.holders('a')).toEqual(['vscode']);
  });
});

it.each<SecretNotice>([
  { kind: 'fallback', wanted: 'keychain', used: 'memory', reason: 'it is locked.' },
  { kind: 'unreadable', place: 'keychain', reason: 'it is locked' },
  { kind: 'moved', place: 'keychain', names: ['A'] },
  { kind: 'leftBehind', names: ['A', 'B'] },
  { kind: 'notMoved', place: 'vscode', names: ['A', 'B'], reason: 'disk full' },
])('says $kind in whole sentences, with something to do', (notice) => {
  const { text, actions } = messageOf(notice);
  expect(text).toMatch(/^[A-Z].*\.$/);
  expect(text).not.toMatch(/\.\.|undefined/);
  expect(actions.length).toBeGreaterThan(0);
});
