import { describe, expect, it, vi } from 'vitest';
import type { CellRange } from '../../../../src/protocol/cellRange';
import type { Page } from '../../../../src/protocol/page';
import { PAGE_COLUMNS, PAGE_ROWS, PageCache } from '../../../../webview/grid/pageCache';

type Request = CellRange & { readonly generation: number };

/** A host of `rows` rows that answers when told; cells hold `row * 1000 + column`. */
function host(rows = 1e9): {
  readonly cache: PageCache;
  readonly requests: Request[];
  readonly answer: (rowsNow?: number) => Promise<void>;
  readonly fail: () => Promise<void>;
  readonly onChange: ReturnType<typeof vi.fn<() => void>>;
  readonly onError: ReturnType<typeof vi.fn<(error: unknown) => void>>;
} {
  const requests: Request[] = [];
  const waiting: { request: Request; resolve: (page: Page) => void; reject: (error: Error) => void }[] = [];
  const onChange = vi.fn<() => void>();
  const onError = vi.fn<(error: unknown) => void>();
  const cache = new PageCache({
    onChange,
    onError,
    fetch: (request) =>
      new Promise((resolve, reject) => {
        requests.push(request);
        waiting.push({ request, resolve, reject });
      }),
  });
  cache.reset(1);
  const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
  return {
    cache,
    requests,
    onChange,
    onError,
    answer: async (rowsNow = rows) => {
      for (const { request, resolve } of waiting.splice(0)) resolve(pageOf(request, rowsNow));
      await turn();
    },
    fail: async () => {
      for (const { reject } of waiting.splice(0)) reject(new Error('no'));
      await turn();
    },
  };
}

function pageOf(request: Request, rows: number): Page {
  const endRow = Math.min(rows, request.endRow);
  const columns = Array.from({ length: request.endColumn - request.startColumn }, (_, i) => ({
    dtype: 'float' as const,
    values: Float64Array.from(
      { length: endRow - request.startRow },
      (_, row) => (request.startRow + row) * 1000 + request.startColumn + i,
    ),
  }));
  return { ...request, endRow, columns };
}

function view(startRow: number, endRow: number, startColumn = 0, endColumn = 4): CellRange {
  return { startRow, endRow, startColumn, endColumn };
}

describe('a page cache', () => {
  it('fetches aligned pages and gives their cells', async () => {
    const { cache, requests, answer, onChange } = host();
    cache.want(view(300, 340), view(300, 340));
    expect(requests).toEqual([
      { generation: 1, startRow: PAGE_ROWS, endRow: 2 * PAGE_ROWS, startColumn: 0, endColumn: PAGE_COLUMNS },
    ]);
    expect(cache.cell(300, 0)).toBeUndefined();
    await answer();
    expect(onChange).toHaveBeenCalledOnce();
    expect(cache.cell(300, 3)?.value).toBe(300_003);
    expect(cache.cell(255, 3)).toBeUndefined();
  });

  it('asks for a page once at a time, and not again when it is there', async () => {
    const { cache, requests, answer } = host();
    for (let i = 0; i < 5; i++) cache.want(view(0, 40), view(0, 40));
    await answer();
    cache.want(view(10, 50), view(10, 50));
    expect(requests).toHaveLength(1);
  });

  it('fetches what is in view before what is around it', () => {
    const { cache, requests } = host();
    cache.want(view(300, 340), view(200, 600));
    expect(requests.map(({ startRow }) => startRow)).toEqual([256, 0, 512]);
  });

  it('splits wide views into blocks of columns', () => {
    const { cache, requests } = host();
    cache.want(view(0, 40, 30, 70), view(0, 40, 30, 70));
    expect(requests.map(({ startColumn }) => startColumn)).toEqual([0, 32, 64]);
  });

  it('has few requests under way and drops wishes that passed', async () => {
    const { cache, requests, answer } = host();
    for (let row = 0; row < 100_000; row += 1000) cache.want(view(row, row + 40), view(row, row + 40));
    expect(requests.length).toBeLessThanOrEqual(4);
    await answer();
    cache.want(view(99_000, 99_040), view(99_000, 99_040));
    expect(requests.at(-1)?.startRow).toBe(Math.floor(99_000 / PAGE_ROWS) * PAGE_ROWS);
    expect(requests.length).toBeLessThanOrEqual(8);
  });

  it('fetches the last page again when the result has grown, showing what it has meanwhile', async () => {
    const { cache, requests, answer } = host();
    cache.want(view(0, 10), view(0, 10));
    await answer(10);
    cache.want(view(0, 10), view(0, 10));
    expect(requests).toHaveLength(1);
    cache.want(view(0, 30), view(0, 30));
    expect(requests).toHaveLength(2);
    expect(cache.cell(9, 0)?.value).toBe(9000);
    expect(cache.cell(10, 0)).toBeUndefined();
    await answer(30);
    expect(cache.cell(29, 0)?.value).toBe(29_000);
  });

  it('drops what comes for an earlier generation', async () => {
    const { cache, answer, onChange } = host();
    cache.want(view(0, 10), view(0, 10));
    cache.reset(2);
    await answer();
    expect(cache.cell(0, 0)).toBeUndefined();
    expect(onChange).not.toHaveBeenCalled();
  });

  it('says nothing of a failure that belongs to an earlier generation', async () => {
    const { cache, fail, onError } = host();
    cache.want(view(0, 10), view(0, 10));
    cache.reset(2);
    await fail();
    expect(onError).not.toHaveBeenCalled();
  });

  it('tells what failed, and waits a while before asking again', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { cache, requests, fail, onError } = host();
    cache.want(view(0, 10), view(0, 10));
    await fail();
    expect(onError).toHaveBeenCalledExactlyOnceWith(new Error('no'));
    cache.want(view(0, 10), view(0, 10));
    expect(requests).toHaveLength(1);
    vi.setSystemTime(Date.now() + 2000);
    cache.want(view(0, 10), view(0, 10));
    expect(requests).toHaveLength(2);
    vi.useRealTimers();
  });

  it('keeps a bounded number of pages, the latest ones', async () => {
    const { cache, answer } = host();
    const pages = 140;
    for (let i = 0; i < pages; i++) {
      cache.want(view(i * PAGE_ROWS, i * PAGE_ROWS + 10), view(i * PAGE_ROWS, i * PAGE_ROWS + 10));
      await answer();
    }
    const kept = Array.from({ length: pages }, (_, i) => i).filter((i) => cache.cell(i * PAGE_ROWS, 0));
    expect(kept.length).toBeLessThanOrEqual(128);
    expect(kept).toContain(pages - 1);
    expect(kept).not.toContain(0);
  });
});
