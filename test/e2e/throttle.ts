import { once } from 'node:events';
import net from 'node:net';

export interface Throttle {
  /** host:port in front of the target. */
  readonly address: string;
  close(): Promise<void>;
}

/** Stands between a client and a service, and falls silent on each connection after so many bytes of the service. */
export async function startThrottle({ target, bytes }: { target: string; bytes: number }): Promise<Throttle> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((client) => {
    const [host = '', port = ''] = target.split(':');
    const service = net.connect(Number(port), host);
    let passed = 0;
    client.pipe(service);
    service.on('data', (chunk) => {
      passed += chunk.length;
      client.write(chunk);
      // The service is held up, as by a slow line; its socket stays open.
      if (passed > bytes) service.pause();
    });
    for (const socket of [client, service]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        client.destroy();
        service.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
