import type { Schema } from '../../src/data/schema';
import { allFields } from '../../src/data/schema';
import { RemoteError } from '../../src/protocol/channel';
import type { Chart, ChartChoice, ChartRequest, SaveChartRequest } from '../../src/protocol/chart';
import type { ResultStatus } from '../../src/protocol/messages';
import type { DrawnChart } from '../chart/main';
import { specOf } from '../chart/spec';
import { button, dropdown, type Dropdown } from '../shared/controls';
import { element } from '../shared/dom';
import { loadCharts } from './chartBundle';
import { chartLabel, chartNote } from './chartText';
import { chartTheme } from './chartTheme';

/** Between two drawings of a result that grows. */
const GROWING_MS = 700;
/** After the last of many changes of size. */
const SETTLED_MS = 150;

export interface ChartViewParts {
  readonly fetch: (request: ChartRequest) => Promise<Chart>;
  readonly save: (request: SaveChartRequest) => Promise<void>;
  /** All rows are here, and nothing in them can be drawn. */
  readonly onNothing: () => void;
}

/** The result as a picture, with what it is made of to choose above it. Nothing is asked for before it is shown. */
export class ChartView {
  readonly element: HTMLElement;
  private readonly place = element('div', {
    class: 'chart-place',
    role: 'group',
    attributes: { tabindex: '0', 'aria-label': 'Picture' },
  });
  private readonly controls: HTMLElement;
  private readonly message = element('p', { class: 'chart-message', attributes: { 'aria-live': 'polite' } });
  private readonly note = element('p', { class: 'chart-note' });
  private readonly x: Dropdown;
  private readonly y: Dropdown;
  private readonly color: Dropdown;
  private readonly saves: readonly HTMLElement[];
  private status: ResultStatus | undefined;
  private choice: ChartChoice | undefined;
  private current: { readonly chart: Chart; readonly drawn: DrawnChart; readonly spec: unknown } | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isDrawing = false;
  private isStale = false;

  constructor(private readonly parts: ChartViewParts) {
    const choose = (): void => this.choose();
    this.x = dropdown({ label: 'X', onChange: choose });
    this.y = dropdown({ label: 'Y', onChange: choose });
    this.color = dropdown({ label: 'Color', onChange: choose });
    this.saves = [
      button({ label: 'Save PNG', look: 'secondary', onClick: () => this.save('png') }),
      button({ label: 'Save SVG', look: 'secondary', onClick: () => this.save('svg') }),
      button({ label: 'Save Spec', look: 'secondary', onClick: () => this.save('json') }),
    ];
    this.controls = element(
      'div',
      { class: 'chart-controls', role: 'toolbar', attributes: { 'aria-label': 'Chart' } },
      this.x.element,
      this.y.element,
      this.color.element,
      element('span', { class: 'chart-saves' }, ...this.saves),
    );
    this.element = element(
      'section',
      { class: 'chart', attributes: { 'aria-label': 'Chart' } },
      this.controls,
      this.message,
      this.place,
      this.note,
    );
    this.element.hidden = true;
    new ResizeObserver(() => this.redraw(SETTLED_MS)).observe(this.place);
    // The editor marks the body with the kind of its theme, and the root with its colours.
    const themes = new MutationObserver(() => this.redraw(SETTLED_MS));
    themes.observe(document.body, { attributeFilter: ['class'] });
    themes.observe(document.documentElement, { attributeFilter: ['style'] });
  }

  get isShown(): boolean {
    return !this.element.hidden;
  }

  set isShown(isShown: boolean) {
    this.element.hidden = !isShown;
    if (isShown) this.redraw(0);
  }

  focus(): void {
    this.x.focus();
  }

  show(status: ResultStatus): void {
    const before = this.status;
    this.status = status;
    if (before !== undefined && before.schemaVersion !== status.schemaVersion) this.choice = undefined;
    const isNews =
      before === undefined ||
      before.generation !== status.generation ||
      before.rowCount !== status.rowCount ||
      before.droppedRows !== status.droppedRows ||
      before.state !== status.state;
    if (isNews) this.redraw(status.state === 'reading' || status.state === 'following' ? GROWING_MS : 0);
  }

