import '../shared/theme.css';
import './results.css';
import { allFields } from '../../src/data/schema';
import { RemoteError, type Channel } from '../../src/protocol/channel';
import type { CellRange } from '../../src/protocol/cellRange';
import {
  protocolVersion,
  type HostNotice,
  type KeptState,
  type ResultHost,
  type ResultPage,
  type ResultStatus,
  type ResultViewName,
} from '../../src/protocol/messages';
import { Grid } from '../grid/grid';
import type { GridView } from '../grid/gridContent';
import { keyCommand } from '../grid/keyboard';
import type { CellPosition } from '../grid/selection';
import { element } from '../shared/dom';
import { Host } from '../shared/host';
import { CellViewer } from './cellViewer';
import { ChartView } from './chartView';
import { EmptyView } from './emptyView';
import { FailureView } from './failureView';
import { JumpToNewest } from './jumpToNewest';
import { ReadOffer } from './readOffer';
import { StatusBar } from './statusBar';
import { sizeText } from './statusText';
import { Toolbar } from './toolbar';

/** Before a word says that something takes its time. */
const LATE_MS = 400;

/** What the editor's menu over the grid asks for in package.json; its own entries for text have no place there. */
const menuContext = { webviewSection: 'cells', preventDefaultContextMenuItems: true };

/** The page of the result panel: what the host tells goes down to the parts, what they ask goes up to the host. */
class ResultView {
  private readonly host = new Host<KeptState<GridView>>();
  private readonly channel: Channel<ResultPage, ResultHost>;
  private readonly toolbar: Toolbar;
  private readonly failure: FailureView;
  private readonly bar = new StatusBar();
  private readonly empty: EmptyView;
  private readonly offer: ReadOffer;
  private readonly jump: JumpToNewest;
  private readonly root = element('div');
  private readonly grid: Grid;
  private readonly gridPlace: HTMLElement;
  private readonly chart: ChartView;
  private readonly viewer: CellViewer;
  private status: ResultStatus | undefined;
  /** Nothing of an earlier page says where the view was. */
  private isFresh = true;
  private shown: ResultViewName = 'table';
  /** The present result was asked for as a chart, rather than shown as one because the one before was. */
  private isChartAsked = false;

  constructor(body: HTMLElement) {
    this.channel = this.host.channel<ResultPage, ResultHost>({
      handlers: {},
      onNotice: (notice) => this.follow(notice),
    });
    this.toolbar = new Toolbar({
      notify: (notice) => this.channel.notify(notice),
      useRow: () => this.useRow(),
      onView: (view) => {
        this.isChartAsked = view === 'chart';
        this.look(view);
        this.keep();
      },
    });
    this.jump = new JumpToNewest(() => {
      this.grid.jumpToEnd();
      this.grid.focus();
    });
    this.failure = new FailureView((notice) => this.channel.notify(notice));
    this.offer = new ReadOffer((notice) => this.channel.notify(notice));
    this.empty = new EmptyView((notice) => this.channel.notify(notice));
    const { root } = this;
    root.dataset.vscodeContext = JSON.stringify(menuContext);
    this.gridPlace = element('div', { class: 'grid-place' }, root, this.empty.element, this.jump.element);
    this.chart = new ChartView({
      fetch: (request) => this.channel.request(request),
      save: async (request) => {
        await this.channel.request(request);
      },
      onNothing: () => this.leaveChart(),
    });
    body.append(
      element(
        'main',
        { class: 'panel' },
        this.toolbar.element,
        this.failure.element,
        element('div', { class: 'result-place' }, this.gridPlace, this.chart.element, this.offer.element),
        this.bar.element,
      ),
    );
    this.viewer = new CellViewer(body);
    this.grid = new Grid({
      root,
      label: 'Result',
      fetch: (range) => this.channel.request({ type: 'page', ...range }),
      onError: (error) => {
        const isStale = error instanceof RemoteError && error.code === 'cancelled';
        if (!isStale) this.tell(error);
      },
      onCopy: (ranges, options) => this.copy(ranges, options),
      onOpen: (at) => this.openCell(at),
      onSelect: (ranges) => this.bar.showSelection(ranges),
      onView: () => this.keep(),
      onDraw: () => this.offerNewest(),
    });
    const kept = this.host.recall();
    if (kept) this.grid.viewState = kept.view;
    this.isFresh = kept === undefined;
    this.look(kept?.shown ?? 'table');
    window.addEventListener('focus', () => this.takeFocus());
    document.addEventListener('keydown', (event) => this.keepWhole(event));
  }

  async start(): Promise<void> {
    this.show(await this.channel.request({ type: 'hello', protocolVersion }));
    this.keep();
    if (document.hasFocus()) this.takeFocus();
  }

  /** The focus came into the page, to nothing in particular. */
  private takeFocus(): void {
    if (document.activeElement !== document.body) return;
    if (this.status?.state === 'waiting') this.offer.focus();
    else if (this.chart.isShown) this.chart.focus();
    else this.grid.focus();
  }

  /** What the grid does not take of the key for selecting all would select the texts of the page, with those of its buttons. */
  private keepWhole(event: KeyboardEvent): void {
    const isInText = event.target instanceof Element && event.target.closest('dialog, input') !== null;
    if (keyCommand(event)?.type !== 'selectAll' || isInText) return;
    event.preventDefault();
    event.stopPropagation();
    if (!this.chart.isShown) this.grid.selectAll();
  }

  private look(view: ResultViewName): void {
    this.shown = view;
    this.toolbar.showView(view);
    this.place();
  }

