import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build';
import { codeServer } from './codeServer/install';
import { desktopCode, openBrowser, openCodeServer, openDesktop, type Editor } from './editor';
import { devFolder } from './paths';
import { askedToEnd } from './processGroup';
import { Refusal } from './refusal';
import { loadSampleData } from './sampleData';
import { openService, type RunningService } from './service';
import { sampleWorkspace } from './workspace';

const usage = `Usage: npm start -- [--no-open] [--browser]

  --no-open   print the address only, open no window and no browser
  --browser   use VS Code for the browser even where the desktop one is installed

PORT=…      the port of VS Code for the browser, for this run`;

/** Written while VS Code for the browser runs. */
const sessionFile = path.join(devFolder, 'session.json');

const log = (line: string): void => console.log(line);

/** `npm start`: builds, starts the local service with sample data, opens VS Code, and waits for the end of either. */
export async function main(args: readonly string[]): Promise<number> {
  const { open, browser } = parse(args);
  fs.mkdirSync(devFolder, { recursive: true });
  const url = await alreadyOpen();
  if (url !== undefined) {
    announce(url, { open });
    return 0;
  }
  const asked = askedToEnd();
  const parts: (RunningService | Editor)[] = [];
  try {
    const editor = await Promise.race([openAll({ open, browser }, parts), asked]);
    if (typeof editor === 'object') await Promise.race([editor.exited, asked]);
    return 0;
  } finally {
    for (const part of parts.reverse()) await part.stop();
    fs.rmSync(sessionFile, { force: true });
    // Whatever was still being prepared has nobody left to serve.
    setImmediate(() => process.exit());
  }
}

/** Adds what it starts to `parts`, to be stopped in reverse order. */
async function openAll(
  { open, browser }: { readonly open: boolean; readonly browser: boolean },
  parts: (RunningService | Editor)[],
): Promise<Editor> {
  const code = open && !browser ? desktopCode() : undefined;
  const fetched = code === undefined ? codeServer(log) : Promise.resolve();
  // Awaited below; until then a failure is not lost.
  fetched.catch(() => undefined);
  await build();
  const data = path.join(devFolder, 'data');
  const service = await openService(data);
  parts.push(service);
  await Promise.all([loadSampleData({ address: service.info.grpc, dataFolder: data, log }), fetched]);
  const options = {
    folder: devFolder,
    workspace: sampleWorkspace(path.join(devFolder, 'workspace')),
    env: { FRAMES_LOCAL_DATA: data },
    log,
  };
  const editor = code === undefined ? await openCodeServer(options) : openDesktop(code, options);
  parts.push(editor);
  if (editor.url === undefined) {
    log('Frames for VS Code opens in a window of its own. Close that window or press Ctrl+C to end.');
  } else {
    fs.writeFileSync(sessionFile, JSON.stringify({ url: editor.url }));
    announce(editor.url, { open });
    log('Press Ctrl+C to end.');
  }
  return editor;
}

function announce(url: string, { open }: { readonly open: boolean }): void {
  log(`\nFrames for VS Code is open at ${url}\n`);
  if (open) openBrowser(url);
}

function parse(args: readonly string[]): { readonly open: boolean; readonly browser: boolean } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { 'no-open': { type: 'boolean' }, browser: { type: 'boolean' } },
    });
    return { open: values['no-open'] !== true, browser: values.browser === true };
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\n\n${usage}`);
  }
}

/** The address where this clone is open already, if VS Code answers there. */
async function alreadyOpen(): Promise<string | undefined> {
  try {
    const { url } = JSON.parse(fs.readFileSync(sessionFile, 'utf8')) as { url: string };
    const { ok } = await fetch(new URL('healthz', url), { signal: AbortSignal.timeout(2_000) });
    return ok ? url : undefined;
  } catch {
    return undefined;
  }
}
