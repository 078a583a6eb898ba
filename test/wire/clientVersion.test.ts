import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { connect, type FramesClient } from '../../src/frames';
import { rows, startFaultServer, until } from './clientFaultServer';

const clean: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const step of clean.splice(0).reverse()) await step();
});

interface Versioned {
  readonly address: string;
  /** How often the version was asked for. */
  readonly asked: () => number;
}

/** Services of a version, which is refused when there is none; all else that they do is to read. */
const services = {
  async grpc(version: string | undefined): Promise<Versioned> {
    let asked = 0;
    const server = await startFaultServer({
      version(_call, answer) {
        asked++;
        if (version === undefined) answer(Object.assign(new Error('no'), { code: 13, details: 'no' }));
        else answer(null, { version });
      },
      read(stream) {
        stream.write(rows(1));
        stream.end();
      },
    });
    clean.push(() => server.stop());
    return { address: server.address, asked: () => asked };
  },
  async http(version: string | undefined): Promise<Versioned> {
    let asked = 0;
    const server = createServer((request, response) => {
      request.resume();
      if (request.url !== '/version') return void response.end();
      asked++;
      if (version === undefined) response.writeHead(500, { 'content-type': 'text/plain' }).end('no');
      else response.end(JSON.stringify({ version }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    clean.push(() => {
      server.closeAllConnections();
      server.close();
    });
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return { address, asked: () => asked };
  },
};

async function read(client: FramesClient): Promise<void> {
  for await (const frame of client.read({ backend: 'csv', table: 't' })) expect(frame.length).toBe(1);
}

describe.each(['grpc', 'http'] as const)('the version of a service over %s', (protocol) => {
  const start = async (version: string | undefined, warnings: string[]) => {
    const service = await services[protocol](version);
    const client = connect(service.address, { onVersionWarning: (warning) => warnings.push(warning) });
    clean.push(() => client.close());
    return { ...service, client };
  };

  it('is told of once when it does not fit', async () => {
    const warnings: string[] = [];
    const { client, asked } = await start('v0.9.1', warnings);
    expect(asked()).toBe(0);
    await client.version();
    await until(() => warnings.length > 0, 'a warning');
    await read(client);
    await client.version();
    expect(warnings).toEqual([expect.stringContaining("Server version '0.9.1' differs")]);
    expect(asked()).toBe(3);
  });

  it('is no matter when it fits, cannot be had, or is not asked for', async () => {
    const warnings: string[] = [];
    const { client, asked } = await start('0.13.7', warnings);
    await client.version();
    await until(() => asked() === 2, 'the question');
    const silent = await start(undefined, warnings);
    await read(silent.client);
    await expect(silent.client.version()).rejects.toMatchObject({ operation: 'version' });
    const indifferent = await services[protocol]('0.9.1');
    const other = connect(indifferent.address);
    await other.version();
    other.close();
    expect(indifferent.asked()).toBe(1);
    expect(warnings).toEqual([]);
  });
});

it('an address that does not fit what listens is not tried again', async () => {
  let requests = 0;
  const server = createServer((_request, response) => {
    requests++;
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  clean.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const client = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  clean.push(() => client.close());
  await expect(client.version()).rejects.toMatchObject({ reason: 'otherService' });
  // The call itself, and the look at what listens there.
  expect(requests).toBe(2);
});
