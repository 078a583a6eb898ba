import type { QueryDocument } from '../document';
import type { Known } from '../known/known';
import type { Pragma } from '../pragmas';
import { lineRemoval } from './edits';
import { nearest } from './nearest';
import { fix, type Problem } from './problem';

/** Names that are offered where none is like the one that was written. */
const mostOffered = 5;

/** Of comments that name a connection that is not there. */
export function connectionProblems(document: QueryDocument, known: Known): Problem[] {
  const all = [...document.header, ...document.statements.flatMap(({ pragmas }) => pragmas)];
  return all.flatMap((pragma) => {
    const { name, value } = pragma;
    if (name !== 'connection' || value === '' || value.includes('${')) return [];
    return known.lacksConnection(value)
      ? [unknownProblem(pragma, known.connections() ?? [], document.text)]
      : [];
  });
}

function unknownProblem(pragma: Pragma, names: readonly string[], text: string): Problem {
  const { value, valueNode } = pragma;
  const { start, end } = valueNode;
  const meant = nearest(value, names);
  const others = names.filter((each) => each !== meant);
  const offered = [...(meant === undefined ? [] : [meant]), ...others].slice(0, mostOffered);
  return {
    severity: 'error',
    code: 'unknownConnection',
    message: `there is no connection named ${value}`,
    advice: meant === undefined ? 'choose another, or add one of this name' : `did you mean ${meant}?`,
    fixes: [
      ...offered.map((each) => fix(`Write ${each}`, { start, end, text: each })),
      fix('Remove this line', lineRemoval(text, pragma)),
    ],
    start,
    end,
  };
}
