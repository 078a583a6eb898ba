import { reasonOf } from '../report';
import { untilAborted } from '../untilAborted';
import { checkNames, type Check, type CheckName, type Fix, type TestReport } from './checklist';
import type { Connection } from './connection';
import { CheckFailure, ConnectionProbes, type Finding, type TestParts } from './connectionProbes';

/**
 * Tests a connection step by step: each report is the whole of what is known so far, the last one is done. Nothing is changed on the
 * service, and it gets the credentials only after it has answered as one.
 * @throws the signal's reason at once when it is aborted
 */
export async function* testConnection(
  connection: Connection,
  parts: TestParts,
  { signal }: { readonly signal: AbortSignal },
): AsyncGenerator<TestReport, void, undefined> {
  yield* new TestRun(connection, parts, signal).all();
}

class TestRun {
  private readonly checks = new Map<CheckName, Check>(
    checkNames.map((name) => [name, { name, state: 'waiting', detail: '', millis: undefined }]),
  );
  private fixes: readonly Fix[] = [];
  private readonly probes: ConnectionProbes;

  constructor(
    private readonly connection: Connection,
    parts: TestParts,
    private readonly signal: AbortSignal,
  ) {
    this.probes = new ConnectionProbes(connection, parts, signal);
  }

  async *all(): AsyncGenerator<TestReport, void, undefined> {
    const { probes } = this;
    const answers =
      (yield* this.check('resolve', () => probes.resolve())) &&
      (yield* this.check('connect', () => probes.connect())) &&
      (yield* this.check('protocol', () => probes.protocol())) &&
      (yield* this.check('version', () => Promise.resolve(probes.compare())));
    if (answers) yield* this.check('credentials', () => probes.credentials());
    if (answers || this.connection.webApi !== undefined) yield* this.check('data', () => probes.data());
    for (const { name, state } of [...this.checks.values()]) {
      if (state === 'waiting') this.set(name, 'skipped', 'A check before it failed.');
    }
    yield { ...this.report(), isDone: true };
  }

  private report(): TestReport {
    return { checks: [...this.checks.values()], fixes: this.fixes, isDone: false };
  }

  private set(name: CheckName, state: Check['state'], detail: string, millis?: number): void {
    this.checks.set(name, { name, state, detail, millis });
  }

  /** Whether what follows can be checked. */
  private async *check(
    name: CheckName,
    work: () => Promise<Finding>,
  ): AsyncGenerator<TestReport, boolean, undefined> {
    this.set(name, 'running', '');
    yield this.report();
    const started = performance.now();
    let finding: Finding;
    let state: Check['state'];
    try {
      finding = await untilAborted(work(), this.signal);
      state = finding.isWarning === true ? 'warning' : 'ok';
    } catch (error) {
      this.signal.throwIfAborted();
      finding = {
        detail: reasonOf(error, this.connection),
        fixes: error instanceof CheckFailure ? error.fixes : [],
      };
      state = 'failed';
    }
    this.set(name, state, finding.detail, performance.now() - started);
    const more = (finding.fixes ?? []).filter(({ label }) => !this.fixes.some((fix) => fix.label === label));
    this.fixes = [...this.fixes, ...more];
    yield this.report();
    return state !== 'failed';
  }
}
