import type { ResultNotice, ResultStatus } from '../../src/protocol/messages';
import { button } from '../shared/controls';
import { element } from '../shared/dom';

const REFRESH_ICON =
  'M13.45 5.17A6 6 0 0 0 2.5 6.5h1.06a5 5 0 0 1 8.9-.83H10v1h4v-4h-1v2.1zM2.55 10.83A6 6 0 0 0 13.5 9.5h-1.06a5 5 0 0 1-8.9.83H6v-1H2v4h1v-2.5z';
const STOP_ICON = 'M3 3h10v10H3z';
const SAVE_ICON =
  'M8.5 1v8.3l2.65-2.65.7.7L8 11.21 4.15 7.35l.7-.7L7.5 9.3V1h1zM2 10h1v4h10v-4h1v4.5l-.5.5h-11l-.5-.5V10z';
const MORE_ICON = 'M7.5 2h1v8.3l3.15-3.15.7.7L8 12.21 3.65 7.85l.7-.7L7.5 10.3V2zM3 13h10v1H3z';

/** Where the rows come from, and what can be done with them. */
export class Toolbar {
  readonly element: HTMLElement;
  private readonly subtitle = element('span', { class: 'subtitle' });
  private readonly more: HTMLElement;
  private readonly stop: HTMLElement;
  private readonly save: HTMLElement;

  constructor(notify: (notice: ResultNotice) => void) {
    this.more = button({
      label: 'Load More',
      look: 'primary',
      icon: MORE_ICON,
      onClick: () => notify({ type: 'loadMore' }),
    });
    this.stop = button({
      label: 'Stop',
      look: 'secondary',
      icon: STOP_ICON,
      tooltip: 'Stop reading and keep the rows received',
      onClick: () => notify({ type: 'stop' }),
    });
    this.save = button({
      label: 'Save as CSV',
      look: 'icon',
      icon: SAVE_ICON,
      onClick: () => notify({ type: 'saveCsv' }),
    });
    const rerun = button({
      label: 'Read Again',
      look: 'icon',
      icon: REFRESH_ICON,
      onClick: () => notify({ type: 'rerun' }),
    });
    this.more.hidden = true;
    this.stop.hidden = true;
    const actions = element(
      'div',
      { class: 'actions', role: 'toolbar', attributes: { 'aria-label': 'Result' } },
      this.more,
      this.stop,
      rerun,
      this.save,
    );
    this.element = element('header', { class: 'toolbar' }, this.subtitle, actions);
  }

  show({ state, rowCount, rowCap, subtitle, schema }: ResultStatus): void {
    this.subtitle.textContent = subtitle;
    this.subtitle.title = subtitle;
    this.more.hidden = state !== 'paused';
    this.more.title = `Read up to ${rowCap.toLocaleString('en-US')} more rows`;
    this.stop.hidden = state !== 'reading' && state !== 'paused';
    const hasColumns = schema.indices.length + schema.columns.length > 0;
    this.save.toggleAttribute('disabled', !hasColumns);
    this.save.title =
      state === 'complete'
        ? 'Save as CSV'
        : `Save the ${rowCount.toLocaleString('en-US')} rows loaded so far as CSV`;
  }
}
