import { readFileSync } from 'node:fs';
import path from 'node:path';
import { decodeFrame, encodeFrame } from '../../src/wire/frameCodec';
import { pb } from '../../src/wire/gen/frames';
import { benchFrames, benchNullFrames, rows, rowsPerMessage, toPeerFrame } from './codecData';
import type { BenchResult } from './result';

const rounds = 21;
/** What runs for the first time is not compiled yet, and a busy machine compiles late. */
const warmUpRounds = 4;

/**
 * Our codec beside the decoder and encoder that protobufjs generates, in its default form (64-bit integers as Long),
 * and beside a plain copy of the bytes. Times are the least of interleaved rounds over a million rows.
 */
export function codecBench(): Promise<BenchResult[]> {
  // One after the other, and each with nothing in memory but what it needs: what the others hold would slow down every
  // collection of garbage.
  return Promise.resolve([...decodeBench(), ...nullsBench(), ...encodeBench()]);
}

function decodeBench(): BenchResult[] {
  const messages = benchFrames().map(encodeFrame);
  const total = messages.reduce((sum, { length }) => sum + length, 0);
  const { ours, peer, copy } = interleave({
    ours: () => messages.map(decodeFrame),
    peer: () => messages.map((bytes) => pb.Frame.decode(bytes)),
    copy: () => copyAll(messages, total),
  });
  return [
    atLeast('decode, to protobufjs', 6, ours, peer),
    atMost('decode, to a copy of the bytes into fresh memory', 4, ours, copy),
  ];
}

function nullsBench(): BenchResult[] {
  const messages = benchNullFrames().map(encodeFrame);
  const { ours, peer } = interleave({
    ours: () => messages.map(decodeFrame),
    peer: () => messages.map((bytes) => pb.Frame.decode(bytes)),
  });
  return [atLeast('decode of null_values, to protobufjs', 15, ours, peer)];
}

function encodeBench(): BenchResult[] {
  const frames = benchFrames();
  const wireFrames = frames.map((frame) => decodeFrame(encodeFrame(frame)));
  const peerFrames = frames.map(toPeerFrame);
  const { ours, oursFromWire, peer } = interleave({
    ours: () => frames.map(encodeFrame),
    oursFromWire: () => wireFrames.map(encodeFrame),
    peer: () => peerFrames.map((frame) => pb.Frame.encode(frame).finish()),
  });
  return [
    atLeast('encode, to protobufjs', 2, ours, peer),
    atLeast('encode of frames that came from the wire, to protobufjs', 2, oursFromWire, peer),
  ];
}

/** Copies all messages into one new block, whose memory no one has touched before. */
function copyAll(messages: readonly Uint8Array[], total: number): Uint8Array {
  const fresh = new Uint8Array(total);
  let at = 0;
  for (const bytes of messages) {
    fresh.set(bytes, at);
    at += bytes.length;
  }
  return fresh;
}

/** Runs all of them round by round, so that a busy machine disturbs them alike; milliseconds of the best round. */
function interleave<Name extends string>(tasks: Record<Name, () => unknown>): Record<Name, number> {
  const least = Object.fromEntries(Object.keys(tasks).map((name) => [name, Infinity])) as Record<
    Name,
    number
  >;
  for (let round = -warmUpRounds; round < rounds; round++) {
    for (const name in tasks) {
      const spent = timed(tasks[name]);
      if (round >= 0) least[name] = Math.min(least[name], spent);
    }
  }
  return least;
}

/** In a function of its own, so that its result is gone when the next task runs. */
function timed(task: () => unknown): number {
  globalThis.gc?.();
  const start = performance.now();
  const result = task();
  const spent = performance.now() - start;
  if (result === undefined) throw new Error('a task made nothing');
  return spent;
}

function atLeast(name: string, target: number, ours: number, peer: number): BenchResult {
  const ratio = peer / ours;
  return { name, ours, peer, ratio, target: `>= ${target}`, met: ratio >= target, unit: 'ms' };
}

function atMost(name: string, target: number, ours: number, peer: number): BenchResult {
  const ratio = ours / peer;
  return { name, ours, peer, ratio, target: `<= ${target}`, met: ratio <= target, unit: 'ms' };
}

async function main(): Promise<void> {
  const manifest = path.join(path.dirname(require.resolve('protobufjs')), 'package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  console.log(`protobufjs ${version}, Node ${process.versions.node}`);
  console.log(`${rows} rows of 5 columns, ${rowsPerMessage} in each message, best of ${rounds} rounds`);
  for (const { name, ours, peer, ratio, target, met, unit } of await codecBench()) {
    const times = `${ours.toFixed(1)} against ${peer.toFixed(1)} ${unit}`;
    console.log(`${met ? 'met   ' : 'MISSED'} ${name}: ${ratio.toFixed(2)} (${target}), ${times}`);
  }
}

if (process.argv[1] !== undefined && path.resolve(process.argv[1]) === __filename) {
  main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}
