import type { ResultNotice, ResultStatus } from '../../src/protocol/messages';
import { button } from '../shared/controls';
import { element, icon } from '../shared/dom';

const ERROR_ICON =
  'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zm0 1a6 6 0 1 0 0 12A6 6 0 0 0 8 2zm2.3 3 .7.7L8.7 8l2.3 2.3-.7.7L8 8.7 5.7 11l-.7-.7L7.3 8 5 5.7l.7-.7L8 7.3 10.3 5z';

/** Why a read failed, and what can be done about it. */
export class FailureView {
  readonly element = element('section', { class: 'failure', role: 'alert' });
  private shown: Pick<ResultStatus, 'failure' | 'generation'> | undefined;

  constructor(private readonly notify: (notice: ResultNotice) => void) {
    this.element.hidden = true;
  }

  show({ failure, generation }: ResultStatus): void {
    if (failure === undefined && this.shown === undefined) return;
    // The buttons mean the failure of one generation; of that they stay the same: one may have the focus.
    const isShown =
      failure?.message === this.shown?.failure?.message && generation === this.shown?.generation;
    if (failure !== undefined && isShown) return;
    this.shown = failure && { failure, generation };
    this.element.hidden = failure === undefined;
    if (failure === undefined) {
      this.element.replaceChildren();
      return;
    }
    const retry = button({
      label: 'Retry',
      look: 'primary',
      onClick: () => this.notify({ type: 'rerun' }),
    });
    const others = failure.actions.map((label, action) =>
      button({
        label,
        look: 'secondary',
        onClick: () => this.notify({ type: 'failureAction', generation, action }),
      }),
    );
    this.element.replaceChildren(
      icon(ERROR_ICON),
      element('p', { text: failure.message }),
      element('div', { class: 'buttons' }, retry, ...others),
    );
  }
}
