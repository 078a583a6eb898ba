import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, mkdir, open, realpath, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { FramesError, type ErrorCode } from '../../../wire/errors';

/** Files being written stand here until they are whole. */
const UNFINISHED = '.unfinished';

/**
 * The folder in which every regular file is a table, named by its path below the folder. No name leads outside: not by
 * `..`, not by a link, not by the separators of another system (spec/csv.md, first bullets). Errors name the table, never the folder.
 */
export class TableFiles {
  constructor(private readonly folder: string) {}

  /** @throws FramesError with the system's words: `open <table>: no such file or directory` */
  async openForRead(table: string): Promise<FileHandle> {
    const file = await this.locate('open', table);
    if (await this.isDirectory(file)) {
      throw failure('invalidArgument', `cannot read header (columns): read ${table}: is a directory`);
    }
    try {
      return await open(file, constants.O_RDONLY | noFollow);
    } catch (error) {
      throw systemError('open', table, error);
    }
  }

  /** Begins a file that takes the table's place when it is whole, and not before. */
  async replace(table: string): Promise<TableWriter> {
    const file = await this.locate('open', table);
    if (await this.isDirectory(file)) throw failure('invalidArgument', `open ${table}: is a directory`);
    const parent = await this.parentOf(file);
    if (parent === undefined) throw failure('notFound', `open ${table}: no such file or directory`);
    const folder = path.join(this.folder, UNFINISHED);
    await mkdir(folder, { recursive: true });
    const unfinished = path.join(folder, randomUUID());
    try {
      const handle = await open(unfinished, 'wx');
      return new TableWriter({ handle, unfinished, file, table });
    } catch (error) {
      throw systemError('open', table, error);
    }
  }

  /** Whether there is such a table; false for a folder. */
  async exists(table: string): Promise<boolean> {
    const file = await this.locate('open', table);
    try {
      return (await lstat(file)).isFile();
    } catch {
      return false;
    }
  }

  async remove(table: string): Promise<void> {
    const file = await this.locate('remove', table);
    try {
      await rm(file);
    } catch (error) {
      throw systemError('remove', table, error);
    }
  }

  /** Drops what a killed process left unfinished. */
  async clean(): Promise<void> {
    await rm(path.join(this.folder, UNFINISHED), { recursive: true, force: true });
    await mkdir(this.folder, { recursive: true });
  }

  private async locate(operation: string, table: string): Promise<string> {
    if (table.includes('\0')) throw failure('invalidArgument', `${operation} ${table}: invalid argument`);
    const segments = table.replace(/^\/+/, '').split('/');
    const illegal = segments.find(isIllegal);
    if (illegal !== undefined || segments[0] === UNFINISHED) {
      throw failure(
        'invalidArgument',
        `${operation} ${table}: a table name is a path below the csv folder, without '.', '..' or empty parts`,
      );
    }
    if (segments.some((segment) => Buffer.byteLength(segment) > 255) || Buffer.byteLength(table) > 4095) {
      throw failure('invalidArgument', `${operation} ${table.slice(0, 64)}…: file name too long`);
    }
    const file = path.join(this.folder, ...segments);
    const parent = await this.parentOf(file);
    const root = await realpath(this.folder);
    if (parent !== undefined && parent !== root && !parent.startsWith(root + path.sep)) {
      throw failure('invalidArgument', `${operation} ${table}: leads outside the csv folder`);
    }
    return file;
  }

  /** The real folder of a file, links resolved; undefined when it does not exist. */
  private async parentOf(file: string): Promise<string | undefined> {
    try {
      return await realpath(path.dirname(file));
    } catch {
      return undefined;
    }
  }

  private async isDirectory(file: string): Promise<boolean> {
    try {
      return (await lstat(file)).isDirectory();
    } catch {
      return false;
    }
  }
}

/** Collects text and puts the whole file in the table's place at the end. Exactly one of `finish` and `abandon` ends it. */
export class TableWriter {
  private pending: string[] = [];
  private pendingChars = 0;

  constructor(
    private readonly target: {
      readonly handle: FileHandle;
      readonly unfinished: string;
      readonly file: string;
      readonly table: string;
    },
  ) {}

  async write(text: string): Promise<void> {
    this.pending.push(text);
    this.pendingChars += text.length;
    if (this.pendingChars >= CHARS_PER_WRITE) await this.flush();
  }

  /** Resolves when the table is on disk under its name. */
  async finish(): Promise<void> {
    const { handle, unfinished, file, table } = this.target;
    try {
      await this.flush();
      await handle.sync();
      await handle.close();
      await rename(unfinished, file);
      await syncFolder(path.dirname(file));
    } catch (error) {
      await this.abandon();
      throw systemError('write', table, error);
    }
  }

  async abandon(): Promise<void> {
    await this.target.handle.close().catch(ignore);
    await rm(this.target.unfinished, { force: true });
  }

  private async flush(): Promise<void> {
    const text = this.pending.join('');
    this.pending = [];
    this.pendingChars = 0;
    if (text !== '') await this.target.handle.writeFile(text);
  }
}

const CHARS_PER_WRITE = 1 << 18;

const noFollow = process.platform === 'win32' ? 0 : constants.O_NOFOLLOW;

/** Parts that mean something other than a file's name, here or on another system. */
function isIllegal(segment: string): boolean {
  if (segment === '' || segment === '.' || segment === '..') return true;
  return process.platform === 'win32' && /[\\:]|[. ]$/.test(segment);
}

/** A rename is durable when its folder is; some systems cannot open folders, and there nothing more can be done. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (process.platform !== 'win32') throw error;
  }
}

function failure(code: ErrorCode, detail: string): FramesError {
  return new FramesError({ code, detail });
}

const systemWords: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  ENOENT: ['notFound', 'no such file or directory'],
  ENOTDIR: ['invalidArgument', 'not a directory'],
  EISDIR: ['invalidArgument', 'is a directory'],
  EACCES: ['permissionDenied', 'permission denied'],
  EPERM: ['permissionDenied', 'operation not permitted'],
  ENAMETOOLONG: ['invalidArgument', 'file name too long'],
  ELOOP: ['invalidArgument', 'is a link, not a file'],
  ENOSPC: ['internal', 'no space left on device'],
  EINVAL: ['invalidArgument', 'invalid argument'],
};

/** The system's refusal without the path that Node puts into its message. */
function systemError(operation: string, table: string, error: unknown): FramesError {
  const errno = error instanceof Error && 'code' in error ? String(error.code) : '';
  const [code, words] = systemWords[errno] ?? ['internal', errno || 'failed'];
  return new FramesError({ code, detail: `${operation} ${table}: ${words}`, cause: error });
}

function ignore(): void {
  // The handle may be closed already.
}
