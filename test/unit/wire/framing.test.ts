import { describe, expect, it } from 'vitest';
import { frameHeader, maxMessageBytes, unframed } from '../../../src/wire/framing';
import { framed } from '../../wire/framed';
import { newSeed, Random } from './random';

async function* chunksOf(...chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Buffer[]> {
  const messages: Buffer[] = [];
  for await (const message of unframed(chunks)) messages.push(Buffer.from(message));
  return messages;
}

describe('framing', () => {
  it('puts the length in front, as eight bytes, the lowest first', () => {
    expect(framed(Buffer.from('0a', 'hex')).toString('hex')).toBe('01000000000000000a');
    expect(frameHeader(2 ** 32 + 1).toString('hex')).toBe('0100000001000000');
  });

  it('gives back what went in, however it is cut', async () => {
    const seed = newSeed();
    const random = new Random(seed);
    for (let round = 0; round < 200; round++) {
      const sizes = Array.from(
        { length: random.below(6) },
        () => [0, 1, 9, 300, 400_000][random.below(5)] ?? 0,
      );
      const messages = sizes.map((size, i) => Buffer.alloc(size, i + 1));
      let body = Buffer.concat(messages.map(framed));
      const chunks: Buffer[] = [];
      while (body.length > 0) {
        const cut = random.below(random.below(2) === 0 ? 12 : 200_000);
        chunks.push(body.subarray(0, cut));
        body = body.subarray(cut);
      }
      const back = await collect(chunksOf(...chunks));
      expect(back.length, `seed ${seed}`).toBe(messages.length);
      back.forEach((message, i) =>
        expect(message.equals(messages[i] ?? Buffer.alloc(0)), `seed ${seed}`).toBe(true),
      );
    }
  });

  it.each([
    ['010000', "can't read header: unexpected EOF"],
    ['0200000000000000', "can't read message body: EOF"],
    ['020000000000000001', "can't read message body: unexpected EOF"],
    ['ffffffffffffffff', "can't read message body: larger than max (-1 vs. 134217728)"],
    ['0100000800000000', "can't read message body: larger than max (134217729 vs. 134217728)"],
  ])('refuses %s', async (hex, words) => {
    await expect(collect(chunksOf(Buffer.from(hex, 'hex')))).rejects.toMatchObject({
      code: 'protocol',
      detail: words,
    });
  });

  it('takes memory for what has arrived only', async () => {
    const before = process.memoryUsage().arrayBuffers;
    let during = 0;
    async function* slow(): AsyncGenerator<Uint8Array> {
      yield frameHeader(maxMessageBytes);
      yield await Promise.resolve(Buffer.alloc(1000));
      during = process.memoryUsage().arrayBuffers;
    }
    await expect(collect(slow())).rejects.toThrow('unexpected EOF');
    expect(during - before).toBeLessThan(4 * 1024 * 1024);
  });
});
