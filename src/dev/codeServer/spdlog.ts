import fs from 'node:fs';
import path from 'node:path';

/**
 * Stands in for the native logging module of code-server, which is compiled when installed and so would need a
 * compiler. Without it no log is written and every output channel stays empty. Same calls; files are not rotated.
 */
export const version = 1;

const info = 2;

class Logger {
  private level = info;
  private plain = false;
  private descriptor: number | undefined;

  constructor(file: string) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    this.descriptor = fs.openSync(file, 'a');
  }

  trace = (text: string): void => {
    this.write(0, 'trace', text);
  };
  debug = (text: string): void => {
    this.write(1, 'debug', text);
  };
  info = (text: string): void => {
    this.write(info, 'info', text);
  };
  warn = (text: string): void => {
    this.write(3, 'warning', text);
  };
  error = (text: string): void => {
    this.write(4, 'error', text);
  };
  critical = (text: string): void => {
    this.write(5, 'critical', text);
  };

  getLevel(): number {
    return this.level;
  }
  setLevel(level: number): void {
    this.level = level;
  }
  /** Output channels bring their lines complete and switch formatting off. */
  clearFormatters(): void {
    this.plain = true;
  }
  setPattern(): void {
    this.plain = false;
  }
  flush(): void {
    // Every line is written at once.
  }
  drop(): void {
    if (this.descriptor !== undefined) fs.closeSync(this.descriptor);
    this.descriptor = undefined;
  }

  private write(level: number, name: string, text: string): void {
    if (level < this.level || this.descriptor === undefined) return;
    const line = this.plain ? text : `${localTime(new Date())} [${name}] ${text}\n`;
    fs.writeSync(this.descriptor, line);
  }
}

function localTime(date: Date): string {
  const utc = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return utc.toISOString().replace('T', ' ').replace('Z', '');
}

export function setLevel(): void {
  // Loggers have levels of their own.
}

export function setFlushOn(): void {
  // Every line is written at once.
}

export function createRotatingLogger(_name: string, file: string): Promise<Logger> {
  return Promise.resolve(new Logger(file));
}

export const createAsyncRotatingLogger = createRotatingLogger;
