import type { ResultNotice, ResultStatus, ResultViewName } from '../../src/protocol/messages';
import { button, setLook } from '../shared/controls';
import { element } from '../shared/dom';

const REFRESH_ICON =
  'M13.45 5.17A6 6 0 0 0 2.5 6.5h1.06a5 5 0 0 1 8.9-.83H10v1h4v-4h-1v2.1zM2.55 10.83A6 6 0 0 0 13.5 9.5h-1.06a5 5 0 0 1-8.9.83H6v-1H2v4h1v-2.5z';
const STOP_ICON = 'M3 3h10v10H3z';
const SAVE_ICON =
  'M8.5 1v8.3l2.65-2.65.7.7L8 11.21 4.15 7.35l.7-.7L7.5 9.3V1h1zM2 10h1v4h10v-4h1v4.5l-.5.5h-11l-.5-.5V10z';
const PAUSE_ICON = 'M4 3h3v10H4zM9 3h3v10H9z';
const PLAY_ICON = 'M4 2.5v11l9-5.5z';
const PYTHON_ICON =
  'M5.7 4.3 2 8l3.7 3.7.7-.7-3-3 3-3-.7-.7zm4.6 0-.7.7 3 3-3 3 .7.7L14 8l-3.7-3.7zM8.6 2.9l1 .2-2.2 10-1-.2z';
const MORE_ICON = 'M7.5 2h1v8.3l3.15-3.15.7.7L8 12.21 3.65 7.85l.7-.7L7.5 10.3V2zM3 13h10v1H3z';

export interface ToolbarParts {
  readonly notify: (notice: ResultNotice) => void;
  /** The action of rows is wanted for the active one. */
  readonly useRow: () => void;
  /** Another way to look at the result is wanted. */
  readonly onView: (view: ResultViewName) => void;
}

/** Where the rows come from, and what can be done with them. */
export class Toolbar {
  readonly element: HTMLElement;
  private readonly views: Readonly<Record<ResultViewName, HTMLElement>>;
  private readonly subtitle = element('span', { class: 'subtitle' });
  private readonly more: HTMLElement;
  private readonly stop: HTMLElement;
  private readonly save: HTMLElement;
  private readonly follow: HTMLElement;
  private readonly pause: HTMLElement;
  private readonly resume: HTMLElement;
  private readonly python: HTMLElement;
  private readonly row = element('span', { class: 'actions' });
  private readonly others = element('span', { class: 'actions' });
  private shownActions = '';

  constructor(private readonly parts: ToolbarParts) {
    const { notify, onView } = parts;
    this.views = {
      table: button({ label: 'Table', look: 'secondary', onClick: () => onView('table') }),
      chart: button({ label: 'Chart', look: 'secondary', onClick: () => onView('chart') }),
    };
    const views = element(
      'div',
      { class: 'views', role: 'group', attributes: { 'aria-label': 'View' } },
      this.views.table,
      this.views.chart,
    );
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
    this.follow = button({
      label: 'Follow',
      look: 'secondary',
      icon: PLAY_ICON,
      tooltip: 'Show the newest records, and new ones as they come',
      onClick: () => notify({ type: 'follow' }),
    });
    this.pause = button({
      label: 'Pause',
      look: 'secondary',
      icon: PAUSE_ICON,
      tooltip: 'Show no new records for now; they wait in the stream',
      onClick: () => notify({ type: 'hold' }),
    });
    this.resume = button({
      label: 'Resume',
      look: 'primary',
      icon: PLAY_ICON,
      tooltip: 'Show the records that came meanwhile, and new ones',
      onClick: () => notify({ type: 'resume' }),
    });
    this.python = button({
      label: 'Copy as Python',
      look: 'icon',
      icon: PYTHON_ICON,
      onClick: () => notify({ type: 'copyAsPython' }),
    });
    for (const each of [this.more, this.stop, this.follow, this.pause, this.resume, this.python]) {
      each.hidden = true;
    }
    const actions = element(
      'div',
      { class: 'actions', role: 'toolbar', attributes: { 'aria-label': 'Result' } },
      this.more,
      this.stop,
      this.follow,
      this.pause,
      this.resume,
      this.row,
      this.others,
      rerun,
      this.python,
      this.save,
    );
    this.element = element('header', { class: 'toolbar' }, views, this.subtitle, actions);
  }

  /** Marks the view that is in sight. */
  showView(view: ResultViewName): void {
    for (const [name, each] of Object.entries(this.views)) {
      each.setAttribute('aria-pressed', String(name === view));
      setLook(each, name === view ? 'primary' : 'secondary');
    }
  }

  show(status: ResultStatus): void {
    const { state, rowCount, droppedRows, rowCap, subtitle, schema } = status;
    this.subtitle.textContent = subtitle;
    this.subtitle.title = subtitle;
    this.more.hidden = state !== 'paused';
    this.more.title = `Read up to ${rowCap.toLocaleString('en-US')} more rows`;
    this.stop.hidden = state !== 'reading' && state !== 'paused';
    this.follow.hidden = status.canFollow !== true || state === 'following' || state === 'held';
    this.pause.hidden = state !== 'following';
    this.resume.hidden = state !== 'held';
    this.python.hidden = status.hasCall !== true;
    this.showActions(status);
    const hasColumns = schema.indices.length + schema.columns.length > 0;
    this.save.toggleAttribute('disabled', !hasColumns);
    this.save.title =
      state === 'complete'
        ? 'Save as CSV'
        : `Save the ${(rowCount - droppedRows).toLocaleString('en-US')} rows loaded so far as CSV`;
  }

  /** They stay the same elements while nothing about them changes: one may have the focus. */
  private showActions({ actions = [], rowAction }: ResultStatus): void {
    const key = JSON.stringify([actions, rowAction]);
    if (key === this.shownActions) return;
    this.shownActions = key;
    const { notify, useRow } = this.parts;
    this.row.replaceChildren(
      ...(rowAction === undefined
        ? []
        : [
            button({
              label: rowAction,
              look: 'secondary',
              tooltip: `${rowAction}: the row of the active cell`,
              onClick: useRow,
            }),
          ]),
    );
    this.others.replaceChildren(
      ...actions.map((label, action) =>
        button({ label, look: 'secondary', onClick: () => notify({ type: 'action', action }) }),
      ),
    );
  }
}
