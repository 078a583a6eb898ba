import { expect, it } from 'vitest';
import type { Connection } from '../../../../src/ui/connections/connection';
import { environmentDraft, environmentVariables } from '../../../../src/ui/connections/environmentDraft';
import { hasEnvironment } from '../../../../src/ui/connections/hasEnvironment';
import { changed, saveConnection } from '../../../../src/ui/connections/saveConnection';

const lab: Connection = { id: '1', name: 'Lab', address: 'lab:8081' };

function parts(failure?: Error) {
  const calls: string[] = [];
  const note = (call: string): Promise<void> => {
    calls.push(call);
    return failure !== undefined && call !== 'save Lab' ? Promise.reject(failure) : Promise.resolve();
  };
  return {
    calls,
    store: { save: ({ name }: Connection) => note(`save ${name}`) },
    secrets: {
      set: ({ address }: { readonly address: string }) => note(`set for ${address}`),
      delete: (id: string) => note(`delete ${id}`),
    },
  };
}

it('keeps the secret before whoever listens connects anew', async () => {
  const kept = parts();
  await saveConnection({ connection: lab, secret: { kind: 'accessKey', key: 'k' } }, kept);
  await saveConnection({ connection: lab, secret: 'none' }, kept);
  await saveConnection({ connection: lab }, kept);
  expect(kept.calls).toEqual(['set for lab:8081', 'save Lab', 'delete 1', 'save Lab', 'save Lab']);
});

it('saves what was typed although the secret cannot be kept, and says so', async () => {
  const kept = parts(new Error('the keychain is locked'));
  const saving = saveConnection({ connection: lab, secret: { kind: 'accessKey', key: 'geheim' } }, kept);
  await expect(saving).rejects.toThrow(
    /Lab is saved, but its secret could not be kept: the keychain is locked/,
  );
  await expect(saving).rejects.not.toThrow(/geheim/);
  expect(kept.calls).toContain('save Lab');
});

it('takes a member away without leaving it undefined', () => {
  const colored = changed(lab, 'color', 'red');
  expect(colored).toEqual({ ...lab, color: 'red' });
  expect(Object.keys(changed(colored, 'color', undefined))).toEqual(['id', 'name', 'address']);
});

it('reads a connection from the environment', () => {
  const env = { V3IO_FRAMESD: 'framesd:8081', V3IO_API: 'webapi.example', V3IO_ACCESS_KEY: 'k' };
  expect(hasEnvironment(env)).toBe(true);
  expect(environmentVariables(env)).toEqual(['V3IO_FRAMESD', 'V3IO_API', 'V3IO_ACCESS_KEY']);
  const { connection, secret } = environmentDraft(env, ['framesd']);
  expect(connection).toMatchObject({
    name: 'framesd 2',
    address: 'framesd:8081',
    webApi: 'http://webapi.example',
  });
  expect(JSON.stringify(connection)).not.toContain('"k"');
  expect(secret).toEqual({ kind: 'accessKey', key: 'k' });
});

it.each([
  [{}, false],
  [{ V3IO_ACCESS_KEY: 'k' }, false],
  [{ V3IO_FRAMESD: '' }, false],
  [{ V3IO_SESSION: 'url=x' }, true],
])('offers the environment %o: %s', (env, offered) => expect(hasEnvironment(env)).toBe(offered));

it('takes user and password where there is no key', () => {
  const session = 'url=https://webapi.example,user=me,password=pw';
  const { connection, secret } = environmentDraft({ V3IO_SESSION: session }, []);
  expect(connection).toMatchObject({ address: '', webApi: 'https://webapi.example', user: 'me' });
  expect(secret).toEqual({ kind: 'password', password: 'pw' });
});
