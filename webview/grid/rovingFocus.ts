/** One stop of the tab key in the grid: the active cell, or the grid itself while that cell is not in the document. */
export class RovingFocus {
  private isInside = false;
  private target: HTMLElement;

  /** @param onEnter the focus came from outside, or moved within */
  constructor(
    private readonly root: HTMLElement,
    onEnter: () => void,
  ) {
    root.tabIndex = 0;
    this.target = root;
    root.addEventListener('focusin', () => {
      this.isInside = true;
      onEnter();
    });
    root.addEventListener('focusout', ({ relatedTarget }) => {
      this.isInside = relatedTarget instanceof Node && root.contains(relatedTarget);
    });
  }

  /** Whether the focus is in the grid. */
  get isHere(): boolean {
    return this.isInside;
  }

  /** From now on the focus goes where `moveTo` says. */
  take(): void {
    this.isInside = true;
  }

  /** Before elements are recycled: the one with the focus may become another cell. */
  park(): void {
    if (this.target !== this.root) this.moveTo(this.root);
  }

  moveTo(target: HTMLElement = this.root): void {
    if (target !== this.target) {
      this.target.tabIndex = -1;
      this.target.classList.remove('active');
      target.tabIndex = 0;
      this.target = target;
    }
    if (target !== this.root) target.classList.add('active');
    if (this.isInside && document.activeElement !== target) target.focus({ preventScroll: true });
  }
}
