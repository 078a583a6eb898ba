import { MarkdownString, StatusBarAlignment, ThemeColor, window, type Disposable } from 'vscode';
import type { CommandId } from '../ids';
import { code } from '../explorer/presentation';
import type { ServiceState } from './supervisor';

/** What the status item says in each state. */
export interface StatusText {
  readonly text: string;
  readonly tooltip: string;
  readonly spoken: string;
  readonly warning: boolean;
}

export function statusText(state: ServiceState, dataFolder: string): StatusText {
  const where = `Data folder: ${code(dataFolder)}`;
  switch (state.kind) {
    case 'stopped':
      return {
        text: '$(server-process) Frames: stopped',
        tooltip: `The local Frames service is not running.\n\n${where}`,
        spoken: 'Frames: the local service is stopped',
        warning: false,
      };
    case 'starting':
      return {
        text: '$(sync~spin) Frames: starting',
        tooltip: `The local Frames service is starting.\n\n${where}`,
        spoken: 'Frames: the local service is starting',
        warning: false,
      };
    case 'running': {
      const { grpc, webapi, version, pid } = state.info;
      return {
        text: '$(server-process) Frames',
        tooltip: [
          `The local Frames service ${version} is running (process ${pid}).`,
          `gRPC: ${code(grpc)}`,
          `Web API: ${code(webapi)}`,
          where,
        ].join('\n\n'),
        spoken: 'Frames: the local service is running',
        warning: false,
      };
    }
    case 'hanging':
      return {
        text: '$(warning) Frames: no answer',
        tooltip: `The local Frames service (process ${state.info.pid}) does not answer. It may be busy; else restart it.\n\n${where}`,
        spoken: 'Frames: the local service does not answer',
        warning: true,
      };
    case 'recovering':
      return {
        text: '$(sync~spin) Frames: restarting',
        tooltip: `The local Frames service has ended and is started again. ${state.reason}\n\n${where}`,
        spoken: 'Frames: the local service has ended and is started again',
        warning: true,
      };
    case 'failed':
      return {
        text: '$(warning) Frames: failed',
        tooltip: `The local Frames service has ended. ${state.reason}\n\n${where}`,
        spoken: 'Frames: the local service has failed',
        warning: true,
      };
  }
}

/** Shows the state of the local service, and opens its actions. It appears with the first service. */
export class StatusItem implements Disposable {
  private readonly item = window.createStatusBarItem('frames.localService', StatusBarAlignment.Left);

  constructor(private readonly dataFolder: () => string) {
    this.item.name = 'Frames Local Service';
    this.item.command = 'frames.showLocalService' satisfies CommandId;
  }

  update(state: ServiceState): void {
    const { text, tooltip, spoken, warning } = statusText(state, this.dataFolder());
    this.item.text = text;
    this.item.tooltip = new MarkdownString(tooltip);
    this.item.accessibilityInformation = { label: spoken, role: 'button' };
    this.item.backgroundColor = warning ? new ThemeColor('statusBarItem.warningBackground') : undefined;
    this.item.show();
  }

  dispose(): void {
    this.item.dispose();
  }
}
