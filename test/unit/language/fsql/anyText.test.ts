import { describe, expect, it } from 'vitest';
import { complete } from '../../../../src/language/fsql/completion/complete';
import { diagnose, wanted } from '../../../../src/language/fsql/problems/diagnose';
import { readDocument, updateDocument, type QueryDocument } from '../../../../src/language/fsql/document';
import { nothingKnown } from '../../../../src/language/fsql/known/known';
import { planOf } from '../../../../src/language/fsql/plan/planOf';
import { parametersOf } from '../../../../src/language/fsql/settings';
import { readSqlQuery } from '../../../../src/language/sql/query';
import { corpus, known, nowMs } from './fixtures';

const seed = Math.floor(Math.random() * 0xffff_ffff);

function generator(from: number): (bound: number) => number {
  let state = from >>> 0;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

const pieces =
  `select from where group by having order limit as and or not in like between is null exists union nosql. tsdb. stream. csv.
  cpu mem host max( sum_all( prev_val( ( ) , . = == <> + 'x' "y" \`z\` ' " \` /* */ -- # // @start @step 5m now-1d \${a} \${ $ } ; \\ é 😀`.split(
    /\s+/,
  );

function mutation(pick: (bound: number) => number): string {
  let text = corpus[pick(corpus.length)] ?? '';
  for (let times = 1 + pick(4); times > 0; times--) {
    const start = pick(text.length + 1);
    const end = Math.min(text.length, start + pick(8));
    const replacement =
      [text.slice(start, end).repeat(2), '', ` ${pieces[pick(pieces.length)] ?? ''} `, '\n'][pick(4)] ?? '';
    text = text.slice(0, start) + replacement + text.slice(end);
  }
  return text;
}

function check(document: QueryDocument): void {
  const { text, statements } = document;
  const problems = diagnose(document, known, nowMs);
  for (const problem of [...problems, ...diagnose(document, nothingKnown, nowMs)]) {
    expect(problem.start).toBeGreaterThanOrEqual(0);
    expect(problem.end).toBeGreaterThanOrEqual(problem.start);
    expect(problem.end).toBeLessThanOrEqual(text.length);
    expect(problem.message).not.toBe('');
    for (const { edits } of problem.fixes) {
      for (const { start, end } of edits) expect(start <= end && start >= 0 && end <= text.length).toBe(true);
    }
  }
  for (const statement of statements) {
    const { section } = statement;
    const own = problems.filter(({ start }) => start >= section.start && start <= section.end);
    const hasError = own.some(({ severity }) => severity === 'error');
    const values = new Map(parametersOf(document, statement).map(({ name }) => [name, '5']));
    const { plan, problems: refused } = planOf(document, statement, values);
    if (refused) expect(refused.length).toBeGreaterThan(0);
    if (plan?.backend === 'tsdb') {
      // What is sent reads without an error, and is one statement.
      expect(
        readSqlQuery(plan.sql).problems.filter(
          ({ severity, message }) => severity === 'error' && !message.includes('tolerances'),
        ),
      ).toEqual([]);
      expect(readDocument(plan.sql).statements.length).toBe(1);
    }
    if (statement.content.parameters.length === 0 && !plan && !hasError) {
      const header = problems.some(({ severity }) => severity === 'error');
      if (!header)
        expect.fail(
          `no diagnostic: ${JSON.stringify(text)}: ${JSON.stringify(refused.map(({ message }) => message))}`,
        );
    }
  }
}

describe(`any text (seed ${seed})`, () => {
  it('is diagnosed, planned and completed without a throw', () => {
    const pick = generator(seed);
    for (let round = 0; round < 1500; round++) {
      const text = mutation(pick);
      try {
        const document = readDocument(text);
        check(document);
        const offset = pick(text.length + 1);
        const { replace } = complete(document, offset, known, nowMs);
        expect(replace.start <= offset && replace.end >= offset && replace.end <= text.length).toBe(true);
      } catch (error) {
        throw new Error(JSON.stringify(text), { cause: error });
      }
    }
  });

  it('is completed at every place of the corpus', () => {
    for (const whole of corpus) {
      for (let length = 0; length <= whole.length; length++) {
        for (const text of [whole, whole.slice(0, length)]) {
          const document = readDocument(text);
          for (const each of [known, nothingKnown]) {
            const { items, replace } = complete(document, length, each, nowMs);
            const inside = replace.start <= length && length <= replace.end && replace.end <= text.length;
            if (!inside) expect.fail(`${JSON.stringify(text)} at ${length}: ${JSON.stringify(replace)}`);
            expect(new Set(items.map(({ kind, label }) => `${kind} ${label}`)).size).toBe(items.length);
          }
        }
      }
    }
  });

  it('is typed letter by letter as it is read whole', () => {
    for (const whole of corpus) {
      let document = readDocument('');
      for (let length = 1; length <= whole.length; length++) {
        document = updateDocument(document, whole.slice(0, length));
        wanted(document, known, length);
      }
      expect(document.statements.map(({ start, end }) => [start, end])).toEqual(
        readDocument(whole).statements.map(({ start, end }) => [start, end]),
      );
    }
  });
});
