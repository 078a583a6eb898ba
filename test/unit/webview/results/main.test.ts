// @vitest-environment happy-dom
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Int64Column } from '../../../../src/data/column';
import { frameOf } from '../../../../src/data/frame';
import { schemaOf } from '../../../../src/data/schema';
import { Channel } from '../../../../src/protocol/channel';
import {
  protocolVersion,
  type CopyRequest,
  type ResultHost,
  type ResultNotice,
  type ResultPage,
  type ResultStatus,
} from '../../../../src/protocol/messages';
import { packPage } from '../../../../src/protocol/page';
import { throughEditor } from '../../protocol/throughEditor';

// Its styles need more of a browser than there is here; its elements stay what they are, unknown ones.
vi.mock('@vscode/webview-ui-toolkit', () => ({
  provideVSCodeDesignSystem: () => ({ register: () => undefined }),
  vsCodeButton: () => undefined,
  vsCodeDropdown: () => undefined,
  vsCodeOption: () => undefined,
}));

vi.mock('../../../../webview/results/chartBundle', () => ({ loadCharts: () => Promise.resolve({}) }));

const frame = frameOf({ columns: [new Int64Column('id', 'integer', BigInt64Array.of(1n, 2n ** 62n, 3n))] });

const initial: ResultStatus = {
  type: 'status',
  opening: 0,
  generation: 1,
  title: 'movies',
  subtitle: 'Local · nosql · bigdata/movies',
  state: 'reading',
  droppedRows: 0,
  rowCount: 3,
  schemaVersion: 1,
  schema: schemaOf(frame),
  elapsedMs: 12,
  rowCap: 1000,
  origin: { path: 'bigdata/movies' },
};

const notices: ResultNotice[] = [];
const copies: CopyRequest[] = [];
/** What the page showed each time that it asked for a chart. */
const chartsOver: unknown[] = [];
const hello = vi.fn();
let kept: unknown;
let host: Channel<ResultHost, ResultPage>;

/** The page is an entry point: it is loaded once, as the editor would load it. */
beforeAll(async () => {
  let toHost: (message: unknown) => void = () => undefined;
  host = new Channel<ResultHost, ResultPage>({
    port: {
      post: (message) => {
        window.dispatchEvent(new MessageEvent('message', { data: throughEditor(message) }));
      },
      listen: (listener) => {
        toHost = listener;
        return () => undefined;
      },
    },
    handlers: {
      hello: (request) => {
        hello(request);
        return initial;
      },
      page: (range) => packPage([frame], { ...range, endRow: 3, endColumn: 1 }),
      cell: ({ row }) => ({ text: `whole text of row ${row}`, isNull: false }),
      copy: (request) => {
        copies.push(request);
        if (request.withHeader) throw new Error('too many cells');
        return { rows: 3, columns: 1 };
      },
      openCell: () => null,
      chart: () => {
        chartsOver.push((kept as { shown?: string }).shown);
        throw Object.assign(new Error('nothing to draw'), { code: 'unsupported' });
      },
      saveChart: () => null,
    },
    onNotice: (notice) => notices.push(notice),
  });
  Object.assign(globalThis, {
    acquireVsCodeApi: () => ({
      postMessage: (message: unknown) => {
        const carried = throughEditor(message);
        setTimeout(() => toHost(carried), 0);
      },
      getState: () => undefined,
      setState: (state: unknown) => (kept = state),
    }),
  });
  Object.defineProperties(HTMLElement.prototype, {
    clientWidth: { configurable: true, value: 800 },
    clientHeight: { configurable: true, value: 400 },
  });
  await import('../../../../webview/results/main');
  await vi.waitFor(() => expect(text('[data-testid=row-count]')).toBe('≥ 3 rows'));
  await vi.waitFor(() => expect(cells()).toEqual(['1', '4611686018427387904', '3']));
});

beforeEach(() => {
  notices.length = 0;
  tell({});
});

function tell(status: Partial<ResultStatus>): void {
  host.notify({ ...initial, ...status });
}

function text(selector: string): string | undefined {
  return document.querySelector(selector)?.textContent;
}

function cells(): (string | null)[] {
  return [...document.querySelectorAll('.row:not([hidden]) [role=gridcell]')].map((cell) => cell.textContent);
}

