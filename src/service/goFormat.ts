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

/**
 * A double as Go's shortest `%v`/`%g` prints it: fixed or exponent form, the exponent signed and of at least two digits.
 * @param exponentFrom the decimal exponent from which on the exponent form is used, besides those below −4: 21 where
 * values become part of a path or an expression (spec/kv.md §4.6), 6 in csv cells (spec/csv.md, Write)
 */
export function formatGoFloat(value: number, { exponentFrom }: { exponentFrom: number }): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa = '', exponentText = '0'] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= exponentFrom) {
    const digits = Math.abs(exponent).toString().padStart(2, '0');
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${digits}`;
  }
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace(/[-.]/g, '');
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  if (digits.length <= exponent + 1) return sign + digits.padEnd(exponent + 1, '0');
  return `${sign}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
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
