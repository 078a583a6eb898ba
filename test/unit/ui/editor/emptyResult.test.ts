import { expect, it } from 'vitest';
import { readDocument } from '../../../../src/language/fsql/document';
import type { ReadPlan } from '../../../../src/language/fsql/plan/plan';
import { planOf } from '../../../../src/language/fsql/plan/planOf';
import { emptyResult } from '../../../../src/ui/editor/emptyResult';

function planned(text: string): ReadPlan {
  const document = readDocument(text);
  const [statement] = document.statements;
  const plan = statement && planOf(document, statement, new Map()).plan;
  if (!plan) throw new Error(`no plan for ${text}`);
  return plan;
}

it.each([
  ['-- @seek latest', /latest starts after the newest record/],
  ['-- @start now-1h', /from now-1h on/],
  ['-- @sequence 7', /from number 7 on/],
])('of a stream read with %s all of it is offered', (pragma, message) => {
  const empty = emptyResult(planned(`${pragma}\n-- @shard 1\nselect * from stream.clicks`));
  expect(empty?.message).toMatch(message);
  expect(empty?.label).toBe('Read From Earliest');
  expect(empty?.instead).toEqual(planned('-- @seek earliest\n-- @shard 1\nselect * from stream.clicks'));
});

it.each([
  ['select cpu from t', /in the last hour, which is read where no @start/],
  ['-- @start now-2d\nselect cpu from t', /from now-2d to now/],
  ['-- @end 5\nselect cpu from t', /from an hour before the end to 5/],
])('of %s the newest samples are offered', (text, message) => {
  const plan = planned(text);
  expect(emptyResult(plan)).toMatchObject({ find: 'newest', instead: plan });
  expect(emptyResult(plan)?.message).toMatch(message);
});

it.each(['select * from nosql.t', 'select * from csv.t', 'select * from stream.t'])(
  'of %s nothing',
  (text) => {
    expect(emptyResult(planned(text))).toBeUndefined();
  },
);
