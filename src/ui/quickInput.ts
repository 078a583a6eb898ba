import {
  InputBoxValidationSeverity,
  QuickInputButtons,
  window,
  type Disposable,
  type InputBox,
  type QuickPick,
  type QuickPickItem,
} from 'vscode';
import { FramesError } from '../wire/errors';
import { UserError } from './report';
import { untilAborted } from './untilAborted';

/** The user closed a dialogue. It passes through the command boundary without a word. */
export class CancelledError extends Error {
  override readonly name = 'AbortError';
  constructor() {
    super('Cancelled');
  }
}

export const back = Symbol('back');

/** Where a question stands in a row of several. */
export interface Place {
  readonly title: string;
  /** From 1. */
  readonly step: number;
  readonly total: number;
}

export interface TextQuestion extends Place {
  readonly prompt: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly password?: boolean;
  /** Whether spaces at both ends belong to the answer. */
  readonly keepsSpaces?: boolean;
  /** Called as the user types: what is wrong with the text, or undefined. */
  readonly problem: (text: string) => string | undefined;
  /** What the text means, where there is no problem with it; something doubtful is no obstacle. */
  readonly hint?: ((text: string) => { readonly text: string; readonly isDoubtful: boolean }) | undefined;
  /** Gets the text with every key, so that nothing is lost when the question goes away. */
  readonly onType?: (text: string) => void;
  /** Of what is asked for: its end closes the question. */
  readonly signal?: AbortSignal;
}

/** Asks for a text until there is no problem with it. @throws CancelledError; the signal's reason */
export async function askText(question: TextQuestion): Promise<string | typeof back> {
  question.signal?.throwIfAborted();
  const input = window.createInputBox();
  input.prompt = question.prompt;
  input.value = question.value;
  input.placeholder = question.placeholder;
  input.password = question.password ?? false;
  // What stands there at first is not scolded before the first key.
  const validate = (): string | undefined => {
    const problem = question.problem(input.value);
    const hint = question.hint?.(input.value);
    input.validationMessage =
      problem ??
      (hint && {
        message: hint.text,
        severity: hint.isDoubtful ? InputBoxValidationSeverity.Warning : InputBoxValidationSeverity.Info,
      });
    return problem;
  };
  return ask(input, question, (resolve) => [
    input.onDidChangeValue((text) => {
      question.onType?.(text);
      validate();
    }),
    input.onDidAccept(() => {
      if (validate() === undefined) resolve(question.keepsSpaces === true ? input.value : input.value.trim());
    }),
  ]);
}

export interface Choice<T> extends QuickPickItem {
  readonly value: T;
  /** Why it cannot be chosen; said when it is. */
  readonly problem?: string;
}

export interface ChoiceQuestion<T> extends Place {
  readonly placeholder: string;
  readonly choices: readonly Choice<T>[];
  /** The one that is highlighted at first. */
  readonly preferred?: T | undefined;
}

/** Asks to choose one. @throws CancelledError */
export async function askChoice<T>(question: ChoiceQuestion<T>): Promise<T | typeof back> {
  const input = window.createQuickPick<Choice<T>>();
  input.placeholder = question.placeholder;
  input.items = question.choices;
  input.matchOnDescription = true;
  const preferred = question.choices.find(({ value }) => value === question.preferred);
  if (preferred) input.activeItems = [preferred];
  return ask<T>(input, question, (resolve) => [
    input.onDidAccept(() => {
      const [chosen] = input.activeItems;
      if (chosen?.problem !== undefined) input.placeholder = chosen.problem;
      else if (chosen) resolve(chosen.value);
    }),
  ]);
}

/**
 * Waits for work between two questions, in the place of the questions; Escape cancels it at once.
 * @throws CancelledError; UserError when a connection was closed under the work; what the work throws
 */
export async function waitFor<T>(
  { title, step, total }: Place,
  message: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  const input = window.createQuickPick();
  input.title = title;
  input.step = step;
  input.totalSteps = total;
  input.placeholder = message;
  input.busy = true;
  input.ignoreFocusOut = true;
  input.onDidHide(() => abort.abort(new CancelledError()));
  input.show();
  try {
    return await untilAborted(work(abort.signal), abort.signal);
  } catch (error) {
    // Nobody here has cancelled it, so that the user has to be told.
    if (!(error instanceof FramesError) || error.code !== 'cancelled') throw error;
    const why = 'The connection was closed, as it was changed or removed.';
    throw new UserError(why, { remedies: ['retry'], cause: error });
  } finally {
    input.dispose();
  }
}

/** One question of several; it keeps the answer itself. Resolves to `back` to return to the one before. */
export type Step = (place: { readonly step: number; readonly total: number }) => Promise<unknown>;

/** Asks one after the other; Back returns to the one before. @throws CancelledError */
export async function askInOrder(steps: readonly Step[]): Promise<void> {
  for (let i = 0; i < steps.length;) {
    const answer = await steps[i]?.({ step: i + 1, total: steps.length });
    i += answer === back ? -1 : 1;
  }
}

function ask<T>(
  input: InputBox | QuickPick<Choice<T>>,
  { title, step, total, signal }: Place & { readonly signal?: AbortSignal },
  listen: (resolve: (value: T) => void) => readonly Disposable[],
): Promise<T | typeof back> {
  input.title = title;
  input.step = total > 1 ? step : undefined;
  input.totalSteps = total > 1 ? total : undefined;
  input.ignoreFocusOut = true;
  if (step > 1) input.buttons = [QuickInputButtons.Back];
  return new Promise<T | typeof back>((resolve, reject) => {
    const stop = (): void => {
      reject(signal?.reason as Error);
      input.dispose();
    };
    signal?.addEventListener('abort', stop);
    const listeners = [
      ...listen((value) => {
        resolve(value);
        input.dispose();
      }),
      input.onDidTriggerButton(() => {
        resolve(back);
        input.dispose();
      }),
      input.onDidHide(() => {
        reject(new CancelledError());
        for (const listener of listeners) listener.dispose();
        signal?.removeEventListener('abort', stop);
        input.dispose();
      }),
    ];
    input.show();
  });
}
