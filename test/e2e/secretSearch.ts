import fs from 'node:fs';
import path from 'node:path';

/** Something that may hold a secret: its name, and its bytes. */
export interface Haystack {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Where one of the needles stands, in any form that text is commonly written in: as it is, in UTF-16, in base64. */
export function findSecrets(haystacks: Iterable<Haystack>, secrets: readonly string[]): string[] {
  const needles = secrets.flatMap((secret) => forms(secret));
  return [...haystacks].flatMap(({ name, bytes }) =>
    needles
      .filter((needle) => bytes.includes(needle))
      .map((needle) => `${name}: ${needle.toString('latin1')}`),
  );
}

/** Base64 has three forms, as a text may begin at any byte of three; what its neighbours decide is left out. */
function forms(secret: string): Buffer[] {
  const base64 = [0, 1, 2].map((before) => {
    const text = Buffer.from('\0'.repeat(before) + secret).toString('base64');
    const end = Math.floor(((before + secret.length) * 8) / 6);
    return Buffer.from(text.slice(Math.ceil((before * 8) / 6), end));
  });
  return [Buffer.from(secret), Buffer.from(secret, 'utf16le'), Buffer.from(encodeHex(secret)), ...base64];
}

function encodeHex(text: string): string {
  return Buffer.from(text).toString('hex');
}

/** Every file below a folder. */
export function* filesBelow(folder: string): Generator<Haystack> {
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (!entry.isFile()) continue;
    // A file may go away while others are read.
    const bytes = fs.existsSync(file) ? fs.readFileSync(file) : Buffer.alloc(0);
    yield { name: path.relative(folder, file), bytes };
  }
}

/** The command line and the environment of every process of this machine that may be read. */
export function* processes(): Generator<Haystack> {
  for (const pid of fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    for (const file of ['cmdline', 'environ']) {
      try {
        yield { name: `/proc/${pid}/${file}`, bytes: fs.readFileSync(`/proc/${pid}/${file}`) };
      } catch {
        // It has ended, or is someone else's.
      }
    }
  }
}
