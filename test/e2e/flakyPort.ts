import net, { type AddressInfo } from 'node:net';

/** A way to a service that can be made to hang, or to lead to another one, while connections are open. */
export interface FlakyPort {
  /** `host:port` */
  readonly address: string;
  /** Where it leads at first. */
  readonly target: string;
  /** Takes bytes and connections, and hands nothing on. */
  hang(): void;
  /** Hands on again what was held back. */
  resume(): void;
  /** Breaks what is open; new connections lead there. */
  leadTo(target: string): void;
  stop(): Promise<void>;
}

export async function flakyPort(target: string): Promise<FlakyPort> {
  let to = target;
  let hangs = false;
  const pairs = new Set<readonly [net.Socket, net.Socket]>();
  const server = net.createServer((near) => {
    const [host, port] = to.split(':');
    const far = net.connect(Number(port), host);
    const pair = [near, far] as const;
    pairs.add(pair);
    const end = (): void => {
      near.destroy();
      far.destroy();
      pairs.delete(pair);
    };
    for (const socket of pair) socket.on('error', end).on('close', end);
    near.pipe(far);
    far.pipe(near);
    if (hangs) for (const socket of pair) socket.pause();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const breakAll = (): void => {
    for (const [near] of pairs) near.destroy();
  };
  return {
    target,
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    hang() {
      hangs = true;
      for (const socket of [...pairs].flat()) socket.pause();
    },
    resume() {
      hangs = false;
      for (const socket of [...pairs].flat()) socket.resume();
    },
    leadTo(other) {
      to = other;
      breakAll();
    },
    async stop() {
      breakAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
