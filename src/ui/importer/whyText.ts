import type { OddCells } from '../../csv/importCsv';

/** Characters of a cell that are quoted. */
const mostQuoted = 30;

/** Why a column is text though most of its cells are not: `text because of line 1,204: “n/a”`. */
export function whyText({ count, text, line }: OddCells): string {
  const quoted = text.length > mostQuoted ? `${text.slice(0, mostQuoted - 1)}…` : text;
  const first = `line ${number(line)}: “${quoted.replace(/\s+/g, ' ')}”`;
  return `text because of ${count === 1 ? first : `${number(count)} cells, the first on ${first}`}`;
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
