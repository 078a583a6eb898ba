import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../../src/ui/connections/connection';
import { QueryBindings } from '../../../../src/ui/editor/queryBindings';

const local: Connection = { id: 'local', name: 'Local', address: 'localhost:8081' };
const production: Connection = { id: 'p', name: 'Production', address: 'framesd:8081' };
const file = 'file:///a.fsql';

/** A window; with the kept values of another one it is that one loaded again. */
function open(connections: readonly Connection[], kept = new Map<string, unknown>()) {
  const there = [...connections];
  const bindings = new QueryBindings(() => there, {
    get: (key: string, otherwise?: unknown) => kept.get(key) ?? otherwise,
    update: (key: string, value: unknown) => {
      kept.set(key, value);
      return Promise.resolve();
    },
  } as ConstructorParameters<typeof QueryBindings>[1]);
  const of = (uri?: string): string => {
    const bound = bindings.of(uri);
    if (bound === undefined) return 'choose';
    return bound.connection ? bound.name : `no ${bound.name}`;
  };
  const set = (...now: Connection[]): number => there.splice(0, there.length, ...now).length;
  return { bindings, kept, of, set };
}

describe('a query file', () => {
  it('stays on what it was shown with when another connection is added', () => {
    const { of, set } = open([local]);
    expect(of(file)).toBe('Local');
    set(local, production);
    expect(of(file)).toBe('Local');
    expect(of('file:///other.fsql')).toBe('choose');
  });

  it('stays on what it was shown with when another file gets a choice', async () => {
    const { of, bindings } = open([local, production]);
    await bindings.choose('file:///b.fsql', local);
    expect(of(file)).toBe('Local');
    await bindings.choose('file:///b.fsql', production);
    expect(of(file)).toBe('Local');
    expect(of('file:///c.fsql')).toBe('Production');
  });

  it('that ran stays where it ran in the next window', async () => {
    const { bindings, kept } = open([local]);
    await bindings.ran(file, local);
    const { of } = open([local, production], kept);
    expect(of(file)).toBe('Local');
    expect(of('file:///other.fsql')).toBe('choose');
  });

  it('that ran on what a comment names is bound to nothing by that', async () => {
    const { bindings, kept, of } = open([local, production]);
    await bindings.ran(file, production);
    expect(of(file)).toBe('choose');
    expect(open([local, production], kept).of(file)).toBe('choose');
  });

  it('waits for its local service rather than run elsewhere', async () => {
    const { bindings, kept, of, set } = open([local]);
    await bindings.ran(file, local);
    set(production);
    expect(of(file)).toBe('no Local');
    expect(open([production], kept).of(file)).toBe('no Local');
  });

  it('runs on the only connection as long as what was chosen for another is not there', async () => {
    const { bindings, of, set } = open([production]);
    await bindings.choose('file:///b.fsql', local);
    expect(of(file)).toBe('Production');
    set(local, production);
    expect(of(file)).toBe('Local');
  });

  it('stays where it is when it is saved under a name, and when it is moved', async () => {
    const { bindings, kept, of } = open([local, production]);
    const untitled = 'untitled:Untitled-1';
    await bindings.choose(untitled, production);
    await bindings.choose('file:///b.fsql', local);
    const [saved, moved] = ['file:///q/a.fsql', 'file:///archive/a.fsql'];
    // What it is shown with at first, before it is known where it comes from.
    expect(of(saved)).toBe('Local');
    await bindings.inherit(untitled, saved);
    await bindings.forget(untitled);
    expect(of(saved)).toBe('Production');
    await bindings.inherit('file:///b.fsql', saved);
    expect(of(saved)).toBe('Production');
    await bindings.move('file:///q', 'file:///archive');
    expect(of(moved)).toBe('Production');
    expect(of('file:///quite/a.fsql')).toBe('Local');
    const next = open([local, production], kept);
    expect([next.of(moved), next.of(saved)]).toEqual(['Production', 'Local']);
  });

  it('of a name that is free again is another one', async () => {
    const { bindings, of, kept } = open([local, production]);
    await bindings.choose(file, production);
    await bindings.choose('file:///b.fsql', local);
    expect(of(file)).toBe('Production');
    await bindings.forget(file);
    expect(of(file)).toBe('Local');
    expect(open([local, production], kept).of(file)).toBe('Local');
  });
});
