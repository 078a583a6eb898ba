import { element } from '../shared/dom';

/** The fixed elements of a grid; rows, headers and lines are put into them as they are drawn. */
export interface GridElements {
  readonly root: HTMLElement;
  /** As large as the content, so that the root scrolls. */
  readonly canvas: HTMLElement;
  /** What stays in view. */
  readonly view: HTMLElement;
  readonly headerRow: HTMLElement;
  readonly body: HTMLElement;
  /** Lines between columns, behind the rows. */
  readonly lines: HTMLElement;
  readonly rows: HTMLElement;
}

/** Makes the root a grid, with nothing in it yet. `label` names it for those who cannot see it. */
export function gridElements(root: HTMLElement, label: string): GridElements {
  root.classList.add('grid');
  root.setAttribute('role', 'grid');
  root.setAttribute('aria-label', label);
  root.setAttribute('aria-multiselectable', 'true');
  root.setAttribute('aria-readonly', 'true');
  const corner = element('div', {
    class: 'corner',
    role: 'columnheader',
    text: '#',
    attributes: { 'aria-colindex': '1', 'aria-label': 'Row number', title: 'Select all' },
  });
  const headerRow = element(
    'div',
    { class: 'header-row', role: 'row', attributes: { 'aria-rowindex': '1' } },
    corner,
  );
  const header = element('div', { class: 'grid-header', role: 'rowgroup' }, headerRow);
  const lines = element('div', { class: 'column-lines', role: 'presentation' });
  const rows = element('div', { class: 'rows', role: 'presentation' });
  const body = element('div', { class: 'grid-body', role: 'rowgroup' }, lines, rows);
  const view = element('div', { class: 'grid-view', role: 'presentation' }, header, body);
  const canvas = element('div', { class: 'grid-canvas', role: 'presentation' }, view);
  root.append(canvas);
  return { root, canvas, view, headerRow, body, lines, rows };
}
