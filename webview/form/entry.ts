import type { FieldView, FormValue } from '../../src/protocol/form';

/** What a field is entered with. */
export interface Entry {
  readonly element: HTMLElement;
  /** Takes the keyboard, and is described by help and problem. */
  readonly target: HTMLElement;
  read(): FormValue;
  /** Shows a value that comes from the host. */
  write(value: FormValue): void;
  update?(view: FieldView): void;
  focus(): void;
}

export interface EntryOptions {
  readonly id: string;
  readonly onInput: () => void;
  readonly onChooseFile: () => void;
  /** What could stand in the field. */
  readonly proposals: (text: string) => Promise<readonly string[]>;
}
