/** Raised whenever a message changes its meaning: a page of another version is loaded anew. */
export const formProtocolVersion = 1;

/**
 * `text`: a line; `code`: a line in the editor's font; `area`: several such lines; `choice`: one of several; `checks`: any of
 * several, in the order in which they were chosen; `flag`: yes or no; `rows`: a small table; `file`: a file of the machine.
 */
export type FieldKind = 'text' | 'code' | 'area' | 'choice' | 'checks' | 'flag' | 'rows' | 'file';

/** The type of a column whose cells are typed by hand. */
export type CellType = 'string' | 'integer' | 'float' | 'boolean' | 'time';

export interface TypedColumn {
  readonly name: string;
  readonly dtype: CellType;
}

/** Rows as they are typed: a text for each cell of each row. An empty text is a null; `""` is the empty string. */
export interface TypedRows {
  readonly columns: readonly TypedColumn[];
  readonly cells: readonly (readonly string[])[];
}

/** Text of most kinds; a flag is a boolean, checks are a list, rows are rows. */
export type FormValue = string | boolean | readonly string[] | TypedRows;

export type FormValues = Readonly<Record<string, FormValue>>;

export interface FormChoice {
  readonly value: string;
  readonly label: string;
  readonly detail?: string | undefined;
}

export interface CellProblem {
  /** -1 for the name of the column. */
  readonly row: number;
  readonly column: number;
  readonly message: string;
}

/** One field as it stands. */
export interface FieldView {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly kind: FieldKind;
  /** The heading that it stands under. */
  readonly group: string;
  readonly isRequired: boolean;
  readonly placeholder?: string | undefined;
  /** Of a choice and of checks. */
  readonly choices?: readonly FormChoice[] | undefined;
  /** Whether the host can complete what is typed. */
  readonly hasProposals?: boolean | undefined;
  /** Why nothing can be said here now. */
  readonly disabledWhy?: string | undefined;
  readonly problem?: string | undefined;
  /** The problem is no more than that nothing was said yet. */
  readonly isMissing?: boolean | undefined;
  readonly cellProblems?: readonly CellProblem[] | undefined;
}

export interface FormNote {
  readonly tone: 'info' | 'warning' | 'error';
  readonly text: string;
}

/** What became of the last run. What was typed stays in any case. */
export type FormRun =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly text: string }
  | { readonly state: 'done'; readonly text: string; readonly actions: readonly string[] }
  | {
      readonly state: 'failed';
      readonly text: string;
      /** The service's own words, where the text does not hold them. */
      readonly detail?: string | undefined;
      readonly actions: readonly string[];
    };

/** The whole form as it stands. */
export interface FormView {
  readonly type: 'view';
  /** That of the values that it was made from. */
  readonly revision: number;
  /** The form in the editor's own terms, kept by the page for a window that restores it. */
  readonly form: string;
  readonly title: string;
  readonly intro: string;
  readonly runLabel: string;
  readonly values: FormValues;
  readonly fields: readonly FieldView[];
  readonly notes: readonly FormNote[];
  readonly python: string;
  readonly run: FormRun;
}

/** The answer is the form as it stands. */
export interface FormHelloRequest {
  readonly type: 'hello';
  readonly protocolVersion: number;
}

/** What could stand in a field, given what stands there. */
export interface ProposalsRequest {
  readonly type: 'proposals';
  readonly field: string;
  readonly text: string;
}

export interface FormReplies {
  readonly hello: FormView;
  readonly proposals: readonly string[];
}

export type FormPageNotice =
  | { readonly type: 'change'; readonly revision: number; readonly values: FormValues }
  | { readonly type: 'run'; readonly revision: number; readonly values: FormValues }
  | { readonly type: 'cancel' }
  | { readonly type: 'copyPython' }
  /** Position among the actions of the last run. */
  | { readonly type: 'action'; readonly action: number }
  | { readonly type: 'chooseFile'; readonly field: string };

/** Kept by the page across hiding, and by the editor across windows. */
export interface KeptForm {
  readonly form: string;
  readonly values: FormValues;
}

/** The two ends of the channel. */
export interface FormPage {
  readonly requests: FormHelloRequest | ProposalsRequest;
  readonly replies: FormReplies;
  readonly notices: FormPageNotice;
}

export interface FormHost {
  readonly requests: never;
  readonly replies: Record<string, never>;
  readonly notices: FormView;
}
