import { expect, it } from 'vitest';
import { StringColumn } from '../../../../src/data/column';
import { frameOf } from '../../../../src/data/frame';
import { encodedRun } from '../../../../src/service/backends/nosql/encodedRun';
import { Utf8Strings } from '../../../../src/service/storage/utf8Strings';
import { encodeFrame } from '../../../../src/wire/frameCodec';

function run(strings: readonly string[]): Utf8Strings {
  const parts = strings.map((text) => Buffer.from(text));
  const offsets = new Uint32Array(parts.length + 1);
  parts.forEach((part, i) => (offsets[i + 1] = (offsets[i] ?? 0) + part.length));
  return new Utf8Strings(Buffer.concat(parts), offsets);
}

it.each([
  { what: 'none', strings: [] },
  { what: 'short ones', strings: ['a', '', 'bc'] },
  { what: 'other letters', strings: ['é', '\u{1f600}', 'x'] },
  { what: 'every length of length', strings: [127, 128, 16_383, 16_384, 70_000].map((n) => 'x'.repeat(n)) },
])('strings are sent as the encoder would send them: $what', ({ strings }) => {
  const encoded = encodedRun(run(['before', ...strings, 'after']).slice(1, strings.length + 1));
  expect(Array.from({ length: encoded.length }, (_, row) => encoded.at(row))).toEqual(strings);
  const bytes = (values: StringColumn['values']): Uint8Array =>
    encodeFrame(frameOf({ columns: [new StringColumn('s', values)] }));
  expect(Buffer.compare(bytes(encoded), bytes(strings))).toBe(0);
});
