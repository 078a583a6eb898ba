import { provideVSCodeDesignSystem, vsCodeButton } from '@vscode/webview-ui-toolkit';
import { element, icon } from './dom';

/*
 * The only file that names the toolkit, so that another one could take its place. Of its components only those in use
 * are registered. It styles them by constructed style sheets, which the content security policy allows.
 */

let isRegistered = false;

function register(): void {
  if (isRegistered) return;
  isRegistered = true;
  provideVSCodeDesignSystem().register(vsCodeButton());
}

export interface ButtonOptions {
  readonly label: string;
  readonly look: 'primary' | 'secondary' | 'icon';
  /** A path in a square of 16. */
  readonly icon?: string;
  readonly tooltip?: string;
  readonly onClick: () => void;
}

/** With look `icon` the label is heard and shown as a tooltip. */
export function button({ label, look, icon: path, tooltip, onClick }: ButtonOptions): HTMLElement {
  register();
  const made = document.createElement('vscode-button');
  made.setAttribute('appearance', look);
  if (look === 'icon') made.setAttribute('aria-label', label);
  made.title = tooltip ?? (look === 'icon' ? label : '');
  if (path !== undefined) {
    const drawing = icon(path);
    if (look !== 'icon') drawing.setAttribute('slot', 'start');
    made.append(drawing);
  }
  if (look !== 'icon') made.append(label);
  made.addEventListener('click', onClick);
  return made;
}

/** Turns while something is under way. The toolkit's own has an inline style, which the policy refuses: this one is CSS. */
export function progressRing(): HTMLElement {
  return element('span', { class: 'progress-ring', attributes: { 'aria-hidden': 'true' } });
}
