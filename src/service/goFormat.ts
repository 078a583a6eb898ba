/**
 * A text as Go's %q prints it: double quotes, backslash escapes, everything unprintable escaped. Error texts of the
 * original quote names this way (spec/wire.md §13, spec/csv.md).
 */
export function goQuote(text: string): string {
  let quoted = '"';
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (char === '"' || char === '\\') quoted += `\\${char}`;
    else if (shortEscapes.has(char)) quoted += shortEscapes.get(char) ?? '';
    else if (code < 0x20 || code === 0x7f) quoted += `\\x${hex(code, 2)}`;
    else if (code >= 0xd800 && code <= 0xdfff) quoted += '\ufffd';
    else if (char !== ' ' && unprintable.test(char)) {
      quoted += code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
    } else quoted += char;
  }
  return `${quoted}"`;
}

/** A double as Go's `%v` prints it: exponent form below 1e-4 and from 1e+06 on, the exponent signed and of at least two digits. */
export function formatGoFloat(value: number): string {
  const { sign, digits, exponent } = shortest(value);
  if (!Number.isFinite(value) || value === 0 || (exponent >= -4 && exponent < 6))
    return formatGoDecimal(value);
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
  const power = Math.abs(exponent).toString().padStart(2, '0');
  return `${sign}${digits.slice(0, 1)}${fraction}e${exponent < 0 ? '-' : '+'}${power}`;
}

/** A double with all its digits and no exponent, as Go's `FormatFloat(value, 'f', -1, 64)` gives it. */
export function formatGoDecimal(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const { sign, digits, exponent } = shortest(value);
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  if (digits.length <= exponent + 1) return sign + digits.padEnd(exponent + 1, '0');
  return `${sign}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}

/** The fewest digits that tell a double from all others: `digits` is d.ddd without its point, times 10 to the `exponent`. */
function shortest(value: number): { sign: string; digits: string; exponent: number } {
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  const sign = mantissa.startsWith('-') ? '-' : '';
  return { sign, digits: mantissa.replace(/[-.]/g, ''), exponent: Number(exponent) };
}

const shortEscapes = new Map([
  ['\x07', '\\a'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\v', '\\v'],
]);

/** Controls, format characters, unassigned ones and every blank but the plain space. */
const unprintable = /[\p{C}\p{Z}]/u;

function hex(code: number, width: number): string {
  return code.toString(16).padStart(width, '0');
}
