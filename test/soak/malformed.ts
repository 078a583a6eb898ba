import type { Random } from '../wire/random';

/** One way to spoil bytes that were a message. */
type Spoil = (random: Random, bytes: Buffer) => Buffer;

const spoils: Readonly<Record<string, Spoil>> = {
  bits(random, bytes) {
    const spoiled = Buffer.from(bytes);
    for (let flips = 1 + random.below(8); flips > 0 && spoiled.length > 0; flips--) {
      const bit = random.below(spoiled.length * 8);
      spoiled[bit >> 3] = (spoiled[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    }
    return spoiled;
  },
  cut: (random, bytes) => bytes.subarray(0, random.below(bytes.length + 1)),
  /** The bits that say how a field is written: a number where a text was, a group, a type that does not exist. */
  wireType(random, bytes) {
    const spoiled = Buffer.from(bytes);
    const place = random.below(Math.max(1, Math.min(spoiled.length, 40)));
    spoiled[place] = ((spoiled[place] ?? 0) & ~7) | random.below(8);
    return spoiled;
  },
  nesting(random, bytes) {
    const depth = [10, 100, 1000, 20_000][random.below(4)] ?? 10;
    const field = 1 + random.below(12);
    // Groups need no lengths, so that they nest as deep as there are bytes.
    const opening = Buffer.alloc(depth, (field << 3) | 3);
    return Buffer.concat([bytes, opening, Buffer.alloc(random.below(2) * depth, (field << 3) | 4)]);
  },
  giantLength(random, bytes) {
    const length = [0x7fff_ffffn, 0xffff_ffffn, 2n ** 53n, 2n ** 62n, 2n ** 64n - 1n][random.below(5)] ?? 0n;
    const place = random.below(bytes.length + 1);
    const tag = Buffer.of(((1 + random.below(15)) << 3) | 2);
    return Buffer.concat([bytes.subarray(0, place), tag, varint(length), bytes.subarray(place)]);
  },
  repeated: (random, bytes) => Buffer.concat(Array.from({ length: 2 + random.below(30) }, () => bytes)),
  noise: (random) => Buffer.from(Array.from({ length: random.below(200) }, () => random.below(256))),
};

/** Ways to spoil text that was JSON. */
const textSpoils: Readonly<Record<string, Spoil>> = {
  ...spoils,
  wireType(random, bytes) {
    const values = [
      'null',
      '-1',
      '1e400',
      '[]',
      '{}',
      'true',
      '"x"',
      '9223372036854775808',
      '[null]',
      '"\\ud800"',
    ];
    const places = [...bytes.toString().matchAll(/:("[^"]*"|[^,{}[\]]+|\{\}|\[\])/g)];
    const place = places[random.below(Math.max(1, places.length))];
    if (place === undefined) return bytes;
    const text = bytes.toString();
    const end = place.index + place[0].length;
    return Buffer.from(
      `${text.slice(0, place.index)}:${values[random.below(values.length)] ?? ''}${text.slice(end)}`,
    );
  },
  nesting(random, bytes) {
    const depth = [10, 1000, 100_000][random.below(3)] ?? 10;
    const [open = '[', close = ']'] =
      [
        ['[', ']'],
        ['{"session":', '}'],
        ['{"schema":{"fields":[', ']}}'],
      ][random.below(3)] ?? [];
    return Buffer.from(open.repeat(depth) + bytes.toString() + close.repeat(random.below(2) * depth));
  },
};

/** A message spoiled in one way or two. */
export function malformed(random: Random, bytes: Buffer, format: 'protobuf' | 'json' = 'protobuf'): Buffer {
  const ways = Object.values(format === 'json' ? textSpoils : spoils);
  let spoiled = bytes;
  for (let times = 1 + random.below(2); times > 0; times--) {
    spoiled = ways[random.below(ways.length)]?.(random, spoiled) ?? spoiled;
  }
  return spoiled;
}

function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  return Buffer.of(...bytes, Number(rest));
}
