import { beforeEach, describe, expect, it, vi } from 'vitest';
import { StandIns } from '../../../src/ui/standIns';

/** As in the editor: a command is registered once at a time. */
const { registered, commands, Disposable } = vi.hoisted(() => {
  type Handler = (...args: unknown[]) => unknown;
  const registered = new Map<string, Handler>();
  const registerCommand = (id: string, handler: Handler) => {
    if (registered.has(id)) throw new Error(`command '${id}' already exists`);
    registered.set(id, handler);
    return { dispose: () => void registered.delete(id) };
  };
  const executeCommand = (id: string, ...args: unknown[]) => Promise.resolve(registered.get(id)?.(...args));
  const from = (...items: { dispose(): void }[]) => ({
    dispose: () => items.forEach((item) => item.dispose()),
  });
  return { registered, commands: { registerCommand, executeCommand }, Disposable: { from } };
});
vi.mock('vscode', () => ({ commands, Disposable }));

beforeEach(() => {
  registered.clear();
});

const ids = ['frames.read', 'frames.write'];

describe('what stands in for commands', () => {
  it('loads them and runs the one that was asked for, with its arguments', async () => {
    const ran: unknown[] = [];
    const standIns: StandIns = new StandIns(ids, async (run) => {
      standIns.replaceBy(() =>
        ids.map((id) => commands.registerCommand(id, (...args) => ran.push([id, ...args]))),
      );
      await run();
    });
    await commands.executeCommand('frames.read', 'movies', 1);
    expect(ran).toEqual([['frames.read', 'movies', 1]]);
  });

  it('is back when their place could not be taken', async () => {
    let loads = 0;
    const standIns = new StandIns(ids, () => Promise.resolve(loads++));
    const failure = new Error('half of it');
    const build = (): never => {
      expect([...registered.keys()]).toEqual([]);
      throw failure;
    };
    expect(() => standIns.replaceBy(build)).toThrow(failure);
    expect(() => standIns.replaceBy(build)).toThrow(failure);
    await commands.executeCommand('frames.write');
    expect(loads).toBe(1);
  });

  it('is gone with the window', () => {
    const standIns = new StandIns(ids, () => Promise.resolve());
    standIns.dispose();
    expect([...registered.keys()]).toEqual([]);
  });
});
