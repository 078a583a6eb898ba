import { button } from '../shared/controls';
import { element } from '../shared/dom';

/** Characters shown here; an editor takes more. */
const SHOWN_LIMIT = 200_000;

export interface ShownCell {
  /** Where it stands: column and row. */
  readonly title: string;
  readonly text: string;
  /** Of a null or an empty string, which have no text. */
  readonly note?: string;
  readonly onCopy: () => void;
  readonly onOpen: () => void;
}

/** Shows the whole text of one cell over the grid; Escape closes it, and the focus goes back. */
export class CellViewer {
  private readonly title = element('h2', { attributes: { id: 'cell-title' } });
  private readonly text = element('pre', { attributes: { tabindex: '0', 'aria-labelledby': 'cell-title' } });
  private readonly note = element('p', { class: 'note' });
  private readonly dialog: HTMLDialogElement;
  private shown: ShownCell | undefined;

  constructor(parent: HTMLElement) {
    const buttons = element(
      'div',
      { class: 'buttons' },
      button({ label: 'Copy', look: 'secondary', onClick: () => this.shown?.onCopy() }),
      button({ label: 'Open in Editor', look: 'secondary', onClick: () => this.leave() }),
      button({ label: 'Close', look: 'primary', onClick: () => this.dialog.close() }),
    );
    this.dialog = element(
      'dialog',
      { class: 'cell-viewer', attributes: { 'aria-labelledby': 'cell-title' } },
      this.title,
      this.text,
      this.note,
      buttons,
    );
    this.dialog.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      // Neither the grid nor the editor around the page has to do with it.
      event.preventDefault();
      event.stopPropagation();
      this.dialog.close();
    });
    parent.append(this.dialog);
  }

  show(cell: ShownCell): void {
    const isLong = cell.text.length > SHOWN_LIMIT;
    this.shown = cell;
    this.title.textContent = cell.title;
    this.text.textContent = cell.text.slice(0, SHOWN_LIMIT);
    this.note.textContent =
      cell.note ??
      (isLong ? 'The beginning of a very long text. Open it in an editor to see all of it.' : '');
    this.note.hidden = this.note.textContent === '';
    if (!this.dialog.open) this.dialog.showModal();
    this.text.focus();
  }

  private leave(): void {
    this.shown?.onOpen();
    this.dialog.close();
  }
}
