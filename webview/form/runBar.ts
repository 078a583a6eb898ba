import type { FormPageNotice, FormView } from '../../src/protocol/form';
import { button, progressRing } from '../shared/controls';
import { element } from '../shared/dom';

/** Runs the form, stops it, and says what became of it. */
export class RunBar {
  readonly element: HTMLElement;
  private readonly run: HTMLElement;
  private readonly cancel: HTMLElement;
  private readonly ring = progressRing();
  private readonly state = element('span', { class: 'state', role: 'status' });
  private readonly failure = element('div', { class: 'failure', role: 'alert' });
  private readonly actions = element('span', { class: 'buttons' });
  private shown = '';

  constructor({
    onRun,
    notify,
  }: {
    readonly onRun: () => void;
    readonly notify: (notice: FormPageNotice) => void;
  }) {
    this.run = button({ label: 'Run', look: 'primary', tooltip: 'Ctrl+Enter', onClick: onRun });
    this.cancel = button({ label: 'Cancel', look: 'secondary', onClick: () => notify({ type: 'cancel' }) });
    this.notify = notify;
    this.failure.hidden = true;
    this.element = element(
      'footer',
      { class: 'run-bar' },
      this.failure,
      element('div', { class: 'run-line' }, this.run, this.cancel, this.ring, this.state, this.actions),
    );
  }

  private readonly notify: (notice: FormPageNotice) => void;

  show({ run, runLabel }: Pick<FormView, 'run' | 'runLabel'>): void {
    const isRunning = run.state === 'running';
    if (this.run.textContent !== runLabel) this.run.textContent = runLabel;
    this.run.toggleAttribute('disabled', isRunning);
    this.cancel.hidden = !isRunning;
    this.ring.hidden = !isRunning;
    const key = JSON.stringify(run);
    if (key === this.shown) return;
    this.shown = key;
    const hadFocus = this.element.contains(document.activeElement) && isRunning;
    this.state.textContent = run.state === 'running' || run.state === 'done' ? run.text : '';
    this.failure.hidden = run.state !== 'failed';
    const labels = run.state === 'done' || run.state === 'failed' ? run.actions : [];
    const buttons = labels.map((label, action) =>
      button({ label, look: 'secondary', onClick: () => this.notify({ type: 'action', action }) }),
    );
    this.actions.replaceChildren(...(run.state === 'done' ? buttons : []));
    if (run.state === 'failed') {
      this.failure.replaceChildren(
        element('p', { text: run.text }),
        ...(run.detail === undefined ? [] : [element('p', { class: 'detail', text: run.detail })]),
        element('div', { class: 'buttons' }, ...buttons),
      );
    } else this.failure.replaceChildren();
    if (hadFocus) this.cancel.focus();
  }

  /** A word about what was just done. */
  say(text: string): void {
    this.state.textContent = text;
  }

  focus(): void {
    this.run.focus();
  }
}
