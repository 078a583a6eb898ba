import { ServerCredentials } from '@grpc/grpc-js';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, FramesError, type ConnectionReason, type TrustOptions } from '../../src/frames';
import { certificateOf, type Certificate } from './certificate';
import { startFaultServer } from './clientFaultServer';

const hosts = ['localhost', '127.0.0.1'];
const past = [new Date('2020-01-01'), new Date('2020-02-01')] as const;
const authority = certificateOf({ name: 'an authority' });
const good = certificateOf({ name: 'good', hosts, issuer: authority });
const certificates = {
  good,
  expired: certificateOf({ name: 'expired', hosts, issuer: authority, validity: past }),
  two: certificateOf({ name: 'two', hosts: ['a.example.org', '10.0.0.1'], issuer: authority }),
  many: certificateOf({
    name: 'many',
    hosts: ['a1', 'a2', 'a3', 'a4', '10.0.0.1', 'a5', '10.0.0.2'],
    issuer: authority,
  }),
  elsewhere: certificateOf({ name: 'elsewhere', hosts: ['frames.example.org'], issuer: authority }),
};

const ca = authority.cert;
const clean: (() => Promise<void> | void)[] = [];
/** Ports of 127.0.0.1, by what speaks there. */
const ports: Record<string, number> = {};

