import type { GridContent } from './gridContent';

/** New rows of a followed result are shown after this long, whether their cells are there or not. */
const MOST_WAIT_MS = 400;

/** What a followed result has become, until the cells at its end are there: rows are not shown empty. */
export class ComingRows {
  private awaited: GridContent | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly onShow: (content: GridContent) => void) {}

  /** What is waited for. */
  get content(): GridContent | undefined {
    return this.awaited;
  }

  /** The wait counts from the first content that came since the last was shown. */
  await(content: GridContent): void {
    this.awaited = content;
    this.timer ??= setTimeout(() => this.show(), MOST_WAIT_MS);
  }

  show(): void {
    const { awaited } = this;
    this.forget();
    if (awaited) this.onShow(awaited);
  }

  forget(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.awaited = undefined;
  }
}
