import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeDropdown,
  vsCodeOption,
} from '@vscode/webview-ui-toolkit';
import { element, icon } from './dom';

/*
 * The only file that names the toolkit, so that another one could take its place. Of its components only those in use
 * are registered. It styles them by constructed style sheets, which the content security policy allows.
 */

let isRegistered = false;

function register(): void {
  if (isRegistered) return;
  isRegistered = true;
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeDropdown(), vsCodeOption());
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

/** Changes how a button looks. */
export function setLook(made: HTMLElement, look: ButtonOptions['look']): void {
  made.setAttribute('appearance', look);
  // The toolkit reads the attribute only when the button enters the page.
  Object.assign(made, { appearance: look });
}

/** Turns while something is under way. The toolkit's own has an inline style, which the policy refuses: this one is CSS. */
export function progressRing(): HTMLElement {
  return element('span', { class: 'progress-ring', attributes: { 'aria-hidden': 'true' } });
}

export interface DropdownOptions {
  /** Stands before it. */
  readonly label: string;
  /** The user chose. */
  readonly onChange: () => void;
}

export interface Dropdown {
  readonly element: HTMLElement;
  readonly value: string;
  /** Nothing happens where the same is shown already, so that a list that is open stays open. */
  show(options: readonly { readonly value: string; readonly label: string }[], value: string): void;
  focus(): void;
}

export function dropdown({ label, onChange }: DropdownOptions): Dropdown {
  register();
  const list = document.createElement('vscode-dropdown') as HTMLElement & { value: string };
  list.setAttribute('aria-label', label);
  list.addEventListener('change', onChange);
  let shown = '';
  return {
    element: element(
      'span',
      { class: 'dropdown' },
      element('span', { text: label, attributes: { 'aria-hidden': 'true' } }),
      list,
    ),
    get value() {
      return list.value;
    },
    show(options, value) {
      const key = JSON.stringify([options, value]);
      if (key === shown) return;
      shown = key;
      list.replaceChildren(
        ...options.map((each) => {
          const option = document.createElement('vscode-option') as HTMLElement & { value: string };
          option.setAttribute('value', each.value);
          option.textContent = each.label;
          option.toggleAttribute('selected', each.value === value);
          return option;
        }),
      );
      // The toolkit knows new options only when they are slotted: until then it looks for the value among the old ones.
      setTimeout(() => (list.value = value));
    },
    focus: () => list.focus(),
  };
}
