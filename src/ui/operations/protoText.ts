import type { Scalar } from '../../data/dtype';

/** Of a value in the text form of its message, as the history keeps arguments: `sval:"abc" ` (spec/history.md §1). */
export function scalarOfProtoText(text: string): Scalar | undefined {
  const [, kind, value = ''] = /^\s*([ifstb]val):\s*(.*?)\s*$/s.exec(text) ?? [];
  switch (kind) {
    case 'ival':
      return /^-?\d+$/.test(value) ? { dtype: 'integer', value: BigInt(value) } : undefined;
    case 'tval':
      return /^-?\d+$/.test(value) ? { dtype: 'time', value: BigInt(value) } : undefined;
    case 'bval':
      return value === 'true' || value === 'false'
        ? { dtype: 'boolean', value: value === 'true' }
        : undefined;
    case 'fval':
      return floatOf(value);
    case 'sval':
      return stringOf(value);
    default:
      return undefined;
  }
}

const specialFloats: Readonly<Record<string, number>> = { nan: NaN, inf: Infinity, '-inf': -Infinity };

function floatOf(text: string): Scalar | undefined {
  const special = specialFloats[text];
  if (special !== undefined) return { dtype: 'float', value: special };
  const value = Number(text);
  return text === '' || Number.isNaN(value) ? undefined : { dtype: 'float', value };
}

const escapes: Readonly<Record<string, number>> = {
  n: 10,
  r: 13,
  t: 9,
  '"': 34,
  "'": 39,
  '\\': 92,
};

/** A quoted string whose bytes are those of UTF-8; those that are no printable ASCII stand as octal numbers. */
function stringOf(text: string): Scalar | undefined {
  if (!/^"(?:[^"\\]|\\.)*"$/s.test(text)) return undefined;
  const bytes: number[] = [];
  const pattern = /\\([0-7]{1,3})|\\x([0-9a-fA-F]{2})|\\(.)|([^\\]+)/gs;
  for (const [, octal, hex, escape, plain] of text.slice(1, -1).matchAll(pattern)) {
    if (octal !== undefined) bytes.push(parseInt(octal, 8));
    else if (hex !== undefined) bytes.push(parseInt(hex, 16));
    else if (plain !== undefined) bytes.push(...new TextEncoder().encode(plain));
    else {
      const byte = escapes[escape ?? ''];
      if (byte === undefined) return undefined;
      bytes.push(byte);
    }
  }
  try {
    const value = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes));
    return { dtype: 'string', value };
  } catch {
    return undefined;
  }
}
