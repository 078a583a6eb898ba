import { Channel, type ChannelParts, type Port, type Speech } from '../../src/protocol/channel';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The editor around the page. It hands out its interface once. */
export class Host<State> {
  private readonly api = acquireVsCodeApi();

  /** What was kept the last time this page was shown. */
  recall(): State | undefined {
    return (this.api.getState() ?? undefined) as State | undefined;
  }

  /** Kept while the page is not there: it is thrown away whenever its tab is hidden. */
  keep(state: State): void {
    this.api.setState(state);
  }

  channel<Ours extends Speech, Theirs extends Speech>(
    parts: Omit<ChannelParts<Theirs>, 'port'>,
  ): Channel<Ours, Theirs> {
    const port: Port = {
      post: (message) => this.api.postMessage(message),
      listen: (listener) => {
        const onMessage = ({ data }: MessageEvent): void => listener(data);
        window.addEventListener('message', onMessage);
        return () => window.removeEventListener('message', onMessage);
      },
    };
    return new Channel<Ours, Theirs>({ ...parts, port });
  }
}
