import '../shared/theme.css';
import './form.css';
import type { Channel } from '../../src/protocol/channel';
import {
  formProtocolVersion,
  type FieldView,
  type FormHost,
  type FormPage,
  type FormPageNotice,
  type FormValue,
  type FormValues,
  type FormView,
  type KeptForm,
} from '../../src/protocol/form';
import { button } from '../shared/controls';
import { element } from '../shared/dom';
import { Host } from '../shared/host';
import { FormField } from './fieldView';
import { arrange } from './arrange';
import { RunBar } from './runBar';

/** The page of a form: it shows the fields that the host describes, and tells the host what is typed. */
class OperationPage {
  private readonly host = new Host<KeptForm>();
  private readonly channel: Channel<FormPage, FormHost>;
  private readonly heading = element('h1');
  private readonly intro = element('p', { class: 'intro' });
  private readonly notes = element('div', { class: 'notes', attributes: { 'aria-live': 'polite' } });
  private readonly groups = element('div', { class: 'groups' });
  private readonly code = element('code');
  private readonly bar: RunBar;
  private readonly fields = new Map<string, FormField>();
  private readonly fieldsets = new Map<string, HTMLElement>();
  /** Left at least once: what is missing there may be said. */
  private readonly visited = new Set<string>();
  private values: FormValues = {};
  private revision = 0;
  private view: FormView | undefined;
  private wasRun = false;
  private mends = false;
  /** In one of the fields. */
  private lastFocused: HTMLElement | undefined;

  constructor(body: HTMLElement) {
    this.channel = this.host.channel<FormPage, FormHost>({
      handlers: {},
      onNotice: (view) => this.show(view),
    });
    const notify = (notice: FormPageNotice): void => this.channel.notify(notice);
    this.bar = new RunBar({ onRun: () => this.run(), notify });
    body.append(
      element(
        'main',
        { class: 'page' },
        element('header', {}, this.heading, this.intro),
        element(
          'div',
          { class: 'columns' },
          element('div', { class: 'form' }, this.notes, this.groups),
          this.pythonSection(),
        ),
        this.bar.element,
      ),
    );
    body.addEventListener('keydown', (event) => this.onKey(event));
    body.addEventListener('focusin', ({ target }) => {
      if (target instanceof HTMLElement && this.groups.contains(target)) this.lastFocused = target;
    });
    window.addEventListener('focus', () => this.takeFocus());
  }

  async start(): Promise<void> {
    this.show(await this.channel.request({ type: 'hello', protocolVersion: formProtocolVersion }));
    if (document.hasFocus()) this.takeFocus();
  }

  private pythonSection(): HTMLElement {
    const copy = button({
      label: 'Copy',
      look: 'secondary',
      tooltip: 'Copy the Python code',
      onClick: () => {
        this.channel.notify({ type: 'copyPython' });
        this.bar.say('Copied the Python code.');
      },
    });
    return element(
      'section',
      { class: 'python', attributes: { 'aria-label': 'Python' } },
      element('div', { class: 'python-head' }, element('h2', { text: 'The same in Python' }), copy),
      element('pre', { attributes: { tabindex: '0', 'aria-label': 'Python code' } }, this.code),
    );
  }

  private show(view: FormView): void {
    // What was typed since is newer than what the host saw.
    if (view.revision < this.revision) return;
    this.revision = view.revision;
    this.view = view;
    this.values = view.values;
    this.heading.textContent = view.title;
    this.intro.textContent = view.intro;
    document.title = view.title;
    this.showFields(view);
    const notes = view.notes.map(({ tone, text }) => element('p', { class: `note ${tone}`, text }));
    if (this.notes.textContent !== view.notes.map(({ text }) => text).join(''))
      this.notes.replaceChildren(...notes);
    if (this.code.textContent !== view.python) this.code.textContent = view.python;
    this.bar.show(view);
    this.host.keep({ form: view.form, values: view.values });
    if (this.mends && view.run.state !== 'idle') {
      this.mends = false;
      if (view.run.state === 'failed') this.focusFault(view);
    }
  }

  private showFields({ fields, values }: FormView): void {
    const byGroup = new Map<string, HTMLElement[]>();
    for (const view of fields) {
      const field = this.fieldFor(view);
      field.value = values[view.name] ?? '';
      field.update(view, { isScolded: this.wasRun || this.visited.has(view.name) });
      byGroup.set(view.group, [...(byGroup.get(view.group) ?? []), field.element]);
    }
    const sets = [...byGroup].map(([group, elements]) => {
      const set = this.fieldsetFor(group);
      const legend = set.firstElementChild;
      arrange(set, legend ? [legend, ...elements] : elements);
      return set;
    });
    arrange(this.groups, sets);
  }

  private fieldFor(view: FieldView): FormField {
    const { name } = view;
    const present = this.fields.get(name);
    if (present) return present;
    const field = new FormField(view, {
      onInput: () => this.change(name, field.value),
      onLeave: () => this.visit(name),
      onChooseFile: () => this.channel.notify({ type: 'chooseFile', field: name }),
      proposals: (text) => this.channel.request({ type: 'proposals', field: name, text }),
    });
    this.fields.set(name, field);
    return field;
  }

  private fieldsetFor(group: string): HTMLElement {
    const present = this.fieldsets.get(group);
    if (present) return present;
    const made = element('fieldset', {}, element('legend', { text: group }));
    this.fieldsets.set(group, made);
    return made;
  }

  private change(name: string, value: FormValue): void {
    this.values = { ...this.values, [name]: value };
    this.revision++;
    this.channel.notify({ type: 'change', revision: this.revision, values: this.values });
    if (this.view) this.host.keep({ form: this.view.form, values: this.values });
  }

  private visit(name: string): void {
    if (this.visited.has(name)) return;
    this.visited.add(name);
    const view = this.view?.fields.find((field) => field.name === name);
    if (view && this.view?.revision === this.revision)
      this.fields.get(name)?.update(view, { isScolded: true });
  }

  private run(): void {
    if (this.view?.run.state === 'running') return;
    this.wasRun = true;
    this.mends = true;
    this.revision++;
    this.channel.notify({ type: 'run', revision: this.revision, values: this.values });
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.run();
    } else if (event.key === 'Escape' && this.view?.run.state === 'running') {
      this.channel.notify({ type: 'cancel' });
    }
  }

  /** The first field that has to be mended. */
  private focusFault({ fields }: FormView): void {
    const fault = fields.find(
      ({ problem, cellProblems }) => problem !== undefined || (cellProblems?.length ?? 0) > 0,
    );
    if (fault) this.fields.get(fault.name)?.focus();
  }

  /** The focus came into the page, to nothing in particular: it goes where it was, else to the first field that is to be filled in. */
  private takeFocus(): void {
    if (document.activeElement !== document.body) return;
    this.lastFocused?.focus();
    if (document.activeElement !== document.body) return;
    const fields = this.view?.fields ?? [];
    const first = fields.find(({ isMissing }) => isMissing === true) ?? fields[0];
    if (first) this.fields.get(first.name)?.focus();
  }
}

new OperationPage(document.body).start().catch(() => {
  // The host loads a page of another version anew; there is nothing to show meanwhile.
});
