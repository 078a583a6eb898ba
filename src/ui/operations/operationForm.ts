import type { Backend } from '../../frames/collection';
import type { FieldView, FormChoice, FormNote, FormValue, FormValues } from '../../protocol/form';
import type { Call } from '../calls/call';
import { backendOf, textOf, type Field, type FormContext } from './field';
import { placeFields } from './placeFields';

/** A form that describes itself: what can be said in it, and the call that it comes to. */
export interface OperationForm {
  readonly method: Call['method'];
  /** As the command is called. */
  readonly title: string;
  readonly intro: string;
  /** Those that know the operation, the most likely one first; undefined where none has to be chosen. */
  readonly backends: readonly Backend[] | undefined;
  /** Besides connection, backend and path. */
  readonly fields: readonly Field[];
  /** Whether it changes a collection, which a read-only connection refuses. */
  readonly changes: boolean;
  runLabel(values: FormValues): string;
  /** The call of what was typed. Never throws: what cannot be read is left out. Undefined before a backend is chosen. */
  toCall(values: FormValues, context: FormContext): Call | undefined;
  notes?(values: FormValues, context: FormContext): readonly FormNote[];
  /** Why it cannot run, however it is filled in. */
  refusal?(values: FormValues): string | undefined;
}

/** All fields, those of the place first. */
export function fieldsOf(form: OperationForm): readonly Field[] {
  return [...placeFields(form), ...form.fields];
}

/** What stands in a form that was opened anew. */
export function initialValues(form: OperationForm, given: FormValues = {}): FormValues {
  const values: Record<string, FormValue> = {};
  for (const field of fieldsOf(form)) values[field.name] = given[field.name] ?? initialOf(field);
  return values;
}

function initialOf({ kind, initial }: Field): FormValue {
  if (initial !== undefined) return initial;
  switch (kind) {
    case 'flag':
      return false;
    case 'checks':
      return [];
    case 'rows':
      return { columns: [], cells: [] };
    default:
      return '';
  }
}

/** The fields that take part, each as it stands. */
export function viewFields(
  form: OperationForm,
  values: FormValues,
  context: FormContext,
): readonly FieldView[] {
  const heeded = heededValues(form, values);
  return shownFields(form, values).map((field) => viewOf(field, { values, heeded, context }));
}

/** The values that count: what is not shown, or disabled, is not there. */
export function heededValues(form: OperationForm, values: FormValues): FormValues {
  const shown = shownFields(form, values).filter((field) => field.disabledWhy?.(values) === undefined);
  return Object.fromEntries(shown.map(({ name }) => [name, values[name] ?? '']));
}

/** The names of the fields that have to be mended before the form can run, in order. */
export function faultyFields(fields: readonly FieldView[]): readonly string[] {
  return fields
    .filter(({ problem, cellProblems }) => problem !== undefined || (cellProblems?.length ?? 0) > 0)
    .map(({ name }) => name);
}

function shownFields(form: OperationForm, values: FormValues): readonly Field[] {
  const backend = backendOf(values);
  return fieldsOf(form).filter(
    ({ backends, isShown }) =>
      (backends === undefined || (backend !== undefined && backends.includes(backend))) &&
      (isShown?.(values) ?? true),
  );
}

interface Standing {
  readonly values: FormValues;
  readonly heeded: FormValues;
  readonly context: FormContext;
}

function viewOf(field: Field, { values, heeded, context }: Standing): FieldView {
  const { name, label, help, kind, group, placeholder, hasProposals } = field;
  const isRequired =
    typeof field.isRequired === 'function' ? field.isRequired(heeded) : (field.isRequired ?? false);
  const choices = choicesOf(field, heeded, context);
  const disabledWhy = field.disabledWhy?.(values);
  const base = {
    name,
    label,
    help,
    kind,
    group,
    isRequired,
    placeholder,
    choices,
    hasProposals,
    disabledWhy,
  };
  if (disabledWhy !== undefined) return base;
  const value = values[name];
  if (kind === 'rows') {
    const rows = typeof value === 'object' && 'columns' in value ? value : { columns: [], cells: [] };
    const cellProblems = field.cellProblems?.(rows, heeded) ?? [];
    return { ...base, cellProblems, problem: field.problem?.('', heeded, context) };
  }
  const text = textOf(values, name);
  const isEmpty =
    kind === 'checks' ? !Array.isArray(value) || value.length === 0 : kind !== 'flag' && text === '';
  if (isEmpty && isRequired) {
    return { ...base, problem: missing(kind), isMissing: true };
  }
  if (kind === 'choice' && !isEmpty && choices?.every((choice) => choice.value !== text) === true) {
    return { ...base, problem: 'Choose one of the list.' };
  }
  if (isEmpty && kind !== 'checks') return base;
  return { ...base, problem: field.problem?.(text, heeded, context) };
}

function choicesOf(
  { choices }: Field,
  values: FormValues,
  context: FormContext,
): readonly FormChoice[] | undefined {
  return typeof choices === 'function' ? choices(values, context) : choices;
}

function missing(kind: FieldView['kind']): string {
  if (kind === 'choice') return 'Choose one.';
  if (kind === 'checks') return 'Choose at least one.';
  return kind === 'file' ? 'Choose a file.' : 'Fill this in.';
}
