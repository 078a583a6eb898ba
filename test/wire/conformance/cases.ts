import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Plain JSON, as the recordings hold it (test/fixtures/conformance/README.md). */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = Record<string, Json>;

export interface ColumnData {
  name: string;
  dtype: string;
  values?: Json[];
  /** Rows whose cell is null. */
  nulls?: number[];
  kind?: string;
  size?: number;
}

export interface FrameData {
  indices: ColumnData[];
  columns: ColumnData[];
  labels?: JsonObject;
}

export interface ErrorData {
  grpc?: string;
  /** The text of a raw HTTP step's last frame. */
  http?: string;
  /** The gRPC status if it is not UNKNOWN. */
  code?: string;
  any?: boolean;
}

/** What a step answered. An error may stand beside the frames that came before it. */
export interface Outcome {
  frames?: FrameData[];
  ok?: boolean;
  written?: { frames: number; rows: number };
  /** Of a raw HTTP step; without a body when that is frames. */
  http?: { status: number; body?: string };
  error?: ErrorData;
}

export type Operation = 'read' | 'write' | 'create' | 'delete' | 'exec' | 'history';

export interface Step {
  readonly op: Operation | 'http';
  readonly request: JsonObject;
  readonly expect: Outcome;
}

export interface Case {
  readonly id: string;
  readonly note: string;
  readonly unordered?: readonly ('rows' | 'columns' | 'frames')[];
  readonly boundaries?: boolean;
  readonly tolerance?: string;
  readonly volatile?: readonly string[];
  readonly quirk?: string;
  readonly steps: readonly Step[];
}

const folder = join(__dirname, '../../fixtures/conformance');

export function loadCases(file: string): Case[] {
  return readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Case);
}
