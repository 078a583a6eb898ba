import { toColumnName } from '../../csv/importCsv';

/** Characters of a whole path, far above any that is useful. */
const maxLength = 1024;

/** What is wrong with the path of a new table inside its container, in words for the input box; undefined when it is fine. */
export function tablePathProblem(text: string): string | undefined {
  const path = text.trim();
  if (path === '') return 'Enter the path of the table, such as examples/cars.';
  if (path.length > maxLength) return `A path has at most ${maxLength} characters.`;
  if (path.startsWith('/') || path.endsWith('/'))
    return 'A path begins and ends with a name, not with a slash.';
  for (const segment of path.split('/')) {
    if (segment === '') return 'Two slashes stand next to each other.';
    if (segment === '.' || segment === '..') return `A path cannot hold the segment “${segment}”.`;
    if (segment.trim() !== segment) return `“${segment}” begins or ends with a blank.`;
  }
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  const odd = /[\u0000-\u001f\u007f\\%#?*"<>|]/.exec(path)?.[0];
  if (odd === undefined) return undefined;
  const shown = odd < ' ' || odd === '\u007f' ? `U+${odd.charCodeAt(0).toString(16).padStart(4, '0')}` : odd;
  return `A path cannot hold the character ${shown}.`;
}

/** The path proposed for a file: its name as an identifier, inside the folder that was chosen. */
export function proposeTablePath(fileName: string, folder: string): string {
  const stem = fileName.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '');
  const name = toColumnName(stem, new Set()).toLowerCase();
  return folder === '' ? name : `${folder}/${name}`;
}