/** Buttons that can be seen, by what they are called. */
function buttons(): string[] {
  return [...document.querySelectorAll<HTMLElement>('vscode-button')]
    .filter((button) => !button.hidden && !button.closest('[hidden], dialog:not([open]), .views'))
    .map((button) => button.getAttribute('aria-label') ?? button.textContent.trim());
}

function click(label: string): void {
  const found = [...document.querySelectorAll<HTMLElement>('vscode-button')].find(
    (button) => (button.getAttribute('aria-label') ?? button.textContent.trim()) === label,
  );
  if (!found) throw new Error(`no button ${label}`);
  found.click();
}

function press(key: string, modifiers: KeyboardEventInit = {}): void {
  const init = { key, bubbles: true, cancelable: true, ...modifiers };
  document.querySelector('.grid')?.dispatchEvent(new KeyboardEvent('keydown', init));
}

describe('the result page', () => {
  it('says hello with its version', () => {
    expect(hello).toHaveBeenCalledExactlyOnceWith({ type: 'hello', protocolVersion });
    expect(text('.subtitle')).toBe('Local · nosql · bigdata/movies');
  });

  it.each<[Partial<ResultStatus>, string[]]>([
    [{ state: 'reading' }, ['Stop', 'Read Again', 'Save as CSV']],
    [{ state: 'paused' }, ['Load More', 'Stop', 'Read Again', 'Save as CSV']],
    [{ state: 'complete' }, ['Read Again', 'Save as CSV']],
    [{ state: 'stopped' }, ['Read Again', 'Save as CSV']],
    [{ state: 'waiting', rowCount: 0 }, ['Read Again', 'Save as CSV', 'Read Again']],
  ])('offers for %o what can be done', (status, expected) => {
    tell(status);
    expect(buttons()).toEqual(expected);
  });

  it('hands on what is asked for', async () => {
    tell({ state: 'paused' });
    for (const label of ['Load More', 'Stop', 'Read Again', 'Save as CSV']) click(label);
    await vi.waitFor(() =>
      expect(notices.map(({ type }) => type)).toEqual(['loadMore', 'stop', 'rerun', 'saveCsv']),
    );
  });

  it('shows a failure with what can be done, and takes it away', async () => {
    const failure = {
      message: 'Could not read: no one there.',
      code: 'unavailable',
      actions: ['Start It'],
    } as const;
    tell({ state: 'failed', failure });
    expect(text('[role=alert]')).toContain('Could not read: no one there.');
    expect(text('[role=status]')).toBe('Failed after 3 rows');
    expect(buttons()).toEqual(['Read Again', 'Save as CSV', 'Retry', 'Start It']);
    click('Start It');
    click('Retry');
    await vi.waitFor(() =>
      expect(notices).toEqual([{ type: 'failureAction', generation: 1, action: 0 }, { type: 'rerun' }]),
    );
    tell({ state: 'reading' });
    expect(buttons()).not.toContain('Retry');
    expect(text('[role=alert]')).toBe('');
  });

  it('says so when there are no rows', () => {
    const empty = document.querySelector<HTMLElement>('.no-rows');
    expect(empty?.hidden).toBe(true);
    tell({ state: 'complete', rowCount: 0 });
    expect(empty?.hidden).toBe(false);
    expect(text('[data-testid=row-count]')).toBe('No rows');
    expect(text('.no-rows p')).toBe('No rows');
  });

  it('offers what can be done about there being no rows', async () => {
    tell({ state: 'complete', rowCount: 0, empty: { message: 'None in the last hour.', actions: ['Look'] } });
    expect(text('.no-rows p')).toBe('None in the last hour.');
    click('Look');
    await vi.waitFor(() => expect(notices).toEqual([{ type: 'emptyAction', generation: 1, action: 0 }]));
    tell({ state: 'reading', generation: 2 });
    tell({ state: 'complete', rowCount: 0, generation: 2 });
    expect(text('.no-rows p')).toBe('No rows');
  });

  it('is heard once for each state, not for each row', () => {
    const heard: (string | undefined)[] = [];
    for (const status of [
      { state: 'reading', rowCount: 3 },
      { state: 'reading', rowCount: 300 },
      { state: 'paused', rowCount: 1000 },
    ] as const) {
      tell(status);
      heard.push(text('[role=status]'));
    }
    expect(heard).toEqual(['Reading more rows', 'Reading more rows', 'Paused at 1,000 rows']);
  });

  it('copies by key and by command, and says what became of it', async () => {
    press('a', { ctrlKey: true });
    press('c', { ctrlKey: true });
    await vi.waitFor(() => expect(text('.status-bar .right')).toBe('Copied 3 × 1 cells'));
    expect(copies.at(-1)).toMatchObject({
      generation: 1,
      ranges: [{ startRow: 0, endRow: 3, startColumn: 0, endColumn: 1 }],
      withHeader: false,
    });
    host.notify({ type: 'copySelection', withHeader: true });
    await vi.waitFor(() => expect(text('.status-bar .right')).toBe('too many cells'));
  });

  it('selects all by command', () => {
    press('Home', { ctrlKey: true });
    host.notify({ type: 'selectAll' });
    expect(document.querySelectorAll('.row:not([hidden]) [aria-selected=true]')).toHaveLength(3);
  });

  it('tells the editor that the menu over the grid is ours', () => {
    const context = document.querySelector<HTMLElement>('.grid')?.dataset['vscodeContext'] ?? '{}';
    expect(JSON.parse(context)).toEqual({ webviewSection: 'cells', preventDefaultContextMenuItems: true });
  });

  it('gives the focus to the active cell when it comes back to the page', async () => {
    press('Home', { ctrlKey: true });
    await vi.waitFor(() => expect(document.querySelector('.grid .active')?.textContent).toBe('1'));
    (document.activeElement as HTMLElement | null)?.blur();
    expect(document.activeElement).toBe(document.body);
    window.dispatchEvent(new Event('focus'));
    expect(document.activeElement?.textContent).toBe('1');
  });

  it('gives the focus to the grid when the button that has it goes away', () => {
    const stop = [...document.querySelectorAll<HTMLElement>('vscode-button')].find(
      (button) => button.textContent.trim() === 'Stop',
    );
    if (stop) stop.tabIndex = 0;
    stop?.focus();
    expect(document.activeElement).toBe(stop);
    tell({ state: 'complete' });
    expect(document.activeElement?.closest('.grid')).not.toBeNull();
  });

  it('leaves the focus on a button that has it', () => {
    const stop = document.querySelector<HTMLElement>('vscode-button');
    if (stop) stop.tabIndex = 0;
    stop?.focus();
    window.dispatchEvent(new Event('focus'));
    expect(document.activeElement).toBe(stop);
  });

  describe('where nothing can be drawn', () => {
    const shown = (): string | undefined => (kept as { shown?: string }).shown;
    let opening = 10;

    it('leaves the chart of the result before', async () => {
      click('Chart');
      expect(shown()).toBe('chart');
      tell({ state: 'complete', opening: ++opening, generation: opening });
      await vi.waitFor(() => expect(shown()).toBe('table'));
      expect(chartsOver).toContain('chart');
    });

    it('asks for no chart while the rows are shown', async () => {
      const before = chartsOver.length;
      tell({ state: 'complete', opening: ++opening, generation: opening, rowCount: 2 });
      tell({ state: 'complete', opening: ++opening, generation: opening });
      // What is asked for at once has been answered before two questions that follow each other.
      const asked = copies.length;
      for (const count of [1, 2]) {
        press('a', { ctrlKey: true });
        press('c', { ctrlKey: true });
        await vi.waitFor(() => expect(copies).toHaveLength(asked + count));
      }
      expect(chartsOver.slice(before)).toEqual([]);
    });

    it('stays where a chart was asked for, and says why there is none', async () => {
      tell({ state: 'complete', opening: ++opening, generation: opening, initialView: 'chart' });
      await vi.waitFor(() => expect(text('.chart-message')).toBe('nothing to draw'));
      expect(shown()).toBe('chart');
      expect(document.querySelector<HTMLElement>('.chart-controls')?.hidden).toBe(true);
      tell({ state: 'complete', opening: ++opening, generation: opening, initialView: 'table' });
      expect(shown()).toBe('table');
    });
  });

  it('opens the whole text of a cell', async () => {
    press('Home', { ctrlKey: true });
    press('Enter');
    await vi.waitFor(() => expect(text('dialog pre')).toBe('whole text of row 0'));
    expect(text('dialog h2')).toBe('id, row 1');
    click('Close');
    expect(document.querySelector('dialog')?.open).toBe(false);
  });

  it('keeps where the user is', () => {
    press('ArrowDown');
    expect(kept).toMatchObject({
      origin: { path: 'bigdata/movies' },
      view: { active: { row: 1, column: 0 }, top: 0 },
    });
  });
});
