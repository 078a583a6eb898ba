/** A list in one line that cannot be read. */
export class NameListError extends Error {
  override readonly name = 'NameListError';
}

/**
 * Reads a list of names: separated by commas, blanks around them dropped. A name that holds a comma, or blanks at an end,
 * stands in double quotes; a quote inside them is doubled.
 * @throws NameListError
 */
export function parseNames(text: string): string[] {
  if (text.trim() === '') return [];
  const names: string[] = [];
  let rest = text;
  for (;;) {
    const quoted = /^\s*"((?:[^"]|"")*)"\s*(,|$)/.exec(rest);
    const bare = /^\s*([^",]*?)\s*(,|$)/.exec(rest);
    const found = quoted ?? bare;
    if (!found) throw new NameListError('A quote has no end, or something stands beside it.');
    const name = quoted ? (quoted[1] ?? '').replaceAll('""', '"') : (bare?.[1] ?? '');
    if (name === '') throw new NameListError('A name is missing between two commas.');
    names.push(name);
    if (found[2] !== ',') return names;
    rest = rest.slice(found[0].length);
  }
}

/** The list in the form that `parseNames` reads. */
export function formatNames(names: readonly string[]): string {
  return names
    .map((name) => (/[",]|^\s|\s$|^$/.test(name) ? `"${name.replaceAll('"', '""')}"` : name))
    .join(', ');
}

/** The names of a text as far as it can be read: none where it cannot. */
export function namesIn(text: string): string[] {
  try {
    return parseNames(text);
  } catch (error) {
    if (error instanceof NameListError) return [];
    throw error;
  }
}
