import { button } from '../shared/controls';
import { element } from '../shared/dom';

const DOWN_ICON = 'M7.5 2h1v9.3l3.65-3.65.7.7L8 13.21 3.15 8.35l.7-.7L7.5 11.3V2z';

/** Over the lower edge of the rows while new ones come out of view. */
export class JumpToNewest {
  readonly element = element('div', { class: 'jump' });

  constructor(onClick: () => void) {
    this.element.append(button({ label: 'Jump to Newest', look: 'primary', icon: DOWN_ICON, onClick }));
    this.element.hidden = true;
  }

  show(isOffered: boolean): void {
    if (this.element.hidden === isOffered) this.element.hidden = !isOffered;
  }
}
