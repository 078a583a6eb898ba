import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Frame } from '../../../../src/data/frame';
import type { Backend } from '../../../../src/service/backends/backend';
import { nosqlBackend } from '../../../../src/service/backends/nosql';
import { FramesError } from '../../../../src/wire/errors';
import {
  emptyDeleteRequest,
  emptyExecRequest,
  emptyCreateRequest,
  emptyInitialWriteRequest,
  emptyReadRequest,
  emptySession,
} from '../../../../src/wire/messages';
import { openStorage } from '../../../../src/service/storage/openStorage';
import type { Storage } from '../../../../src/service/storage/storage';
import { temporaryFolder } from '../storage/temporaryStorage';
import {
  expectedPlain,
  toFrame,
  toPlain,
  toScalar,
  type JsonFrame,
  type JsonScalar,
  type PlainFrame,
} from './recordedCases';

interface Step {
  readonly op: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly expect: {
    readonly frames?: readonly PlainFrame[];
    readonly written?: { readonly frames: number; readonly rows: number };
    readonly error?: { readonly grpc?: string };
    readonly ok?: boolean;
  };
}

interface Case {
  readonly id: string;
  readonly steps: readonly Step[];
  readonly quirk?: string;
  readonly volatile?: readonly string[];
  readonly unordered?: readonly string[];
}

const lines = readFileSync(join(import.meta.dirname, '../../../fixtures/conformance/kv.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '');
const cases = lines
  .map((line, i) => JSON.parse(line.replaceAll('{{t}}', `t${i}`)) as Case)
  // Deviating from a quirk is allowed, and decided case by case in other tests; other kinds of tables are not ours.
  .filter(
    ({ steps, quirk }) => quirk === undefined && steps.every(({ request }) => request.backend !== 'tsdb'),
  );

let folder: string;
let storage: Storage;

beforeAll(async () => {
  folder = await temporaryFolder();
  storage = await openStorage({ folder });
});

afterAll(async () => {
  await storage.close();
  await rm(folder, { recursive: true });
});

it.each(cases)('$id', async ({ steps, volatile = [], unordered = [] }) => {
  const backend = nosqlBackend(storage);
  const options = { volatile, anyColumnOrder: unordered.includes('columns') };
  for (const step of steps) {
    const result = await outcome(backend, step.op, step.request);
    const wanted = step.expect;
    if (wanted.error !== undefined) {
      expect(mask(result.error ?? 'no error')).toBe(wanted.error.grpc ?? '');
      continue;
    }
    expect(result.error).toBeUndefined();
    if (wanted.frames !== undefined) {
      expect(toPlain(result.frames ?? [], options)).toEqual(expectedPlain(wanted.frames, options));
    }
    if (wanted.written !== undefined) expect(result.written).toEqual(wanted.written);
  }
});

interface Outcome {
  readonly frames?: readonly Frame[];
  readonly written?: { readonly frames: number; readonly rows: number };
  readonly error?: string;
}

function mask(text: string): string {
  return text.replace(/(Expected a 2xx response status code: HTTP\/1\.1 \d+ [A-Za-z ]*[A-Za-z])[^]*/, '$1');
}

/** Runs a step with the prefixes that the service puts before a cause. */
async function outcome(
  backend: Backend,
  op: string,
  json: Readonly<Record<string, unknown>>,
): Promise<Outcome> {
  const { signal } = new AbortController();
  const session = { ...emptySession, container: json.session === undefined ? 'bigdata' : '' };
  const common = { ...camel(json), session };
  const frames: Frame[] = [];
  let written = { frames: 0, rows: 0 };
  let prefix = '';
  try {
    switch (op) {
      case 'read': {
        prefix = "can't query";
        const { messageLimit = 0 } = camel(json) as { messageLimit?: number };
        const result = await backend.read(
          { ...emptyReadRequest, ...common, messageLimit: BigInt(messageLimit) },
          signal,
        );
        prefix = 'error during iteration';
        for await (const frame of result) frames.push(frame);
        return { frames };
      }
      case 'write': {
        const { request, frames: sent = [] } = json as {
          request: Record<string, unknown>;
          frames?: JsonFrame[];
        };
        const { initialData, saveMode, ...rest } = camel(request) as {
          initialData?: JsonFrame;
          saveMode?: string;
        };
        const modes = [
          'errorIfTableExists',
          'overwriteTable',
          'updateItem',
          'overwriteItem',
          'createNewItemsOnly',
          '',
        ];
        if (!modes.includes(saveMode ?? '')) return { error: `no save mode named '${saveMode ?? ''}'` };
        prefix = 'backend Write failed';
        const first = initialData === undefined ? undefined : toFrame(initialData);
        const appender = await backend.write(
          {
            ...emptyInitialWriteRequest,
            ...rest,
            session: { ...emptySession, container: request.session === undefined ? 'bigdata' : '' },
            saveMode: saveMode ?? '',
            initialData: first,
          },
          signal,
        );
        if (first !== undefined) written = { frames: 1, rows: first.length };
        prefix = "can't add frame";
        for (const frame of sent.map(toFrame)) {
          await appender.add(frame);
          written = { frames: written.frames + 1, rows: written.rows + frame.length };
        }
        prefix = "can't wait for completion";
        await appender.complete();
        return { written };
      }
      case 'delete':
        prefix = "can't delete";
        await backend.delete(
          { ...emptyDeleteRequest, ...common, ifMissing: json.if_missing === 'IGNORE' ? 1 : 0 },
          signal,
        );
        return {};
      case 'exec': {
        prefix = "can't exec";
        const args = (json.args ?? {}) as Record<string, JsonScalar>;
        const scalars = new Map(Object.entries(args).map(([name, value]) => [name, toScalar(value)]));
        await backend.exec({ ...emptyExecRequest, ...common, args: scalars }, signal);
        return {};
      }
      default:
        prefix = 'error creating table';
        await backend.create({ ...emptyCreateRequest, ...common, ifExists: 0 }, signal);
        return {};
    }
  } catch (error) {
    if (!(error instanceof FramesError)) throw error;
    return { frames, error: `${prefix}: ${error.detail}` };
  }
}

function camel(json: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => [
      name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );
}