  private redraw(delay: number): void {
    if (!this.isShown || this.status === undefined) return;
    this.isStale = true;
    if (this.timer !== undefined && delay > 0) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.draw().catch((error: unknown) => this.tell(error));
    }, delay);
  }

  /** One at a time; what changes meanwhile is drawn afterwards. */
  private async draw(): Promise<void> {
    if (this.isDrawing || !this.isStale || !this.isShown || this.status === undefined) return;
    this.isDrawing = true;
    this.isStale = false;
    try {
      const { clientWidth: width, clientHeight: height } = this.place;
      const { generation, schema, chartMark: mark } = this.status;
      const { choice } = this;
      const [chart, charts] = await Promise.all([
        this.parts.fetch({
          type: 'chart',
          generation,
          width,
          ...(choice && { choice }),
          ...(mark && { mark }),
        }),
        loadCharts(),
      ]);
      const spec = specOf(chart, { size: { width, height }, theme: chartTheme() });
      const drawn = await charts.draw(this.place, spec, chartLabel(chart));
      this.current?.drawn.dispose();
      this.current = { chart, drawn, spec };
      this.controls.hidden = false;
      this.offer(chart, schema);
      this.say('', chartNote(chart));
    } catch (error) {
      this.tell(error);
    } finally {
      this.isDrawing = false;
    }
    this.redrawStale();
  }

  private redrawStale(): void {
    if (this.isStale) this.redraw(GROWING_MS);
  }

  private tell(error: unknown): void {
    // A newer run draws itself.
    if (error instanceof RemoteError && error.code === 'cancelled') return;
    this.current?.drawn.dispose();
    this.current = undefined;
    this.place.replaceChildren();
    const { state, rowCount } = this.status ?? {};
    // What the controls say is about another result.
    const isNothing = error instanceof RemoteError && error.code === 'unsupported';
    this.controls.hidden = isNothing;
    if (state === 'reading' && rowCount === 0) this.say('Waiting for rows…');
    else this.say(error instanceof Error ? error.message : String(error));
    if (isNothing && state === 'complete') this.parts.onNothing();
  }

  private say(message: string, note = ''): void {
    this.message.textContent = message;
    this.message.hidden = message === '';
    this.note.textContent = note;
    this.note.hidden = note === '';
    for (const save of this.saves) save.toggleAttribute('disabled', this.current === undefined);
  }

  /** Fills the controls with what there is to choose. */
  private offer({ choice, fields, x }: Chart, schema: Schema): void {
    const names = allFields(schema).map(({ name }) => name || 'index');
    const named = (positions: readonly number[]): { value: string; label: string }[] =>
      positions.map((i) => ({ value: String(i), label: names[i] ?? '' }));
    this.x.show([{ value: '', label: 'Row' }, ...named(fields.x)], String(choice.x ?? ''));
    this.y.show(
      [
        ...(x.kind === 'category' ? [{ value: '', label: 'Number of rows' }] : []),
        ...(fields.y.length > 1 ? [{ value: fields.y.join(), label: 'All numbers' }] : []),
        ...named(fields.y),
        ...(choice.y.length > 1 && choice.y.length < fields.y.length
          ? [{ value: choice.y.join(), label: `First ${choice.y.length} numbers` }]
          : []),
      ],
      choice.y.join(),
    );
    this.color.show(
      [
        { value: '', label: 'None' },
        ...(fields.color.length > 1 ? [{ value: fields.color.join(), label: 'All labels' }] : []),
        ...named(fields.color),
      ],
      choice.color.join(),
    );
  }

  private choose(): void {
    const positions = (value: string): number[] => (value === '' ? [] : value.split(',').map(Number));
    const { value } = this.x;
    const color = positions(this.color.value);
    this.choice = { ...(value !== '' && { x: Number(value) }), y: positions(this.y.value), color };
    this.redraw(0);
  }

  private save(format: SaveChartRequest['format']): void {
    const { current } = this;
    if (current === undefined) return;
    const content =
      format === 'png'
        ? current.drawn.png()
        : format === 'svg'
          ? current.drawn.svg()
          : Promise.resolve(JSON.stringify(current.spec, null, 2));
    content
      .then((made) => this.parts.save({ type: 'saveChart', format, content: made }))
      .catch((error: unknown) => {
        this.note.hidden = false;
        this.note.textContent = `The chart was not saved: ${error instanceof Error ? error.message : String(error)}`;
      });
  }
}
