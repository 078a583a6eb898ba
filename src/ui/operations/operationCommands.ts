import { window } from 'vscode';
import { register, type CommandBoundary } from '../commands';
import type { ExplorerNode } from '../explorer/node';
import { formPanelType, type CommandArguments } from '../ids';
import { DisposableStore } from '../lifecycle';
import type { FormPanels } from './formPanels';
import { targetOfNode, type FormTarget } from './formTarget';
import type { OperationForm } from './operationForm';

export interface OperationCommandsOptions extends CommandBoundary {
  /** Loaded when the first form is opened. */
  readonly forms: () => Promise<Pick<FormPanels, 'open' | 'restore'>>;
}

const methods = ['create', 'write', 'read', 'delete', 'execute', 'history'] as const;

/** The six operations, each as a form; and the forms that a window had when it was closed. */
export function registerOperationCommands(options: OperationCommandsOptions): DisposableStore {
  const registered = new DisposableStore();
  for (const method of methods) {
    registered.add(
      register(
        `frames.${method}`,
        {
          run: async (...[target]: CommandArguments[`frames.${typeof method}`]) => {
            const forms = await options.forms();
            forms.open(method, target && targetOf(target, method));
          },
          situation: () => ({ intent: `open the form of ${method}` }),
        },
        options,
      ),
    );
  }
  registered.add(
    window.registerWebviewPanelSerializer(formPanelType, {
      deserializeWebviewPanel: async (restored, state) => (await options.forms()).restore(restored, state),
    }),
  );
  return registered;
}

function targetOf(target: ExplorerNode | FormTarget, method: OperationForm['method']): FormTarget {
  return 'kind' in target ? targetOfNode(target, method) : target;
}
