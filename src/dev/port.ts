import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { Refusal } from './refusal';

/**
 * The loopback port for this clone. It stays the same, since VS Code in the browser keeps settings and secrets for
 * each port apart. `PORT` in the environment goes first, for one run.
 */
export async function choosePort(folder: string, log: (line: string) => void): Promise<number> {
  const asked = process.env.PORT;
  if (asked !== undefined && asked !== '') return askedPort(asked);
  const file = path.join(folder, 'port');
  const remembered = Number(readText(file));
  if (remembered > 0) {
    if (await isFree(remembered)) return remembered;
    log(`Port ${remembered} of this clone is taken by another program; using another one this time.`);
    return freePort();
  }
  const port = await freePort();
  fs.writeFileSync(file, `${port}\n`);
  return port;
}

async function askedPort(text: string): Promise<number> {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Refusal(`PORT=${text} is not a port number (1 to 65535).`);
  }
  if (!(await isFree(port)))
    throw new Refusal(`Port ${port} is taken by another program. Choose another PORT.`);
  return port;
}

async function isFree(port: number): Promise<boolean> {
  return (await listen(port)) !== undefined;
}

async function freePort(): Promise<number> {
  const port = await listen(0);
  if (port === undefined) throw new Refusal('No free port was found on 127.0.0.1.');
  return port;
}

/** The port that could be listened on, if it could. */
async function listen(port: number): Promise<number | undefined> {
  const server = net.createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
    const address = server.address();
    return typeof address === 'object' ? address?.port : undefined;
  } catch {
    return undefined;
  } finally {
    server.close();
  }
}

function readText(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
