import fs from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { build } from './build';
import { chromium } from './chromium';
import { codeServer } from './codeServer/install';
import { root } from './paths';
import { askedToEnd, cleanEnvironment, startGroup, type ProcessGroup } from './processGroup';
import { Refusal } from './refusal';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Which ones passed only at the second try. */
  readonly retried?: readonly string[];
}

/** One kind of check. All levels run, whatever became of those before. */
interface Level {
  readonly name: string;
  /** Programs of node_modules with their arguments, run one after another. */
  readonly commands: readonly (readonly [program: string, ...args: string[]])[];
  /** Reads the report that a test runner wrote. A level without one counts only when it fails. */
  readonly count?: () => Counts;
}

interface Outcome extends Counts {
  readonly name: string;
  readonly ok: boolean;
  readonly seconds: number;
}

const reports = path.join(root, 'test-results');
const none: Counts = { passed: 0, failed: 0, skipped: 0 };

const levels: readonly Level[] = [
  {
    name: 'lint',
    commands: [
      ['prettier', '--check', '--log-level=warn', '--cache', '.'],
      // Its cache would miss what changes in a file when the types that the file imports do.
      ['eslint', '.'],
    ],
  },
  {
    name: 'types',
    commands: ['tsconfig.json', 'webview/tsconfig.json', 'test/e2e/tsconfig.json'].map((project) => [
      'tsc',
      ...['-p', project],
    ]),
  },
  vitest('unit'),
  vitest('wire'),
  {
    name: 'e2e',
    commands: [['playwright', 'test']],
    count: () => countPlaywright(path.join(reports, 'e2e.json')),
  },
];

/** `npm test`: everything; `npm test -- unit wire`: the named levels. */
export async function main(names: readonly string[]): Promise<number> {
  const chosen = choose(names);
  fs.rmSync(reports, { recursive: true, force: true });
  await prepare(chosen);
  const asked = askedToEnd();
  const outcomes: Outcome[] = [];
  for (const level of chosen) {
    const outcome = await Promise.race([run(level), asked]);
    if (typeof outcome === 'string') return 1;
    outcomes.push(outcome);
  }
  report(outcomes);
  return outcomes.every(({ ok }) => ok) ? 0 : 1;
}

function choose(names: readonly string[]): readonly Level[] {
  if (names.length === 0) return levels;
  const known = levels.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Refusal(`Usage: npm test -- [${known.join('|')}]…`);
  return levels.filter(({ name }) => names.includes(name));
}

/** Fetching belongs to none of the levels, nor into their times. */
async function prepare(chosen: readonly Level[]): Promise<void> {
  const names = chosen.map(({ name }) => name);
  if (names.includes('wire') || names.includes('e2e')) await build();
  if (!names.includes('e2e')) return;
  chromium();
  await codeServer(console.log);
}

function vitest(project: string): Level {
  const file = path.join(reports, `${project}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  return {
    name: project,
    commands: [['vitest', 'run', '--project', project, ...reporters]],
    count: () => countVitest(file),
  };
}

async function run({ name, commands, count }: Level): Promise<Outcome> {
  const start = performance.now();
  console.log(`\n── ${name}`);
  let ok = true;
  for (const [program, ...args] of commands) ok = (await execute(program, args)) && ok;
  const counts = readCounts(count);
  // A level that fails without a failing test (a typing error, a runner that broke) is a failure like any other.
  const failed = ok ? counts.failed : Math.max(1, counts.failed);
  return { name, ok: failed === 0, ...counts, failed, seconds: (performance.now() - start) / 1000 };
}

async function execute(program: string, args: readonly string[]): Promise<boolean> {
  const windows = process.platform === 'win32';
  const file = path.join(root, 'node_modules/.bin', windows ? `${program}.cmd` : program);
  const group: ProcessGroup = startGroup(file, args, {
    cwd: root,
    // Vite warns on each run of what may change in a later version of it.
    env: cleanEnvironment({ VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true' }),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const { code } = await group.exited;
  await group.stop();
  return code === 0;
}

function readCounts(count: (() => Counts) | undefined): Counts {
  try {
    return count?.() ?? none;
  } catch {
    // The runner broke before it could write a report; its exit code tells.
    return none;
  }
}

function countVitest(file: string): Counts {
  const report = JSON.parse(fs.readFileSync(file, 'utf8')) as {
    readonly numPassedTests: number;
    readonly numFailedTests: number;
    readonly numPendingTests: number;
    readonly numTodoTests: number;
  };
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** More tests that pass only at the second try are no accidents of a busy machine. */
const mostRetried = 2;

interface PlaywrightSuite {
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs: readonly {
    readonly title: string;
    readonly tests: readonly { readonly status: string }[];
  }[];
}

function countPlaywright(file: string): Counts {
  const { stats, suites } = JSON.parse(fs.readFileSync(file, 'utf8')) as {
    readonly stats: Readonly<Record<'expected' | 'unexpected' | 'flaky' | 'skipped', number>>;
    readonly suites: readonly PlaywrightSuite[];
  };
  const { expected, unexpected, flaky, skipped } = stats;
  const isSound = flaky <= mostRetried;
  return {
    passed: expected + (isSound ? flaky : 0),
    failed: unexpected + (isSound ? 0 : flaky),
    skipped,
    retried: suites.flatMap(titlesOfFlaky),
  };
}

function titlesOfFlaky({ suites = [], specs }: PlaywrightSuite): string[] {
  const own = specs.filter(({ tests }) => tests.some(({ status }) => status === 'flaky'));
  return [...own.map(({ title }) => title), ...suites.flatMap(titlesOfFlaky)];
}

function report(outcomes: readonly Outcome[]): void {
  console.log('');
  for (const { name, ok, passed, failed, seconds } of outcomes) {
    const tests = passed + failed === 0 ? '' : `${passed} of ${passed + failed}`;
    console.log(
      `${ok ? '✓' : '✗'} ${name.padEnd(6)} ${tests.padEnd(14)} ${seconds.toFixed(1).padStart(6)} s`,
    );
  }
  for (const title of outcomes.flatMap(({ retried = [] }) => retried)) {
    console.log(`  only at the second try: ${title}`);
  }
  const sum = (key: 'passed' | 'failed' | 'skipped'): number =>
    outcomes.reduce((total, outcome) => total + outcome[key], 0);
  const skipped = sum('skipped');
  console.log(
    `\n${sum('passed')} passed, ${sum('failed')} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`,
  );
}
