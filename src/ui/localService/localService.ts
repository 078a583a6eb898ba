import { EventEmitter, ProgressLocation, window, type Disposable } from 'vscode';
import { toSignal } from '../cancellation';
import { localConnectionId, type Connection } from '../connections/connection';
import { CancelledError } from '../quickInput';
import { UserError } from '../report';
import { requireTrust, type Trust } from '../trust';
import type { ServiceInfo } from './serviceInfo';
import { ServiceStartError } from './serviceProcess';
import { Supervisor, type ServiceState, type SupervisorOptions } from './supervisor';

export interface LocalServiceOptions extends Omit<SupervisorOptions, 'onState'> {
  readonly trust: Trust;
}

/** The local service as the editor sees it: started with progress, stopped, and known to the tree as a connection. */
export class LocalService implements Disposable {
  private readonly changed = new EventEmitter<ServiceState>();
  readonly onDidChangeState = this.changed.event;
  private readonly supervisor: Supervisor;

  constructor(private readonly options: LocalServiceOptions) {
    this.supervisor = new Supervisor({ ...options, onState: (state) => this.changed.fire(state) });
  }

  get state(): ServiceState {
    return this.supervisor.state;
  }

  get dataFolder(): string {
    return this.options.dataFolder;
  }

  /** Notices a service that runs already, and those that come later. Needs a trusted workspace. */
  async watch(): Promise<void> {
    requireTrust(this.options.trust);
    await this.supervisor.watch();
  }

  /** The service, started if need be. @throws UserError saying why it could not be; CancelledError */
  async start(): Promise<ServiceInfo> {
    requireTrust(this.options.trust);
    const progress = {
      location: ProgressLocation.Notification,
      title: 'Starting the local Frames service',
      cancellable: true,
    };
    return window.withProgress(progress, async (_progress, token) => {
      try {
        return await this.supervisor.start(toSignal(token));
      } catch (error) {
        if (token.isCancellationRequested) throw new CancelledError();
        if (error instanceof ServiceStartError) {
          throw new UserError(error.message, { remedies: ['retry', 'showServiceLog'], cause: error });
        }
        throw error;
      }
    });
  }

  async stop(): Promise<void> {
    const progress = { location: ProgressLocation.Notification, title: 'Stopping the local Frames service' };
    await window.withProgress(progress, () => this.supervisor.stop());
  }

  /** A service that this window started ends with it. */
  dispose(): void {
    this.changed.dispose();
    this.supervisor.close().catch((error: unknown) => this.options.log.error(String(error)));
  }
}

/** A running service is an ordinary connection. */
export function localConnection({ grpc, webapi }: ServiceInfo): Connection {
  return { id: localConnectionId, name: 'Local', address: grpc, webApi: webapi };
}
