import { backends, type Backend } from '../../frames/collection';
import { countProblem } from '../../frames/problems';
import type {
  CellProblem,
  FieldKind,
  FormChoice,
  FormValue,
  FormValues,
  TypedRows,
} from '../../protocol/form';
import { namesIn } from './names';

/** What a form knows besides what was typed. */
export interface FormContext {
  readonly connections: readonly FormConnection[];
  /** Of the CSV text or file of a write. */
  readonly csv?: CsvState | undefined;
}

export interface FormConnection {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly readOnly?: boolean | undefined;
}

export interface CsvStateColumn {
  readonly name: string;
  readonly dtype: string;
  /** Of a string column most of whose cells have another type: `text because of line 4: “n/a”`. */
  readonly whyText?: string;
}

/** What reading a CSV text or file once has found. */
export type CsvState =
  | { readonly state: 'reading' }
  | { readonly state: 'failed'; readonly problem: string }
  | {
      readonly state: 'read';
      readonly rows: number;
      /** By the names that they get in the collection. */
      readonly columns: readonly CsvStateColumn[];
      readonly delimiter: string;
    };

/** One field of a form. All that depends on other fields is a function of the values, so that nothing is kept in step by hand. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly kind: FieldKind;
  readonly group: string;
  readonly placeholder?: string;
  readonly initial?: FormValue;
  readonly choices?:
    readonly FormChoice[] | ((values: FormValues, context: FormContext) => readonly FormChoice[]);
  readonly hasProposals?: boolean;
  /** The field is there only for these; for all unless given. */
  readonly backends?: readonly Backend[];
  readonly isShown?: (values: FormValues) => boolean;
  readonly isRequired?: boolean | ((values: FormValues) => boolean);
  /** Why nothing can be said here as long as the other fields stand as they do; its value then counts as empty. */
  readonly disabledWhy?: (values: FormValues) => string | undefined;
  /** What is wrong with a text that is not empty; for other kinds it is called with an empty one. */
  readonly problem?: (text: string, values: FormValues, context: FormContext) => string | undefined;
  /** What is wrong inside rows. */
  readonly cellProblems?: (rows: TypedRows, values: FormValues) => readonly CellProblem[];
}

export function textOf(values: FormValues, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value.trim() : '';
}

/** Undefined for an empty text. */
export function optionalText(values: FormValues, name: string): string | undefined {
  const text = textOf(values, name);
  return text === '' ? undefined : text;
}

export function flagOf(values: FormValues, name: string): boolean {
  return values[name] === true;
}

export function checksOf(values: FormValues, name: string): readonly string[] {
  const value = values[name];
  return Array.isArray(value) ? (value as readonly string[]) : [];
}

/** Undefined for an empty list. */
export function namesOf(values: FormValues, name: string): readonly string[] | undefined {
  const names = namesIn(textOf(values, name));
  return names.length === 0 ? undefined : names;
}

/** Undefined for what is no whole number. */
export function wholeOf(values: FormValues, name: string): number | undefined {
  const text = textOf(values, name);
  return text !== '' && countProblem(text, 0) === undefined ? Number(text) : undefined;
}

export function rowsOf(values: FormValues, name: string): TypedRows {
  const value = values[name];
  return typeof value === 'object' && 'columns' in value ? value : { columns: [], cells: [] };
}

export function backendOf(values: FormValues): Backend | undefined {
  const text = textOf(values, 'backend');
  return backends.find((backend) => backend === text);
}

/** The path of a collection as calls name it: without slashes at its ends. */
export function tableOf(values: FormValues): string {
  return textOf(values, 'table').replace(/^\/+|\/+$/g, '');
}
