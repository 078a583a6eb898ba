/** What a reply in JSON is made of. */
export type JsonOutput =
  null | boolean | number | bigint | string | readonly JsonOutput[] | { readonly [name: string]: JsonOutput };

/**
 * JSON as Go's encoder writes it: compact, safe inside HTML, 64-bit integers in full. What has no JSON, NaN and the infinities, is
 * null. Members stand in the order in which they are held.
 */
export function jsonOf(value: JsonOutput): string {
  if (typeof value === 'string') return jsonText(value);
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'null';
  if (value === null || typeof value !== 'object') return String(value);
  if (isList(value)) return `[${value.map(jsonOf).join(',')}]`;
  return `{${Object.entries(value)
    .map(([name, member]) => `${jsonText(name)}:${jsonOf(member)}`)
    .join(',')}}`;
}

/** A string in quotes. Lone surrogates, which UTF-8 cannot express, become U+FFFD. */
export function jsonText(text: string): string {
  const escaped = JSON.stringify(text.replace(loneSurrogates, '\ufffd'));
  return escaped.replace(unsafe, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const loneSurrogates = /\p{Surrogate}/gu;
const unsafe = /[<>&\u2028\u2029]/g;

function isList(value: JsonOutput): value is readonly JsonOutput[] {
  return Array.isArray(value);
}
