import type { Empty, ResultNotice, ResultStatus } from '../../src/protocol/messages';
import { button } from '../shared/controls';
import { element } from '../shared/dom';
import { noRowsText } from './statusText';

/** In the place of the rows of a result that has none. */
export class EmptyView {
  readonly element = element('section', { class: 'no-rows' });
  private shown: Empty | undefined;

  constructor(private readonly notify: (notice: ResultNotice) => void) {
    this.element.hidden = true;
  }

  show({ state, rowCount, empty, generation }: ResultStatus): void {
    const message = noRowsText({ state, rowCount });
    this.element.hidden = message === '';
    if (message === '') this.shown = undefined;
    else if (this.shown === undefined) this.fill(empty ?? { message, actions: [] }, generation);
  }

  private fill(empty: Empty, generation: number): void {
    this.shown = empty;
    const buttons = empty.actions.map((label, action) =>
      button({
        label,
        look: action === 0 ? 'primary' : 'secondary',
        onClick: () => this.notify({ type: 'emptyAction', generation, action }),
      }),
    );
    this.element.replaceChildren(
      element('p', { text: empty.message }),
      ...(buttons.length === 0 ? [] : [element('div', { class: 'buttons' }, ...buttons)]),
    );
  }
}
