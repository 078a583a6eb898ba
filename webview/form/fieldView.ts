import type { FieldView, FormValue } from '../../src/protocol/form';
import { element, setAttribute } from '../shared/dom';
import type { Entry, EntryOptions } from './entry';
import { entryFor } from './fieldControl';

/** Messages about cells at most: the others wait until these are mended. */
const MOST_MESSAGES = 3;

/** A field with its label, its help, and what is wrong with it. */
export class FormField {
  readonly element: HTMLElement;
  private readonly entry: Entry;
  private readonly help: HTMLElement;
  private readonly problem: HTMLElement;
  private readonly required = element('span', { class: 'required', text: ' (required)' });

  constructor(view: FieldView, options: Omit<EntryOptions, 'id'> & { readonly onLeave: () => void }) {
    const id = `field-${view.name}`;
    this.entry = entryFor(view, { ...options, id });
    this.help = element('p', { class: 'help', attributes: { id: `${id}-help` } });
    this.problem = element('p', {
      class: 'problem',
      attributes: { id: `${id}-problem`, 'aria-live': 'polite' },
    });
    this.element = element('div', { class: `field kind-${view.kind}` });
    if (view.kind !== 'flag') this.element.append(this.label(view, id));
    this.element.append(this.entry.element, this.help, this.problem);
    this.element.addEventListener('focusout', (event) => {
      if (!this.element.contains(event.relatedTarget as Node | null)) options.onLeave();
    });
  }

  get value(): FormValue {
    return this.entry.read();
  }

  set value(value: FormValue) {
    this.entry.write(value);
  }

  focus(): void {
    this.entry.focus();
  }

  /** @param isScolded whether to say that something is missing; before it was looked at nobody need be told */
  update(view: FieldView, { isScolded }: { readonly isScolded: boolean }): void {
    this.entry.update?.(view);
    const help = view.disabledWhy ?? view.help;
    this.help.textContent = help;
    this.help.hidden = help === '';
    this.required.hidden = !view.isRequired;
    const messages = messagesOf(view, isScolded);
    const text = messages.join(' ');
    if (this.problem.textContent !== text) this.problem.textContent = text;
    this.problem.hidden = text === '';
    const { target } = this.entry;
    const describedBy = [this.help, this.problem].filter(({ hidden }) => !hidden).map(({ id }) => id);
    setAttribute(target, 'aria-describedby', describedBy.length === 0 ? undefined : describedBy.join(' '));
    this.element.classList.toggle('invalid', text !== '');
    this.element.classList.toggle('disabled', view.disabledWhy !== undefined);
    if (target.getAttribute('role') === 'group') return;
    setAttribute(target, 'aria-invalid', text === '' ? undefined : 'true');
    setAttribute(target, 'aria-required', view.isRequired && view.kind !== 'file' ? 'true' : undefined);
  }

  private label({ label, kind }: FieldView, id: string): HTMLElement {
    const isGroup = kind === 'checks' || kind === 'rows' || kind === 'file';
    const text = element('span', { text: label });
    return isGroup
      ? element('div', { class: 'label' }, text, this.required)
      : element('label', { class: 'label', attributes: { for: id } }, text, this.required);
  }
}

function messagesOf(
  { problem, isMissing, cellProblems = [], kind }: FieldView,
  isScolded: boolean,
): string[] {
  const cells = cellProblems
    .slice(0, MOST_MESSAGES)
    .map(({ row, column, message }) =>
      row < 0 ? `Column ${column + 1}: ${message}` : `Row ${row + 1}, column ${column + 1}: ${message}`,
    );
  const more = cellProblems.length - cells.length;
  if (more > 0) cells.push(`And ${more} more.`);
  const isQuiet = !isScolded && (isMissing === true || kind === 'rows');
  const own = problem === undefined || isQuiet ? [] : [problem];
  return [...own, ...cells];
}
