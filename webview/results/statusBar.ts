import type { CellRange } from '../../src/protocol/cellRange';
import type { ResultStatus } from '../../src/protocol/messages';
import { progressRing } from '../shared/controls';
import { element } from '../shared/dom';
import { announcement, columnsText, countText, elapsedText, selectionText, stateText } from './statusText';

/** How long a word about what was just done stays. */
const MESSAGE_MS = 6000;
const TICK_MS = 100;

/** How many rows, how long it took, what is selected; and the voice of the panel. */
export class StatusBar {
  readonly element: HTMLElement;
  private readonly ring = progressRing();
  private readonly count = element('span', { class: 'count', attributes: { 'data-testid': 'row-count' } });
  private readonly columns = element('span');
  private readonly elapsed = element('span', { class: 'elapsed' });
  private readonly state = element('span', { class: 'state' });
  private readonly right = element('span', { class: 'right' });
  private readonly voice = element('div', { class: 'visually-hidden', role: 'status' });
  private said = '';
  private selection = '';
  private messageTimer: ReturnType<typeof setTimeout> | undefined;
  private clock: ReturnType<typeof setInterval> | undefined;

  constructor() {
    this.element = element(
      'footer',
      { class: 'status-bar' },
      this.ring,
      this.count,
      this.columns,
      this.elapsed,
      this.state,
      this.right,
      this.voice,
    );
    this.count.textContent = 'Reading…';
  }

  show(status: ResultStatus): void {
    this.ring.hidden = status.state !== 'reading' && status.state !== 'following';
    this.count.textContent = countText(status);
    this.columns.textContent = columnsText(status);
    this.state.textContent = stateText(status);
    this.runClock(status);
    this.state.classList.toggle('problem', status.waitsFor !== undefined);
    const key = `${status.generation} ${status.state} ${status.waitsFor ?? ''}`;
    if (key !== this.said) this.voice.textContent = announcement(status);
    this.said = key;
  }

  showSelection(ranges: readonly CellRange[]): void {
    this.selection = selectionText(ranges);
    if (this.messageTimer === undefined) this.right.textContent = this.selection;
  }

  /** A word about what was just done, seen for a while and heard once. */
  say(message: string, { isProblem }: { readonly isProblem: boolean } = { isProblem: false }): void {
    clearTimeout(this.messageTimer);
    this.right.textContent = message;
    this.right.classList.toggle('problem', isProblem);
    this.voice.textContent = message;
    this.messageTimer = setTimeout(() => {
      this.messageTimer = undefined;
      this.right.classList.remove('problem');
      this.right.textContent = this.selection;
    }, MESSAGE_MS);
  }

  /** Between two words of the host the time goes on by itself. */
  private runClock({ state, elapsedMs }: ResultStatus): void {
    clearInterval(this.clock);
    const from = performance.now() - elapsedMs;
    // Following takes as long as the user likes; what was not read took no time.
    const isTimed = state !== 'following' && state !== 'held' && state !== 'waiting';
    this.elapsed.textContent = isTimed ? elapsedText(elapsedMs) : '';
    if (state !== 'reading') return;
    this.clock = setInterval(() => {
      this.elapsed.textContent = elapsedText(performance.now() - from);
    }, TICK_MS);
  }
}
