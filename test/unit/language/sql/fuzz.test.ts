import { describe, expect, it } from 'vitest';
import { parseSql } from '../../../../src/language/sql/parse';
import { printSql } from '../../../../src/language/sql/print';
import { readSqlQuery } from '../../../../src/language/sql/query';
import { tokenizeSql } from '../../../../src/language/sql/tokenize';
import { queries } from './samples';

const seed = Math.floor(Math.random() * 0xffff_ffff);

/** Numbers in [0, bound), the same for the same seed. */
function generator(from: number): (bound: number) => number {
  let state = from >>> 0;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

const pieces =
  `select from where group by having order limit as and or not in like between is null exists case when end join on
  union distinct next value for cast cpu mem max sum_all prev_val lin * ( ) ( ) , , . = == <> <= + - ! ~ % 'x' "y" \`z\` ' " \`
  /* */ -- # 5 5m 1.5e 0x1g :p ? ; \\ é 😀 @a [ ]`.split(/\s+/);

function soup(pick: (bound: number) => number): string {
  const length = pick(25);
  const words = Array.from({ length }, () => pieces[pick(pieces.length)] ?? '');
  return `${pick(3) > 0 ? 'select ' : ''}${words.join(pick(4) > 0 ? ' ' : '')}`;
}

/** A query with a few places cut out, doubled or replaced. */
function mutation(pick: (bound: number) => number): string {
  let text: string = queries[pick(queries.length)]?.[0] ?? '';
  for (let times = pick(4); times > 0; times--) {
    const start = pick(text.length + 1);
    const end = Math.min(text.length, start + pick(6));
    const replacement =
      [text.slice(start, end).repeat(2), '', ` ${pieces[pick(pieces.length)] ?? ''} `][pick(3)] ?? '';
    text = text.slice(0, start) + replacement + text.slice(end);
  }
  return text;
}

describe(`any text (seed ${seed})`, () => {
  const pick = generator(seed);
  const texts = Array.from({ length: 5_000 }, (_, index) => (index % 2 === 0 ? soup(pick) : mutation(pick)));

  it('is cut into tokens that cover all but blanks', () => {
    for (const text of texts) {
      const tokens = tokenizeSql(text);
      let end = 0;
      for (const token of tokens) {
        const covers =
          text.slice(end, token.start).trim() === '' && text.slice(token.start, token.end) === token.text;
        if (!covers) expect.fail(`${text}: ${JSON.stringify(token)}`);
        end = token.end;
      }
      if (end !== text.length || tokens.at(-1)?.kind !== 'end') expect.fail(text);
    }
  });

  it('is read without a throw, its problems inside it', () => {
    for (const text of texts) {
      const { problems, parse } = readSqlQuery(text);
      const outside = problems.find(({ start, end }) => start < 0 || end < start || end > text.length);
      if (outside) expect.fail(`${text}: ${JSON.stringify(outside)}`);
      if (parse.statement === undefined && problems.length === 0) expect.fail(text);
    }
  });

  it('is printed so that it means the same', () => {
    let printed = 0;
    for (const text of texts) {
      const { statement, problems } = parseSql(text);
      if (problems.length > 0 || statement?.kind !== 'select') continue;
      const print = printSql(statement);
      const again = parseSql(print);
      const same = again.statement?.kind === 'select' && printSql(again.statement) === print;
      if (again.problems.length > 0 || !same) expect.fail(`${text} → ${print}`);
      printed++;
    }
    expect(printed).toBeGreaterThan(300);
  });
});
