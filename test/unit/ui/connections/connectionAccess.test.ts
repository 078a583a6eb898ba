import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConnectionAccess } from '../../../../src/ui/connections/connectionAccess';
import type { Connection } from '../../../../src/ui/connections/connection';
import { UserError } from '../../../../src/ui/report';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frames-access-'));
});
afterEach(() => rm(folder, { recursive: true }));

const access = new ConnectionAccess(
  { get: () => Promise.resolve(undefined) },
  { require: () => Promise.resolve() },
);
const lab = (ca?: string): Connection => ({
  id: 'lab',
  name: 'Lab',
  address: 'grpcs://h:1',
  ...(ca === undefined ? {} : { ca }),
});

describe('the authority of a connection', () => {
  it('is read from its file', async () => {
    const file = join(folder, 'ca.pem');
    await writeFile(file, 'pem');
    expect(await access.trust(lab(file))).toEqual({ ca: Buffer.from('pem') });
    expect(await access.trust(lab())).toEqual({});
  });

  it.runIf(process.platform !== 'win32').each([
    ['a device without end', () => '/dev/zero', 'is no file'],
    ['a folder', () => folder, 'is no file'],
    [
      'a pipe that nobody writes to',
      () => {
        execFileSync('mkfifo', [join(folder, 'pipe')]);
        return join(folder, 'pipe');
      },
      'is no file',
    ],
    ['nothing', () => join(folder, 'none'), 'no such file'],
  ])('is refused at once where it is %s', async (_, made, words) => {
    const refused = access.trust(lab(made()));
    await expect(refused).rejects.toThrow(UserError);
    await expect(refused).rejects.toThrow(words);
  });

  it('is refused where it is too large', async () => {
    const file = join(folder, 'huge');
    await writeFile(file, '');
    await truncate(file, 1 << 30);
    await expect(access.trust(lab(file))).rejects.toThrow('too large');
  });
});
