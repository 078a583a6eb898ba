import { describe, expect, it } from 'vitest';
import { StringColumn } from '../../../src/data/column';
import { allColumns, sliceFrame } from '../../../src/data/frame';
import { EncodedStrings } from '../../../src/wire/encodedStrings';
import { decodeFrame, encodeFrame } from '../../../src/wire/frameCodec';
import { pb } from '../../../src/wire/gen/frames';
import { plain, plainPeer, toPeer, hasNulls } from './peerFrame';
import { newSeed, Random } from './random';
import { randomFrame } from './randomFrames';

describe('agreement with the generated code', () => {
  const seed = newSeed();
  const frames = (count: number) => {
    const random = new Random(seed);
    return Array.from({ length: count }, () => randomFrame(random));
  };

  it('reads what the generated code writes', () => {
    frames(300).forEach((frame, i) => {
      const decoded = decodeFrame(pb.Frame.encode(toPeer(frame)).finish());
      const peer = pb.Frame.decode(pb.Frame.encode(toPeer(frame)).finish());
      expect(plain(decoded), `seed ${seed}, frame ${i}`).toEqual(plainPeer(peer, frame.length));
    });
  });

  it('writes what the generated code reads', () => {
    frames(300).forEach((frame, i) => {
      const peer = pb.Frame.decode(encodeFrame(frame));
      const expected = pb.Frame.decode(pb.Frame.encode(toPeer(frame)).finish());
      expect(plainPeer(peer, frame.length), `seed ${seed}, frame ${i}`).toEqual(
        plainPeer(expected, frame.length),
      );
    });
  });

  it('writes byte for byte the same where there are no nulls, whose order in a map is free', () => {
    frames(300).forEach((frame, i) => {
      if (allColumns(frame).some(hasNulls)) return;
      const expected = pb.Frame.encode(toPeer(frame)).finish();
      expect(Buffer.from(encodeFrame(frame)).equals(expected), `seed ${seed}, frame ${i}`).toBe(true);
    });
  });

  it('writes a part of what came from the wire as it would that part of the original', () => {
    const random = new Random(seed);
    frames(300).forEach((frame, i) => {
      const [start = 0, end = 0] = [random.below(frame.length + 1), random.below(frame.length + 1)].sort(
        (a, b) => a - b,
      );
      const part = sliceFrame(decodeFrame(encodeFrame(frame)), start, end);
      const texts = allColumns(part).filter((column) => column instanceof StringColumn);
      expect(texts.every(({ values }) => values instanceof EncodedStrings)).toBe(true);
      const label = `seed ${seed}, frame ${i}, rows ${start} to ${end}`;
      expect(plain(decodeFrame(encodeFrame(part))), label).toEqual(
        plain(sliceFrame(decodeFrame(encodeFrame(frame)), start, end)),
      );
      expect(plain(part).columns, label).toEqual(
        plain(decodeFrame(encodeFrame(sliceFrame(frame, start, end)))).columns,
      );
    });
  });

  it('comes back from its own bytes, again and again', () => {
    frames(300).forEach((frame, i) => {
      const first = encodeFrame(decodeFrame(encodeFrame(frame)));
      expect(Buffer.from(encodeFrame(decodeFrame(first))).equals(first), `seed ${seed}, frame ${i}`).toBe(
        true,
      );
      expect(plain(decodeFrame(first)).columns.map(({ values }) => values)).toEqual(
        plain(frame).columns.map(({ values }) => values),
      );
    });
  });
});
