import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { grpcCaller } from './conformance/caller';
import { loadCases, type Case, type Outcome } from './conformance/cases';
import { deliberateImprovements } from './conformance/deliberateImprovements';
import { difference } from './conformance/difference';
import { httpCaller } from './conformance/httpCaller';
import { httpImprovements } from './conformance/httpImprovements';
import { replay } from './conformance/replay';
import { tsdbImprovements } from './conformance/tsdbImprovements';
import { startService, type ServiceProcess } from './serviceProcess';

const cases = [
  'kv.jsonl',
  'csv.jsonl',
  'stream.jsonl',
  'tsdb.jsonl',
  'history.jsonl',
  'errors.jsonl',
  'more.jsonl',
].flatMap(loadCases);
const allImprovements = [...deliberateImprovements, ...httpImprovements, ...tsdbImprovements];
const improvements = new Map(allImprovements.map((improvement) => [improvement.id, improvement]));

let service: ServiceProcess;

beforeAll(async () => {
  service = await startService();
});

afterAll(() => service.stop());

describe('over gRPC', () => {
  const tally = { agreeing: 0, better: 0 };
  test.each(cases)('$id', async (kase) => {
    check(kase, await replay(kase, { caller: grpcCaller(service.client), http: service.ready.http }), tally);
  });

  test('every case was asked', () => {
    console.log(
      `${tally.agreeing} of ${cases.length} cases agree; ${tally.better} answer better than the original`,
    );
    expect(tally.agreeing + tally.better).toBe(cases.length);
  });
});

describe('over HTTP', () => {
  const tally = { agreeing: 0, better: 0 };
  test.each(cases.map(overHttp).filter((kase) => kase !== undefined))('$id', async (kase) => {
    const { http } = service.ready;
    check(kase, await replay(kase, { caller: httpCaller(http), http }), tally);
  });
});

function check(kase: Case, outcomes: Outcome[], tally: { agreeing: number; better: number }): void {
  const differences = compare(kase, outcomes);
  const improvement = improvements.get(kase.id);
  if (improvement === undefined) {
    expect(differences, kase.quirk ?? kase.note).toEqual([]);
    tally.agreeing++;
    return;
  }
  expect(differences, 'it answers what the original did: the table is out of date').not.toEqual([]);
  const steps = kase.steps.map((step, i) => ({ ...step, expect: improvement.answers[i] ?? step.expect }));
  expect(compare({ ...kase, steps }, outcomes), improvement.reason).toEqual([]);
  tally.better++;
}

/** The case as it is expected over HTTP, which knows no status codes of gRPC; undefined when all of it is raw HTTP already. */
function overHttp(kase: Case): Case | undefined {
  if (kase.steps.every(({ op }) => op === 'http')) return undefined;
  const steps = kase.steps.map((step) => {
    const { error } = step.expect;
    // The original hides why a command fails.
    const isAny = step.op === 'exec' || error?.code !== undefined || error?.any === true;
    return error && isAny ? { ...step, expect: { ...step.expect, error: { any: true } } } : step;
  });
  return { ...kase, steps };
}

test('every improvement is one of a recorded case', () => {
  const ids = new Set(cases.map(({ id }) => id));
  expect(allImprovements.filter(({ id }) => !ids.has(id))).toEqual([]);
});

function compare(rules: Case, outcomes: Awaited<ReturnType<typeof replay>>): string[] {
  return rules.steps.flatMap(({ op, expect: want }, i) => {
    const found = difference(want, outcomes[i] ?? {}, rules);
    return found === undefined ? [] : [`step ${i} (${op}): ${found}`];
  });
}
