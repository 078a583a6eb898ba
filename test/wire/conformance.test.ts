import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadCases, presentPart, type Case } from './conformance/cases';
import { deliberateImprovements } from './conformance/deliberateImprovements';
import { difference } from './conformance/difference';
import { replay } from './conformance/replay';
import { startService, type ServiceProcess } from './serviceProcess';

const recorded = ['kv.jsonl', 'csv.jsonl', 'stream.jsonl', 'errors.jsonl'].flatMap(loadCases);
const cases = recorded.map(presentPart).filter((part) => part !== undefined);
const improvements = new Map(deliberateImprovements.map((improvement) => [improvement.id, improvement]));

let service: ServiceProcess;
let agreeing = 0;
let better = 0;

beforeAll(async () => {
  service = await startService();
});

afterAll(async () => {
  await service.stop();
  console.log(
    `${agreeing} of ${cases.length} cases agree; ${better} of the others answer better than the original ` +
      `(${recorded.length - cases.length} more need what the service does not have yet: tsdb, stream, HTTP)`,
  );
});

test.each(cases)('$id', async (kase) => {
  const outcomes = await replay(kase, service.client);
  const differences = compare(kase, outcomes);
  const improvement = improvements.get(kase.id);
  if (improvement === undefined) {
    expect(differences, kase.quirk ?? kase.note).toEqual([]);
    agreeing++;
    return;
  }
  expect(differences, 'it answers what the original did: the table is out of date').not.toEqual([]);
  const steps = kase.steps.map((step, i) => ({ ...step, expect: improvement.answers[i] ?? step.expect }));
  expect(compare({ ...kase, steps }, outcomes), improvement.reason).toEqual([]);
  better++;
});

test('every improvement is one of a recorded case', () => {
  const ids = new Set(cases.map(({ id }) => id));
  expect(deliberateImprovements.filter(({ id }) => !ids.has(id))).toEqual([]);
});

function compare(rules: Case, outcomes: Awaited<ReturnType<typeof replay>>): string[] {
  return rules.steps.flatMap(({ op, expect: want }, i) => {
    const found = difference(want, outcomes[i] ?? {}, rules);
    return found === undefined ? [] : [`step ${i} (${op}): ${found}`];
  });
}
