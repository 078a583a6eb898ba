import type { ResultNotice, ResultStatus } from '../../src/protocol/messages';
import { button } from '../shared/controls';
import { element } from '../shared/dom';

/** In the place of the rows while a restored panel waits to be read. */
export class ReadOffer {
  readonly element: HTMLElement;
  private readonly read: HTMLElement;

  constructor(notify: (notice: ResultNotice) => void) {
    this.read = button({
      label: 'Read Again',
      look: 'primary',
      onClick: () => notify({ type: 'rerun' }),
    });
    this.element = element(
      'section',
      { class: 'read-offer' },
      element('p', { text: 'This result was open when the window was closed. Its rows were not kept.' }),
      this.read,
    );
    this.element.hidden = true;
  }

  show({ state }: Pick<ResultStatus, 'state'>): void {
    this.element.hidden = state !== 'waiting';
  }

  focus(): void {
    this.read.focus();
  }
}
