import type { FieldView, FormValue } from '../../src/protocol/form';
import { button } from '../shared/controls';
import { element, setAttribute } from '../shared/dom';
import type { Entry, EntryOptions } from './entry';
import { RowsEditor } from './rowsEditor';

/*
 * Native elements, styled as the toolkit's: in those the input stands in a shadow root, where neither a label, nor a
 * message, nor a list of proposals of this document reaches it.
 */

export function entryFor(view: FieldView, options: EntryOptions): Entry {
  switch (view.kind) {
    case 'text':
    case 'code':
      return lineEntry(view, options);
    case 'area':
      return areaEntry(options);
    case 'choice':
      return choiceEntry(options);
    case 'checks':
      return checksEntry(view, options);
    case 'flag':
      return flagEntry(view, options);
    case 'file':
      return fileEntry(options);
    case 'rows':
      return new RowsEditor(options);
  }
}

function textOf(value: FormValue): string {
  return typeof value === 'string' ? value : '';
}

function lineEntry({ kind, hasProposals }: FieldView, { id, onInput, proposals }: EntryOptions): Entry {
  const input = element('input', {
    class: kind === 'code' ? 'line code' : 'line',
    attributes: { type: 'text', id, autocomplete: 'off', spellcheck: 'false' },
  });
  input.addEventListener('input', onInput);
  const made = element('div', { class: 'entry' }, input);
  if (hasProposals === true) made.append(proposalsFor(input, proposals));
  return {
    element: made,
    target: input,
    read: () => input.value,
    write: (value) => {
      if (input.value !== textOf(value)) input.value = textOf(value);
    },
    update: ({ placeholder, disabledWhy }) => {
      input.placeholder = placeholder ?? '';
      input.disabled = disabledWhy !== undefined;
    },
    focus: () => input.focus(),
  };
}

/** Asks for what could stand there once nothing has been typed for a moment. */
const PAUSE_MS = 120;

function proposalsFor(input: HTMLInputElement, proposals: EntryOptions['proposals']): HTMLElement {
  const list = element('datalist', { attributes: { id: `${input.id}-proposals` } });
  input.setAttribute('list', list.id);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  const ask = (): void => {
    const number = ++asked;
    proposals(input.value).then(
      (found) => {
        if (number !== asked) return;
        list.replaceChildren(...found.map((path) => element('option', { attributes: { value: path } })));
      },
      () => undefined,
    );
  };
  input.addEventListener('focus', ask);
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MS);
  });
  return list;
}

function areaEntry({ id, onInput }: EntryOptions): Entry {
  const area = element('textarea', {
    class: 'code',
    attributes: { id, rows: '5', spellcheck: 'false', wrap: 'off' },
  });
  area.addEventListener('input', onInput);
  return {
    element: element('div', { class: 'entry' }, area),
    target: area,
    read: () => area.value,
    write: (value) => {
      if (area.value !== textOf(value)) area.value = textOf(value);
    },
    update: ({ placeholder, disabledWhy }) => {
      area.placeholder = placeholder ?? '';
      area.disabled = disabledWhy !== undefined;
    },
    focus: () => area.focus(),
  };
}

function choiceEntry({ id, onInput }: EntryOptions): Entry {
  const select = element('select', { attributes: { id } });
  select.addEventListener('change', onInput);
  let shown = '';
  let wanted = '';
  return {
    element: element('div', { class: 'entry' }, select),
    target: select,
    read: () => select.value,
    write: (value) => {
      wanted = textOf(value);
      select.value = wanted;
    },
    update: ({ choices = [], disabledWhy, isRequired }) => {
      select.disabled = disabledWhy !== undefined;
      const key = JSON.stringify(choices);
      if (key === shown) return;
      shown = key;
      const options = choices.map(({ value, label, detail }) =>
        element('option', {
          text: detail === undefined ? label : `${label} — ${detail}`,
          attributes: { value },
        }),
      );
      const none = isRequired && !choices.some(({ value }) => value === wanted);
      const prompt = element('option', { text: 'Choose…', attributes: { value: '' } });
      select.replaceChildren(...(none ? [prompt, ...options] : options));
      select.value = wanted;
    },
    focus: () => select.focus(),
  };
}

function flagEntry({ label }: FieldView, { id, onInput }: EntryOptions): Entry {
  const box = element('input', { attributes: { type: 'checkbox', id } });
  box.addEventListener('change', onInput);
  const made = element('label', { class: 'entry flag' }, box, element('span', { text: label }));
  return {
    element: made,
    target: box,
    read: () => box.checked,
    write: (value) => {
      box.checked = value === true;
    },
    update: ({ disabledWhy }) => {
      box.disabled = disabledWhy !== undefined;
    },
    focus: () => box.focus(),
  };
}

/** Keeps the order in which the boxes were checked. */
function checksEntry({ label }: FieldView, { id, onInput }: EntryOptions): Entry {
  const group = element('div', {
    class: 'entry checks',
    role: 'group',
    attributes: { id, 'aria-label': label },
  });
  let chosen: readonly string[] = [];
  let shown = '';
  const boxes = (): HTMLInputElement[] => [...group.querySelectorAll('input')];
  const mark = (): void => {
    for (const box of boxes()) box.checked = chosen.includes(box.value);
  };
  return {
    element: group,
    target: group,
    read: () => chosen,
    write: (value) => {
      chosen = Array.isArray(value) ? (value as readonly string[]) : [];
      mark();
    },
    update: ({ choices = [] }) => {
      const key = JSON.stringify(choices);
      if (key !== shown) {
        shown = key;
        group.replaceChildren(
          ...(choices.length === 0 ? [element('span', { class: 'none', text: 'No columns yet.' })] : []),
          ...choices.map(({ value, label: name, detail }) => {
            const box = element('input', { attributes: { type: 'checkbox', value } });
            box.addEventListener('change', () => {
              chosen = box.checked ? [...chosen, value] : chosen.filter((other) => other !== value);
              onInput();
            });
            const text = detail === undefined ? name : `${name} (${detail})`;
            return element('label', { class: 'flag' }, box, element('span', { text }));
          }),
        );
      }
      mark();
    },
    focus: () => boxes()[0]?.focus(),
  };
}

function fileEntry({ id, onChooseFile }: EntryOptions): Entry {
  let uri = '';
  const name = element('span', { class: 'file-name', text: 'None chosen' });
  const choose = button({ label: 'Choose File…', look: 'secondary', onClick: onChooseFile });
  choose.id = id;
  return {
    element: element('div', { class: 'entry file' }, choose, name),
    target: choose,
    read: () => uri,
    write: (value) => {
      uri = textOf(value);
      name.textContent = uri === '' ? 'None chosen' : decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
      setAttribute(name, 'title', uri === '' ? undefined : decodeURIComponent(uri));
    },
    focus: () => choose.focus(),
  };
}
