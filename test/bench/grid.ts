import type { Browser, Frame } from '@playwright/test';
import { launchBrowser } from './browser';
import { darkTheme, provideEditor, serveGridPages } from './gridPage';
import type { BenchResult } from './result';

const ROWS = 10_000_000;
const COLUMNS = 12;
const ROUNDS = 5;
/** Frames of a scroll whose work is measured. */
const FRAMES = 150;

/** Slow: some rows a frame. Fast: a page of new rows every frame. Jump: any place in the result every frame. */
const scrolls = ['slow', 'fast', 'jump'] as const;
type Scroll = (typeof scrolls)[number];

/** Milliseconds, as the median of the rounds, and times the bare scroller of the same run. */
const targets: Readonly<Record<Scroll, { readonly ms: number; readonly times: number }>> = {
  slow: { ms: 16, times: 6 },
  fast: { ms: 33, times: 16 },
  jump: { ms: 33, times: 16 },
};

const FIRST_ROWS_MS = 300;

interface Round {
  readonly scroll: Readonly<Record<Scroll, number>>;
  /** From asking for the page to rows in view. */
  readonly firstRows: number;
  /** Rows that a wheel step of 100 pixels moves in the middle of the result. */
  readonly wheelRows: number;
}

/**
 * The result panel over 10 million rows beside a bare scroller that shows one number, in turns. Work is the time from
 * the start of a frame to after its paint, on the main thread; p95 of a scroll, the median of all rounds.
 */
export async function gridBench(): Promise<BenchResult[]> {
  const pages = await serveGridPages();
  const browser = await launchBrowser();
  try {
    const bare: Record<Scroll, number>[] = [];
    const ours: Round[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      bare.push(await measureBare(browser, pages.origin));
      ours.push(await measureGrid(browser, pages.origin));
    }
    return [
      ...scrolls.map((scroll) =>
        scrollResult(scroll, {
          ours: median(ours.map((round) => round.scroll[scroll])),
          peer: median(bare.map((round) => round[scroll])),
        }),
      ),
      firstRowsResult(median(ours.map(({ firstRows }) => firstRows))),
      wheelResult(median(ours.map(({ wheelRows }) => wheelRows))),
    ];
  } finally {
    await browser.close();
    await pages.close();
  }
}

async function measureBare(browser: Browser, origin: string): Promise<Record<Scroll, number>> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  await page.goto(`${origin}/bare`);
  const measured = await measureScrolls(page.mainFrame(), '#scroller');
  await page.close();
  return measured;
}

async function measureGrid(browser: Browser, origin: string): Promise<Round> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  await page.addInitScript(provideEditor({ theme: darkTheme, kind: 'vscode-dark' }));
  await page.goto(`${origin}/grid?rows=${ROWS}&columns=${COLUMNS}`);
  await page.frameLocator('#panel').getByText('10,000,000 rows', { exact: true }).waitFor();
  const found = page.frames().find((frame) => frame.url().endsWith('/panel'));
  if (!found) throw new Error('The page has no panel.');
  const firstRows = await found.evaluate<number>(firstRowsScript);
  const scroll = await measureScrolls(found, '.grid');
  const wheelRows = await found.evaluate<number>(wheelScript);
  await page.close();
  return { scroll, firstRows, wheelRows };
}

async function measureScrolls(frame: Frame, selector: string): Promise<Record<Scroll, number>> {
  const measured: Partial<Record<Scroll, number>> = {};
  for (const scroll of scrolls) {
    const work = await frame.evaluate<number[]>(scrollScript(selector, scroll));
    measured[scroll] = quantile(work, 0.95);
  }
  return measured as Record<Scroll, number>;
}

/** Scrolls once a frame, after a short run to warm up; answers with the milliseconds of work of each frame. */
function scrollScript(selector: string, scroll: Scroll): string {
  const step = {
    slow: 'scroller.scrollTop += 40',
    fast: 'scroller.scrollTop += 900',
    jump: 'scroller.scrollTop = ((frame * 0.6180339887) % 1) * (scroller.scrollHeight - scroller.clientHeight)',
  }[scroll];
  return `(async () => {
    const scroller = document.querySelector(${JSON.stringify(selector)});
    const run = (frames) => new Promise((resolve) => {
      const work = [];
      let frame = 0;
      const next = () => {
        if (frame++ >= frames) return resolve(work);
        const start = performance.now();
        ${step};
        const channel = new MessageChannel();
        channel.port1.onmessage = () => work.push(performance.now() - start);
        channel.port2.postMessage(0);
        requestAnimationFrame(next);
      };
      requestAnimationFrame(next);
    });
    scroller.scrollTop = 5000;
    await new Promise((resolve) => setTimeout(resolve, 300));
    await run(40);
    return run(${FRAMES});
  })()`;
}

/** Reads again with the panel open: from the click to the first page of cells painted. */
const firstRowsScript = `(async () => {
  const painted = new Promise((resolve) => {
    const onMessage = ({ data }) => {
      if (data?.type !== 'reply' || !data.body?.columns) return;
      removeEventListener('message', onMessage);
      requestAnimationFrame(() => requestAnimationFrame(resolve));
    };
    addEventListener('message', onMessage);
  });
  const start = performance.now();
  document.querySelector('[aria-label="Read Again"]').click();
  await painted;
  return performance.now() - start;
})()`;

const wheelScript = `(async () => {
  const scroller = document.querySelector('.grid');
  const firstRow = () => Math.min(
    ...[...document.querySelectorAll('.row:not([hidden])')].map((row) => Number(row.getAttribute('aria-rowindex'))),
  );
  scroller.scrollTop = scroller.scrollHeight / 2;
  await new Promise((resolve) => setTimeout(resolve, 500));
  const before = firstRow();
  scroller.scrollTop += 100;
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  return firstRow() - before;
})()`;

function scrollResult(scroll: Scroll, { ours, peer }: { ours: number; peer: number }): BenchResult {
  const { ms, times } = targets[scroll];
  const ratio = ours / peer;
  return {
    name: `grid: ${scroll} scroll of 10 M rows, p95 of a frame, beside a bare scroller`,
    ours,
    peer,
    ratio,
    target: `at most ${ms} ms and ${times} times the bare scroller`,
    met: ours <= ms && ratio <= times,
    unit: 'ms',
  };
}

function firstRowsResult(ours: number): BenchResult {
  return {
    name: 'grid: first rows painted after the click, panel open',
    ours,
    peer: FIRST_ROWS_MS,
    ratio: ours / FIRST_ROWS_MS,
    target: `at most ${FIRST_ROWS_MS} ms`,
    met: ours <= FIRST_ROWS_MS,
    unit: 'ms',
  };
}

function wheelResult(ours: number): BenchResult {
  return {
    name: 'grid: rows moved by a wheel step of 100 px amid 10 M rows',
    ours,
    peer: 100 / 24,
    ratio: ours / (100 / 24),
    target: '3 to 5 rows',
    met: ours >= 3 && ours <= 5,
    unit: 'rows',
  };
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

function quantile(values: readonly number[], at: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? NaN;
}
