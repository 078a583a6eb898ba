import { EventEmitter, ProgressLocation, window, type Disposable, type Memento } from 'vscode';
import { execute } from '../commands';
import { localConnectionId, type Connection } from '../connections/connection';
import { shownWhenLong, withCancellableProgress } from '../progress';
import { CancelledError } from '../quickInput';
import { UserError } from '../report';
import { requireTrust, type Trust } from '../trust';
import type { ServiceInfo } from './serviceInfo';
import { ServiceStartError } from './serviceProcess';
import { Supervisor, type ServiceState, type SupervisorOptions } from './supervisor';

export interface LocalServiceOptions extends Omit<SupervisorOptions, 'onState' | 'dataFolder'> {
  /** As the settings say now. */
  readonly dataFolder: () => string;
  readonly trust: Trust;
  /** Of the workspace. */
  readonly memento: Memento;
}

const inUseKey = 'frames.localServiceInUse';

/** The local service as the editor sees it: started with progress, stopped, and known to the tree as a connection. */
export class LocalService implements Disposable {
  private readonly changed = new EventEmitter<ServiceState>();
  readonly onDidChangeState = this.changed.event;
  private readonly supervisor: Supervisor;

  constructor(private readonly options: LocalServiceOptions) {
    this.supervisor = new Supervisor({
      ...options,
      dataFolder: options.dataFolder(),
      onState: (state) => this.changed.fire(state),
    });
  }

  get state(): ServiceState {
    return this.supervisor.state;
  }

  get dataFolder(): string {
    return this.supervisor.dataFolder;
  }

  /** Whether it was started in this workspace and not stopped since: it had ended with the window at most. */
  get isInUse(): boolean {
    return this.options.memento.get(inUseKey, false);
  }

  /** Notices a service that runs already, and those that come later. Needs a trusted workspace. */
  async watch(): Promise<void> {
    requireTrust(this.options.trust);
    await this.supervisor.watch();
  }

  /** The settings may name another folder: a service that runs goes on until it is restarted. */
  async followSettings(): Promise<void> {
    const folder = this.options.dataFolder();
    if (folder === this.dataFolder || !this.options.trust.isTrusted) return;
    const isIdle = this.state.kind === 'stopped' || this.state.kind === 'failed';
    if (isIdle) {
      await this.supervisor.moveTo(folder);
      return;
    }
    const restart = 'Restart Local Service';
    const chosen = await window.showInformationMessage(
      `The local Frames service still keeps its tables in ${this.dataFolder}. Restart it to use ${folder}; no table is moved.`,
      restart,
    );
    if (chosen === restart) await execute('frames.restartLocalService');
  }

  /** Ends the service and starts it again, in the folder that the settings name. @throws UserError; CancelledError */
  async restart(): Promise<ServiceInfo> {
    requireTrust(this.options.trust);
    const folder = this.options.dataFolder();
    if (folder === this.dataFolder) await this.stop();
    else await this.supervisor.moveTo(folder);
    return this.start();
  }

  /** The service, started if need be. @throws UserError saying why it could not be; CancelledError */
  async start(): Promise<ServiceInfo> {
    requireTrust(this.options.trust);
    return withCancellableProgress('Starting the local Frames service', async ({ signal }) => {
      try {
        const info = await this.supervisor.start(signal);
        // Who cancelled is not to find it running in the next window, either.
        signal.throwIfAborted();
        await this.options.memento.update(inUseKey, true);
        return info;
      } catch (error) {
        if (error instanceof ServiceStartError) {
          throw new UserError(error.message, { remedies: ['retry', 'showServiceLog'], cause: error });
        }
        throw error;
      }
    });
  }

  /** Stops the service, also for other windows, if the user wants that. @throws CancelledError */
  async stop(): Promise<void> {
    await this.confirmForOthers();
    await this.options.memento.update(inUseKey, false);
    const progress = { location: ProgressLocation.Notification, title: 'Stopping the local Frames service' };
    await shownWhenLong(progress, this.supervisor.stop());
  }

  private async confirmForOthers(): Promise<void> {
    const others = await this.supervisor.otherUsers();
    if (others === 0 || this.state.kind === 'hanging') return;
    const go = 'Stop for All';
    const who = others === 1 ? 'Another window uses' : `${others} other windows use`;
    const detail = 'What goes on there at this moment fails.';
    const chosen = await window.showWarningMessage(
      `${who} the local Frames service, too.`,
      { modal: true, detail },
      go,
    );
    if (chosen !== go) throw new CancelledError();
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
