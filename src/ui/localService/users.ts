import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isAlive } from './serviceInfo';

/** The windows that use the service of a data folder: each keeps a file there, named after its process. */
export class Users {
  private readonly folder: string;
  private readonly own = `${process.pid}-${crypto.randomUUID()}`;

  constructor(dataFolder: string) {
    this.folder = path.join(dataFolder, 'windows');
  }

  async join(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await writeFile(path.join(this.folder, this.own), '');
  }

  async leave(): Promise<void> {
    await rm(path.join(this.folder, this.own), { force: true });
  }

  /** How many besides this one live; what dead ones left is removed. */
  async others(): Promise<number> {
    const names = await readdir(this.folder).catch(() => []);
    let living = 0;
    for (const name of names.filter((each) => each !== this.own)) {
      if (isAlive(Number.parseInt(name, 10))) living++;
      else await rm(path.join(this.folder, name), { force: true });
    }
    return living;
  }
}
