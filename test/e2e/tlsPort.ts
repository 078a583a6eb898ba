import { connect, type AddressInfo, type Socket } from 'node:net';
import { createServer } from 'node:tls';
import type { Certificate } from '../wire/certificate';

export interface TlsPort {
  /** `host:port` */
  readonly address: string;
  stop(): Promise<void>;
}

/** A port that speaks gRPC inside TLS, and passes on to a plain one what comes. @param target `host:port` */
export async function tlsPort(target: string, { cert, key }: Certificate): Promise<TlsPort> {
  const [host = '', port = ''] = target.split(':');
  const open = new Set<Socket>();
  const server = createServer({ cert, key, ALPNProtocols: ['h2'] }, (outside) => {
    const inside = connect(Number(port), host);
    outside.pipe(inside).pipe(outside);
    open.add(outside);
    outside.on('error', () => inside.destroy());
    outside.on('close', () => {
      open.delete(outside);
      inside.destroy();
    });
    inside.on('error', () => outside.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: own } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${own}`,
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
