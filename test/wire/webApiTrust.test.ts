import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { webApiSource } from '../../src/frames';
import { certificateOf } from './certificate';

const clean: (() => void)[] = [];
const authority = certificateOf({ name: 'an authority' });
const { key, cert } = certificateOf({ name: 'good', hosts: ['127.0.0.1'], issuer: authority });
const credentials = { token: 'the key' };

afterEach(() => {
  for (const step of clean.splice(0)) step();
});

/** Lists one container to whoever has the key. */
const listing: RequestListener = (request, response) => {
  const isKnown = request.headers['x-v3io-session-key'] === credentials.token;
  response.writeHead(isKnown ? 200 : 401);
  response.end(
    isKnown
      ? '<ListAllMyBucketsResult><Buckets><Bucket><Name>c</Name><Id>1</Id></Bucket></Buckets></ListAllMyBucketsResult>'
      : '{"ErrorMessage":"no key"}',
  );
};

it('is listed inside TLS with an authority of its own, and not without', async () => {
  const url = `https://127.0.0.1:${await listen(createTlsServer({ key, cert }, listing))}`;
  const trust = { ca: authority.cert };
  expect(await webApiSource(url, credentials, trust).containers({})).toEqual(['c']);
  await expect(webApiSource(url, {}, trust).containers({})).rejects.toMatchObject({
    code: 'unauthenticated',
    detail: 'no key',
  });
  await expect(webApiSource(url, credentials).containers({})).rejects.toMatchObject({
    code: 'unavailable',
    reason: 'certificateUntrusted',
  });
  const abort = AbortSignal.abort(new Error('enough'));
  await expect(webApiSource(url, credentials, trust).containers({ signal: abort })).rejects.toMatchObject({
    code: 'cancelled',
  });
});

it.each([{}, { ca: authority.cert }])(
  'takes the key nowhere else when it is sent there, with %o',
  async (trust) => {
    const seen: unknown[] = [];
    const other = await listen(
      createServer((request, response) => {
        seen.push(request.headers);
        response.end();
      }),
    );
    const redirect: RequestListener = (_request, response) =>
      response.writeHead(307, { location: `http://localhost:${other}/?token=x` }).end();
    const isTls = 'ca' in trust;
    const port = await listen(isTls ? createTlsServer({ key, cert }, redirect) : createServer(redirect));
    const source = webApiSource(`${isTls ? 'https' : 'http'}://127.0.0.1:${port}`, credentials, trust);
    await expect(source.containers({})).rejects.toMatchObject({
      code: 'unavailable',
      reason: 'otherService',
      detail: `127.0.0.1:${port} sends to http://localhost:${other}: use that as the address of the web API, if it is meant`,
    });
    expect(seen).toEqual([]);
  },
);

async function listen(server: Server & { closeAllConnections?(): void }): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  clean.push(() => {
    server.closeAllConnections?.();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
