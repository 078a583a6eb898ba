import { createForm } from './createForm';
import { deleteForm } from './deleteForm';
import { executeForm } from './executeForm';
import { historyForm } from './historyForm';
import type { OperationForm } from './operationForm';
import { readForm } from './readForm';
import { writeForm } from './writeForm';

/** Every operation's form, by its method. */
export const operationForms: Readonly<Record<OperationForm['method'], OperationForm>> = {
  create: createForm,
  write: writeForm,
  read: readForm,
  delete: deleteForm,
  execute: executeForm,
  history: historyForm,
};

export function isMethod(value: unknown): value is OperationForm['method'] {
  return typeof value === 'string' && Object.hasOwn(operationForms, value);
}