  /** Where there is nothing to draw, the place of the rows says why, and what can be done. */
  private place(): void {
    const isChart = this.shown === 'chart' && this.empty.element.hidden;
    this.gridPlace.hidden = isChart;
    if (this.chart.isShown !== isChart) this.chart.isShown = isChart;
  }

  /** Nothing can be drawn: whoever did not ask for a chart of this result sees its rows. */
  private leaveChart(): void {
    if (this.isChartAsked) return;
    const hadFocus =
      document.activeElement !== document.body && this.chart.element.contains(document.activeElement);
    this.look('table');
    this.keep();
    if (hadFocus) this.grid.focus();
  }

  private keep(): void {
    const { shown } = this;
    this.host.keep({ view: this.grid.viewState, shown, origin: this.status?.origin });
  }

  private follow(notice: HostNotice): void {
    switch (notice.type) {
      case 'status':
        this.show(notice);
        return;
      case 'copySelection':
        this.copy(this.grid.selectedRanges, notice);
        return;
      case 'selectAll':
        this.grid.selectAll();
        return;
      case 'useRow':
        this.useRow();
        return;
      case 'say':
        this.bar.say(notice.text);
    }
  }

  private show(status: ResultStatus): void {
    const before = this.status;
    this.status = status;
    const isOpened = before === undefined ? this.isFresh : before.opening !== status.opening;
    if (isOpened) {
      this.isChartAsked = status.initialView === 'chart';
      if (status.initialView !== undefined) this.look(status.initialView);
    }
    const held = document.activeElement;
    const { generation, schemaVersion, schema, rowCount, droppedRows, state } = status;
    const isFollowed = status.follows !== undefined;
    document.title = status.title;
    this.toolbar.show(status);
    this.failure.show(status);
    this.bar.show(status);
    this.offer.show(status);
    this.empty.show(status);
    this.place();
    this.chart.show(status);
    const isGrowing = state === 'reading' || state === 'following';
    const content = { generation, schemaVersion, schema, rowCount, firstRow: droppedRows };
    this.grid.update({ ...content, isGrowing, isFollowed });
    // Another result took the place of what was shown: a window that comes back has to ask for this one.
    if (before !== undefined && isOpened) this.keep();
    this.stayAtEnd(status, before);
    this.root.dataset.vscodeContext = JSON.stringify({
      ...menuContext,
      ...(status.rowAction !== undefined && { framesRowAction: true }),
      ...(status.hasCall === true && { framesCall: true }),
    });
    this.offerNewest();
    // A button that did its work and went must not take the keyboard with it.
    if (held !== null && (!held.isConnected || held.closest('[hidden]') !== null)) this.grid.focus();
  }

  /** Where the user has not been yet, the view is at the end if the result asks for it, or if all of it is in view. */
  private stayAtEnd({ generation, follows, state }: ResultStatus, before: ResultStatus | undefined): void {
    if (follows === undefined || (before === undefined && !this.isFresh)) return;
    const isNewRun = before?.generation !== generation;
    if (isNewRun && follows === 'end') this.grid.jumpToEnd();
    const hasCaughtUp = state === 'following' && (isNewRun || before.state === 'reading');
    if (hasCaughtUp && this.grid.isAtEnd) this.grid.jumpToEnd();
  }

  private offerNewest(): void {
    const { follows, state, rowCount = 0 } = this.status ?? {};
    const isOpen = state === 'following' || state === 'held';
    this.jump.show(follows !== undefined && isOpen && rowCount > 0 && !this.grid.isAtEnd);
  }

  private useRow(): void {
    if (this.status?.rowAction === undefined) return;
    const { generation, rowCount } = this.status;
    const { row } = this.grid.active;
    if (row < 0 || row >= rowCount) this.bar.say('Choose a row first.', { isProblem: true });
    else this.channel.notify({ type: 'rowAction', generation, row });
  }

  private copy(ranges: readonly CellRange[], { withHeader }: { readonly withHeader: boolean }): void {
    if (!this.status || ranges.length === 0) return;
    const { generation } = this.status;
    const late = setTimeout(() => this.bar.say('Copying…'), LATE_MS);
    this.channel
      .request({ type: 'copy', generation, ranges, withHeader })
      .finally(() => clearTimeout(late))
      .then(
        ({ rows, columns }) =>
          this.bar.say(rows * columns === 1 ? 'Copied the cell' : `Copied ${sizeText(rows, columns)} cells`),
        (error: unknown) => this.tell(error),
      );
  }

  private openCell({ row, column }: CellPosition): void {
    if (!this.status) return;
    const { generation, schema } = this.status;
    const field = allFields(schema)[column];
    if (!field) return;
    const range = { startRow: row, endRow: row + 1, startColumn: column, endColumn: column + 1 };
    this.channel.request({ type: 'cell', generation, row, column }).then(
      ({ text, isNull }) =>
        this.viewer.show({
          title: `${field.name || 'index'}, row ${(row + 1).toLocaleString('en-US')}`,
          text,
          ...(text === '' && { note: isNull ? 'This cell is null.' : 'This is an empty string.' }),
          onCopy: () => this.copy([range], { withHeader: false }),
          onOpen: () => {
            this.channel
              .request({ type: 'openCell', generation, row, column })
              .catch((error: unknown) => this.tell(error));
          },
        }),
      (error: unknown) => this.tell(error),
    );
  }

  private tell(error: unknown): void {
    this.bar.say(error instanceof Error ? error.message : String(error), { isProblem: true });
  }
}

new ResultView(document.body).start().catch(() => {
  // The host loads a page of another version anew; there is nothing to show meanwhile.
});