beforeAll(async () => {
  ports.grpc = await grpcPort(ServerCredentials.createInsecure());
  ports.http = await listen(createHttpServer(answerVersion));
  for (const [name, certificate] of Object.entries(certificates)) {
    ports[`grpcs ${name}`] = await grpcPort(serverCredentials(certificate));
    ports[`https ${name}`] = await listen(createHttpsServer(certificate, answerVersion));
  }
  ports.rude = await listen(createServer((socket) => socket.destroy()));
  ports.ssh = await listen(createServer((socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n')));
  ports.goHttps = await listen(createHttpServer(answerLikeGo));
});

afterAll(async () => {
  for (const step of clean.reverse()) await step();
});

describe('a client inside TLS', () => {
  it.each<[string, string, TrustOptions]>([
    ['grpcs', 'grpcs good', { ca }],
    ['https', 'https good', { ca }],
    ['grpcs', 'grpcs good', { ca: Buffer.from(ca) }],
    ['https', 'https good', { ca: Buffer.from(`Some words before.\n${good.cert}${ca}`) }],
    ['grpcs', 'grpcs elsewhere', { ca, servername: 'frames.example.org' }],
    ['https', 'https elsewhere', { ca, servername: 'frames.example.org' }],
  ])('%s to %s is answered', async (scheme, port, trust) => {
    expect(await versionOf(`${scheme}://127.0.0.1:${ports[port]}`, trust)).toBe('1.2.3');
    if (trust.servername === undefined) {
      expect(await versionOf(`${scheme}://localhost:${ports[port]}`, trust)).toBe('1.2.3');
    }
  });

  it.each<[string, string, ConnectionReason]>([
    ['grpcs', 'grpcs expired', 'certificateExpired'],
    ['https', 'https expired', 'certificateExpired'],
    ['grpcs', 'grpcs elsewhere', 'certificateName'],
    ['https', 'https elsewhere', 'certificateName'],
  ])('%s to %s fails: %s', async (scheme, port, reason) => {
    expect(await failureOf(`${scheme}://127.0.0.1:${ports[port]}`, { ca })).toMatchObject({ reason });
  });

  it.each([
    ['grpcs', '127.0.0.1', 'elsewhere', 'is for frames.example.org: use that name'],
    ['https', '127.0.0.1', 'elsewhere', 'is for frames.example.org: use that name'],
    ['grpcs', 'localhost', 'elsewhere', 'is for frames.example.org: use that name'],
    ['https', 'localhost', 'elsewhere', 'is for frames.example.org: use that name'],
    ['grpcs', 'localhost', 'many', 'is for a1, a2, a3, a4, 10.0.0.1 and 2 more: use one of these names'],
    ['https', '127.0.0.1', 'two', 'is for a.example.org and 10.0.0.1: use one of these names'],
  ])('%s to %s names whom the certificate is for: %s', async (scheme, host, port, words) => {
    const failure = await failureOf(`${scheme}://${host}:${ports[`${scheme} ${port}`]}`, { ca });
    expect(failure.detail).toContain(words);
  });

  it.each<[string, string, string, TrustOptions]>([
    ['grpcs', 'grpcs good', 'unless told', {}],
    ['https', 'https good', 'unless told', {}],
    [
      'grpcs',
      'grpcs good',
      'but somebody of that name',
      { ca: certificateOf({ name: 'an authority' }).cert },
    ],
    ['https', 'https good', 'but another', { ca: certificateOf({ name: 'another' }).cert }],
  ])('%s to %s does not trust the issuer %s', async (scheme, port, _whom, trust) => {
    const failure = await failureOf(`${scheme}://127.0.0.1:${ports[port]}`, trust);
    expect(failure).toMatchObject({ code: 'unavailable', reason: 'certificateUntrusted' });
    expect(failure.detail).toContain('is not trusted');
  });

  it('is made with certificates that can be read, and not for a plain address', () => {
    expect(() => connect('grpcs://h', { ca: 'rubbish' })).toThrow('no certificate in PEM form');
    expect(() => connect('https://h', { ca: `${ca.slice(0, 200)}\n-----END CERTIFICATE-----` })).toThrow(
      'PEM',
    );
    for (const plain of ['h:8081', 'http://h']) {
      expect(() => connect(plain, { ca })).toThrow('needs an address that begins with grpcs:// or https://');
      expect(() => connect(plain, { servername: 'h' })).toThrow(FramesError);
    }
  });
});

describe('an address that does not fit what listens', () => {
  it.each<[string, string, ConnectionReason, string]>([
    ['grpc', 'http', 'grpcOnHttpPort', 'use an http address'],
    ['grpcs', 'https good', 'grpcOnHttpPort', 'use an http address'],
    ['http', 'grpc', 'httpOnGrpcPort', 'use a grpc address'],
    ['https', 'grpcs good', 'httpOnGrpcPort', 'use a grpc address'],
    ['grpc', 'grpcs good', 'tlsServer', 'expects TLS'],
    ['grpc', 'https good', 'tlsServer', 'expects TLS'],
    ['http', 'https good', 'tlsServer', 'expects TLS'],
    ['http', 'grpcs good', 'tlsServer', 'expects TLS'],
    ['http', 'goHttps', 'tlsServer', 'expects TLS'],
    ['grpcs', 'grpc', 'plainServer', 'does not speak TLS'],
    ['grpcs', 'http', 'plainServer', 'does not speak TLS'],
    ['https', 'http', 'plainServer', 'does not speak TLS'],
    ['https', 'grpc', 'plainServer', 'does not speak TLS'],
    ['grpc', 'rude', 'closed', 'closes the connection'],
    ['grpcs', 'rude', 'closed', 'closes the connection'],
    ['https', 'rude', 'closed', 'closes the connection'],
    ['grpc', 'ssh', 'otherService', 'not as a Frames service'],
    ['http', 'ssh', 'otherService', 'not as a Frames service'],
  ])('%s to %s is %s', async (scheme, port, reason, words) => {
    const trust = scheme.endsWith('s') ? { ca } : {};
    const address = `127.0.0.1:${ports[port]}`;
    const start = performance.now();
    const failure = await failureOf(`${scheme}://${address}`, trust);
    expect(failure).toMatchObject({ code: 'unavailable', reason, operation: 'version' });
    expect(failure.detail).toContain(address);
    expect(failure.detail).toContain(words);
    expect(performance.now() - start).toBeLessThan(reason === 'closed' ? 4000 : 2500);
  });

  it('is no riddle to a read and a write either', async () => {
    const client = connect(`127.0.0.1:${ports['grpcs good']}`);
    const table = { backend: 'csv', table: 't' } as const;
    await expect(client.read(table).next()).rejects.toMatchObject({ reason: 'tlsServer', operation: 'read' });
    await expect(client.write(table, [])).rejects.toMatchObject({ reason: 'tlsServer', operation: 'write' });
    client.close();
  });

  it.each(['grpcs', 'https'])(
    '%s waits no longer than it was told for a port that says nothing',
    async (scheme) => {
      const silent = await listen(createServer());
      const client = connect(`${scheme}://127.0.0.1:${silent}`, { ca, connectTimeout: 200 });
      await expect(client.read({ backend: 'csv', table: 't' }).next()).rejects.toMatchObject({
        reason: 'timeout',
      });
      client.close();
    },
  );
});

async function versionOf(address: string, trust: TrustOptions): Promise<string> {
  const client = connect(address, trust);
  try {
    return await client.version();
  } finally {
    client.close();
  }
}

async function failureOf(address: string, trust: TrustOptions): Promise<FramesError> {
  try {
    await versionOf(address, trust);
  } catch (error) {
    if (error instanceof FramesError) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

function serverCredentials({ key, cert }: Certificate): ServerCredentials {
  return ServerCredentials.createSsl(null, [
    { private_key: Buffer.from(key), cert_chain: Buffer.from(cert) },
  ]);
}

async function grpcPort(credentials: ServerCredentials): Promise<number> {
  const server = await startFaultServer(
    { version: (_call, answer) => answer(null, { version: '1.2.3' }) },
    '127.0.0.1:0',
    credentials,
  );
  clean.push(() => server.stop());
  return Number(server.address.split(':')[1]);
}

const answerVersion: RequestListener = (request, response) => {
  request.resume().on('end', () => {
    if (request.url !== '/version') return void response.writeHead(404).end();
    response.setHeader('content-type', 'application/json');
    response.end('{"version":"1.2.3"}');
  });
};

/** As a TLS server of Go answers a plain request. */
const answerLikeGo: RequestListener = (_request, response) => {
  response.writeHead(400).end('Client sent an HTTP request to an HTTPS server.\n');
};

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  clean.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
