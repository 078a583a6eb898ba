import type { Frame } from '../../data/frame';
import { FramesError } from '../../wire/errors';
import type { JsonOutput } from '../../wire/json/text';
import { cellOf, columnsByName } from './cells';
import { Series } from './series';
import { tableOf } from './table';
import type { Target } from './target';

/** A dashboard shows far fewer; more would only fill the memory. */
const maxCells = 5_000_000;

type Read = (target: Target) => AsyncIterable<Frame>;

/** What `/query` answers: a table for each frame, or a list of points for each series (spec/wire.md §15). */
export async function answerQuery(targets: readonly Target[], read: Read): Promise<JsonOutput> {
  const answer: JsonOutput[] = [];
  const count = counter();
  for (const target of targets) {
    const series = new Series(target.fields);
    for await (const frame of read(target)) {
      count(frame, target);
      if (target.kind === 'series') series.add(frame);
      else if (frame.length > 0) answer.push(tableOf(frame, target.fields));
    }
    answer.push(...series.toJson());
  }
  return answer;
}

/** What `/search` answers: the fields of each row, one after the other; null for those it does not have. */
export async function answerSearch(targets: readonly Target[], read: Read): Promise<JsonOutput> {
  const answer: JsonOutput[] = [];
  const count = counter();
  for (const target of targets) {
    for await (const frame of read(target)) {
      count(frame, target);
      const columns = columnsByName(frame);
      for (let row = 0; row < frame.length; row++) {
        for (const field of target.fields) {
          const column = columns.get(field);
          answer.push(column === undefined ? null : cellOf(column, row));
        }
      }
    }
  }
  return answer;
}

function counter(): (frame: Frame, target: Target) => void {
  let cells = 0;
  return (frame, { fields }) => {
    cells += frame.length * (fields.length || frame.columns.length + 1);
    if (cells <= maxCells) return;
    throw new FramesError({
      code: 'invalidArgument',
      detail: `more than ${maxCells} values: name fewer fields, a shorter range or a longer step`,
    });
  };
}
