/**
 * Of JSON that is known to be sound: a string, a bracket, a comma, a colon, or a number or word. A string ends at the first quote
 * that stands behind an even number of backslashes; a repeated group would need memory for each character.
 */
const token = /"[^]*?(?<!\\)(?:\\\\)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * The members of a JSON object, in the order of first appearance: each value's own text without the blanks between its parts. So
 * integers keep all their digits, also within arrays and objects. Of a name that stands there twice the last value counts.
 * @returns undefined for JSON of anything else
 * @throws SyntaxError for what is no JSON
 */
export function jsonMembers(text: string): Map<string, string> | undefined {
  JSON.parse(text);
  const tokens = text.match(token) ?? [];
  if (tokens[0] !== '{') return undefined;
  const members = new Map<string, string>();
  for (let at = 1; tokens[at] !== '}' && at < tokens.length;) {
    const name = JSON.parse(tokens[at] ?? '') as string;
    const start = at + 2;
    at = endOfValue(tokens, start);
    members.set(name, tokens.slice(start, at).join(''));
    if (tokens[at] === ',') at++;
  }
  return members;
}

/** @returns the place of the token after the value that starts at `start` */
function endOfValue(tokens: readonly string[], start: number): number {
  let depth = 0;
  let at = start;
  do {
    const each = tokens[at++];
    if (each === '{' || each === '[') depth++;
    else if (each === '}' || each === ']') depth--;
  } while (depth > 0);
  return at;
}
