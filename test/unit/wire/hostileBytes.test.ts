import { Writer } from 'protobufjs/minimal';
import { describe, expect, it } from 'vitest';
import { allColumns, FrameShapeError, type Frame } from '../../../src/data/frame';
import { FramesError } from '../../../src/wire/errors';
import { decodeFrame, encodeFrame } from '../../../src/wire/frameCodec';
import { emptyInitialWriteRequest, emptySession } from '../../../src/wire/messages';
import { methods } from '../../../src/wire/methods';
import { newSeed, Random } from './random';
import { randomFrame } from './randomFrames';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const embedded = (tag: number, content: Uint8Array) => new Writer().uint32(tag).bytes(content).finish();
const column = (content: Uint8Array) => embedded(10, content);

describe('bytes that are no frame', () => {
  it.each<[string, Uint8Array, RegExp]>([
    ['a tag cut off', hex('8a'), /./],
    ['a field number of 0', hex('0200'), /field number 0/],
    ['a wire type that does not exist', hex('0f'), /wire type 7/],
    ['a length without content', hex('0a05'), /ends within a field/],
    ['a length of two gigabytes', hex('0a ffffffff07'), /ends within a field/],
    ['a length of more than 32 bits', hex('0a ffffffffff01'), /length/],
    ['a column longer than its frame', hex('0a 02 12 05 61'), /./],
    ['a varint cut off by the end of its record', column(hex('1801 2a 02 01 80')), /cut off/],
    ['a varint of eleven bytes', column(hex('1801 2a 0b 8080808080808080808001')), /longer than ten bytes/],
    [
      'an unpacked varint of eleven bytes',
      column(hex('1801 28 8080808080808080808001')),
      /longer than ten bytes/,
    ],
    ['a boolean of eleven bytes', column(hex('1805 4a 0b 8080808080808080808001')), /longer than ten bytes/],
    ['doubles of seven bytes', column(hex('1802 32 07 00000000000000')), /packed doubles of 7 bytes/],
    ['a double cut off', column(hex('1802 31 0000')), /ends within a field/],
    ['a string longer than its column', column(hex('1803 3a 05 61')), /ends within a field/],
    ['a tag of a string and no more', column(hex('1803 3a 01 61 3a')), /ends within a field/],
    ['null_values and no more', hex('2a 00 2a'), /ends within a field/],
    ['an entry of null_values longer than its frame', hex('2a 05 0a'), /ends within a field/],
    ['a key longer than its entry', hex('2a 04 0a 02 0a 05'), /ends within a field/],
    [
      'a label column with rows and no value',
      column(hex('0801 120161 1801 2005')),
      /label column "a" of 5 rows has no value/,
    ],
    [
      'a label column of negative size',
      column(hex('0801 1801 20 ffffffffffffffffff01 2a 01 01')),
      /of -1 rows/,
    ],
    ['a label column of 2⁶² rows', column(hex('0801 1801 20 808080808080808040 2a 01 01')), /rows/],
    ['the end of a group that did not begin', hex('0c'), /wire type 4/],
    ['a group without end', hex('13'), /./],
    ['groups a hundred thousand deep', Buffer.alloc(100_000, 0x13), /depth/],
  ])('%s', (_, bytes, reason) => {
    const error = failure(() => decodeFrame(bytes));
    expect(error).toBeInstanceOf(FramesError);
    expect(error).toMatchObject({ code: 'protocol' });
    expect((error as FramesError).detail).toMatch(/^cannot decode frame at byte \d+: /);
    expect((error as FramesError).detail).toMatch(reason);
  });
});

describe('short messages that ask for much', () => {
  it('get no more memory for nulls than they are worth', () => {
    // A hundred label columns of two thousand million rows, each null in the first: 27 GB of bitmaps.
    const names = Array.from({ length: 100 }, (_, i) => `c${i}`);
    const labels = names.map((name) =>
      column(
        new Writer()
          .uint32(8)
          .uint32(1)
          .uint32(18)
          .string(name)
          .uint32(24)
          .uint32(1)
          .uint32(32)
          .uint32(2 ** 31 - 8)
          .uint32(42)
          .int64s([1])
          .finish(),
      ),
    );
    const keys = names.map((name) => embedded(10, new Writer().uint32(10).string(name).finish()));
    const error = failure(() => decodeFrame(Buffer.concat([...labels, embedded(42, Buffer.concat(keys))])));
    expect(error).toMatchObject({ code: 'protocol' });
  });

  it('get no room for rows that other columns have', () => {
    const big = column(Buffer.concat([hex('1802'), embedded(50, Buffer.alloc(8 * 100_000))]));
    const small = Array.from({ length: 2000 }, () => column(hex('1801 2a 01 01')));
    const before = process.memoryUsage().arrayBuffers;
    expect(failure(() => decodeFrame(Buffer.concat([big, ...small])))).toBeInstanceOf(FrameShapeError);
    // 2000 columns of 100000 integers would take 1.6 GB.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100e6);
  });
});

describe('damaged messages', () => {
  const seed = newSeed();

  it('of frames give a frame or say what is wrong', () => {
    const random = new Random(seed);
    for (let i = 0; i < 4000; i++) {
      const bytes = damage(random, encodeFrame(randomFrame(random)));
      outcome(`seed ${seed}, round ${i}`, () => touch(decodeFrame(bytes)));
    }
  });

  it('of writes give a message or say what is wrong', () => {
    const random = new Random(seed);
    const { encodeRequest, decodeRequest } = methods.write;
    for (let i = 0; i < 2000; i++) {
      const frame = randomFrame(random);
      const request = {
        ...emptyInitialWriteRequest,
        session: { ...emptySession, container: 'bigdata' },
        backend: 'kv',
        initialData: frame,
      };
      const bytes = damage(
        random,
        encodeRequest(random.chance(0.5) ? { kind: 'frame', frame } : { kind: 'request', request }),
      );
      outcome(`seed ${seed}, round ${i}`, () => {
        const message = decodeRequest(bytes);
        if (message.kind === 'frame') touch(message.frame);
      });
    }
  });

  it('of random bytes too', () => {
    const random = new Random(seed);
    for (let i = 0; i < 4000; i++) {
      const bytes = Uint8Array.from({ length: random.below(60) }, () =>
        random.pick([10, 18, 42, 58, 24, 3, 1, random.below(256)]),
      );
      outcome(`seed ${seed}, round ${i}`, () => touch(decodeFrame(bytes)));
    }
  });
});

/** Runs something that may fail only in the ways that callers know. */
function outcome(where: string, run: () => void): void {
  try {
    run();
  } catch (error) {
    const known =
      error instanceof FrameShapeError || (error instanceof FramesError && error.code === 'protocol');
    if (!known) throw new Error(where, { cause: error });
  }
}

/** Reads the first and last cell of each column. */
function touch(frame: Frame): void {
  for (const column of allColumns(frame)) {
    if (column.length !== frame.length) throw new Error('a column of another length');
    if (frame.length > 0) [column.at(0), column.at(frame.length - 1)].forEach(String);
  }
}

function damage(random: Random, bytes: Uint8Array): Uint8Array {
  const damaged = Buffer.from(bytes);
  if (damaged.length === 0) return damaged;
  for (let flips = random.below(4); flips > 0; flips--) {
    const at = random.below(damaged.length);
    damaged[at] = random.chance(0.5) ? random.below(256) : (damaged[at] ?? 0) ^ (1 << random.below(8));
  }
  return random.chance(0.5) ? damaged.subarray(0, random.below(damaged.length + 1)) : damaged;
}

function failure(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
