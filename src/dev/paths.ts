import fs from 'node:fs';
import path from 'node:path';

/** The clone. */
export const root = path.resolve(__dirname, '../..');

/** What `npm start` keeps for this clone between runs: data, editor profile, port. Never committed. */
export const devFolder = process.env.FRAMES_DEV_DIR ?? path.join(root, '.dev');

export const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  readonly name: string;
  readonly publisher: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
};
