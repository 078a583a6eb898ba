import { ServerCredentials } from '@grpc/grpc-js';
import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as library from '../../src/frames';
import type { Credentials } from '../../src/frames';
import type { Check, CheckName, CheckState, Fix, TestReport } from '../../src/ui/connections/checklist';
import type { Connection } from '../../src/ui/connections/connection';
import type { TestParts } from '../../src/ui/connections/connectionProbes';
import { testConnection } from '../../src/ui/connections/connectionTest';
import { certificateOf } from './certificate';
import { startFaultServer } from './clientFaultServer';
import { startService, type ServiceProcess } from './serviceProcess';

const key = 'the-key-of-the-test';
const authority = certificateOf({ name: 'an authority' });
const past = [new Date('2020-01-01'), new Date('2020-02-01')] as const;
const clean: (() => Promise<void> | void)[] = [];
let service: ServiceProcess;
let guarded: ServiceProcess;
let folder: string;
const ports: Record<string, number> = {};

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'frames-test-'));
  clean.push(() => rm(folder, { recursive: true }));
  const keyFile = path.join(folder, 'key');
  await writeFile(keyFile, key);
  service = await startService();
  clean.push(() => service.stop());
  guarded = await startService({ args: ['--access-key-file', keyFile] });
  clean.push(() => guarded.stop());
  ports.tls = await tlsPort(certificateOf({ name: 'good', hosts: ['127.0.0.1'], issuer: authority }));
  ports.expired = await tlsPort(
    certificateOf({ name: 'old', hosts: ['127.0.0.1'], issuer: authority, validity: past }),
  );
  ports.web = await listen(createHttpServer((_request, response) => response.end('<html>hello</html>')));
  ports.silent = await listen(createServer());
  ports.closed = await listen(createServer());
  await clean.pop()?.();
});

afterAll(async () => {
  for (const step of clean.reverse()) await step();
});

const web = (at: ServiceProcess): string => at.ready.webapi;

it('says of a good connection that all is well, step by step and with times', async () => {
  const reports: TestReport[] = [];
  for await (const report of start({ address: service.ready.grpc, webApi: web(service) }))
    reports.push(report);
  const last = reports.at(-1);
  expect(last?.isDone).toBe(true);
  expect(states(last)).toEqual({
    resolve: 'ok',
    connect: 'ok',
    protocol: 'ok',
    version: 'ok',
    credentials: 'ok',
    data: 'ok',
  });
  for (const { millis, detail } of last?.checks ?? []) {
    expect(millis).toBeGreaterThanOrEqual(0);
    expect(detail).toMatch(/\.$/);
  }
  expect(last?.fixes).toEqual([]);
  expect(detailOf(last, 'data')).toContain('bigdata');
  // Every check was seen running before it was done.
  for (const name of ['resolve', 'connect', 'protocol', 'credentials', 'data'] as const) {
    expect(reports.some((report) => states(report)[name] === 'running')).toBe(true);
  }
});

it('works over HTTP too, and warns where nothing can be listed', async () => {
  const report = await last({ address: service.ready.http });
  expect(states(report)).toMatchObject({ protocol: 'ok', credentials: 'ok', data: 'warning' });
  expect(report.fixes.map(({ label }) => label)).toEqual(['Enter Web API…']);
});

it('warns of another version', async () => {
  const report = await last({ address: service.ready.grpc }, { clientVersion: '9.9.9' });
  expect(states(report)).toMatchObject({ version: 'warning', credentials: 'ok' });
});

describe('a usual mistake is named, and its fix works', () => {
  it('an HTTP port, addressed in gRPC', async () => {
    const address = service.ready.http.replace('http://', '');
    const report = await last({ address });
    expect(states(report)).toMatchObject({ connect: 'ok', protocol: 'failed', version: 'skipped' });
    expect(detailOf(report, 'protocol')).toContain('answers in HTTP, not in gRPC');
    expect(await fixed(report, `Use http://${address}`)).toMatchObject({ protocol: 'ok', credentials: 'ok' });
  });

  it('a gRPC port, addressed in HTTP', async () => {
    const address = service.ready.grpc;
    const report = await last({ address: `http://${address}` });
    expect(detailOf(report, 'protocol')).toContain('speaks gRPC, not HTTP');
    expect(await fixed(report, `Use grpc://${address}`)).toMatchObject({ protocol: 'ok', credentials: 'ok' });
  });

  it.each(['grpcs', 'https'])('a plain port, addressed in TLS as %s', async (scheme) => {
    const address = service.ready.grpc;
    const report = await last({ address: `${scheme}://${address}` });
    expect(detailOf(report, 'protocol')).toContain('does not speak TLS');
    expect(await fixed(report, `Use grpc://${address}`)).toMatchObject({ protocol: 'ok' });
  });

  it('a TLS port, addressed without', async () => {
    const report = await last({ address: `grpc://127.0.0.1:${ports.tls}` });
    expect(detailOf(report, 'protocol')).toContain('expects TLS');
    expect(report.fixes[0]?.label).toBe(`Use grpcs://127.0.0.1:${ports.tls}`);
    const trusting = { serviceTrust: () => Promise.resolve({ ca: authority.cert }) };
    expect(await fixed(report, `Use grpcs://127.0.0.1:${ports.tls}`, trusting)).toMatchObject({
      protocol: 'ok',
    });
  });

  it('a certificate of somebody unknown, and one that has expired', async () => {
    const unknown = await last({ address: `grpcs://127.0.0.1:${ports.tls}` });
    expect(detailOf(unknown, 'protocol')).toContain('is not trusted');
    expect(unknown.fixes[0]).toMatchObject({ kind: 'ask', property: 'ca' });
    const expired = await last(
      { address: `grpcs://127.0.0.1:${ports.expired}` },
      {
        serviceTrust: () => Promise.resolve({ ca: authority.cert }),
        local: { address: service.ready.grpc, webApi: web(service) },
      },
    );
    expect(detailOf(expired, 'protocol')).toContain('has expired');
    // Whatever answers unencrypted on this machine is no cure.
    expect(expired.fixes.map(({ label }) => label)).toEqual(['Edit Address…']);
  });

  it('a closed port, while the local service runs elsewhere', async () => {
    const local = { address: service.ready.grpc, webApi: web(service) };
    const report = await last({ address: `127.0.0.1:${ports.closed}` }, { local });
    expect(states(report)).toMatchObject({ resolve: 'ok', connect: 'failed', protocol: 'skipped' });
    expect(detailOf(report, 'connect')).toContain('connection refused');
    expect(await fixed(report, `Use grpc://${service.ready.grpc}`)).toMatchObject({ credentials: 'ok' });
  });

  it('a host that nobody knows', async () => {
    const report = await last({ address: 'no-such-host.invalid:8081' });
    expect(states(report)).toMatchObject({ resolve: 'failed', connect: 'skipped' });
    expect(detailOf(report, 'resolve')).toContain('cannot be resolved');
    expect(report.fixes).toContainEqual({ kind: 'ask', label: 'Edit Address…', property: 'address' });
  });

  it('something that is no Frames service', async () => {
    const report = await last({ address: `http://127.0.0.1:${ports.web}` });
    expect(states(report)).toMatchObject({ protocol: 'failed' });
    expect(report.fixes.map(({ label }) => label)).toContain('Edit Address…');
  });

  it.each(['grpc', 'http'])('a port that takes the connection and says nothing, over %s', async (scheme) => {
    const started = performance.now();
    const report = await last({ address: `${scheme}://127.0.0.1:${ports.silent}` }, { patience: 300 });
    expect(detailOf(report, 'protocol')).toMatch(/says nothing/);
    expect(performance.now() - started).toBeLessThan(4000);
  });

  it('a key that is missing, and one that is refused', async () => {
    const connection = { address: guarded.ready.grpc, webApi: web(guarded) };
    const missing = await last(connection);
    expect(states(missing)).toMatchObject({ version: 'ok', credentials: 'failed', data: 'failed' });
    expect(detailOf(missing, 'credentials')).toContain('none are kept');
    const refused = await last(connection, signedIn('another-key'));
    expect(detailOf(refused, 'credentials')).toMatch(
      /refuses the access key: it is wrong, expired or revoked/,
    );
    expect(JSON.stringify([missing, refused])).not.toContain('another-key');
    expect(refused.fixes.filter(({ kind }) => kind === 'ask')).toEqual([
      { kind: 'ask', label: 'Enter Credentials…', property: 'credentials' },
    ]);
    const good = await last(connection, signedIn(key));
    expect(states(good)).toMatchObject({ credentials: 'ok', data: 'ok' });
    expect(JSON.stringify(good)).not.toContain(key);
  });

  it('a container that is not there', async () => {
    const report = await last({ address: service.ready.grpc, webApi: web(service), container: 'bigdatta' });
    expect(states(report)).toMatchObject({ credentials: 'ok', data: 'failed' });
    expect(detailOf(report, 'data')).toMatch(/no container bigdatta.*bigdata/);
    const [fix] = report.fixes;
    expect(fix).toMatchObject({ kind: 'chooseContainer' });
    expect(fix?.kind === 'chooseContainer' && fix.names).toContain('bigdata');
  });

  it('a web API that is none, is plain, or is gone', async () => {
    const address = service.ready.grpc;
    const none = await last({ address, webApi: `http://127.0.0.1:${ports.web}` });
    expect(states(none)).toMatchObject({ credentials: 'ok', data: 'failed' });
    const plain = await last({ address, webApi: web(service).replace('http:', 'https:') });
    expect(await fixed(plain, `Use ${web(service)}`)).toMatchObject({ data: 'ok' });
    const local = { address, webApi: web(service) };
    const gone = await last({ address, webApi: `http://127.0.0.1:${ports.closed}` }, { local });
    expect(await fixed(gone, `Use ${web(service)}`)).toMatchObject({ data: 'ok' });
  });
});

it('ends at once when it is cancelled, also over a port that says nothing', async () => {
  const abort = new AbortController();
  const reports = testConnection(
    { id: '1', name: 'Lab', address: `127.0.0.1:${ports.silent}` },
    partsOf({}),
    { signal: abort.signal },
  );
  const reason = new Error('enough');
  await expect(async () => {
    for await (const report of reports) {
      if (states(report).protocol !== 'running') continue;
      setTimeout(() => abort.abort(reason), 50);
    }
  }).rejects.toBe(reason);
});

function partsOf(parts: Partial<TestParts>): TestParts {
  return {
    library,
    credentials: () => Promise.resolve({}),
    serviceTrust: () => Promise.resolve({}),
    trust: () => Promise.resolve({}),
    local: undefined,
    clientVersion: '0.13.0',
    patience: 3000,
    ...parts,
  };
}

function signedIn(token: string): { readonly credentials: () => Promise<Credentials> } {
  return { credentials: () => Promise.resolve({ token }) };
}

function start(
  connection: Omit<Connection, 'id' | 'name'>,
  parts: Partial<TestParts> = {},
): AsyncGenerator<TestReport, void, undefined> {
  const { signal } = new AbortController();
  return testConnection({ id: '1', name: 'Lab', ...connection }, partsOf(parts), { signal });
}

async function last(
  connection: Omit<Connection, 'id' | 'name'>,
  parts: Partial<TestParts> = {},
): Promise<TestReport> {
  let report: TestReport | undefined;
  for await (report of start(connection, parts));
  if (report === undefined) throw new Error('There was no report.');
  return report;
}

/** The states after a fix was taken. */
async function fixed(
  { fixes }: TestReport,
  label: string,
  parts: Partial<TestParts> = {},
): Promise<Record<CheckName, CheckState>> {
  expect(fixes.map((fix) => fix.label)).toContain(label);
  const fix = fixes.find((offered): offered is Extract<Fix, { kind: 'change' }> => offered.label === label);
  if (fix === undefined) throw new Error('It is not offered.');
  return states(await last(fix.connection, parts));
}

function states(report: TestReport | undefined): Record<CheckName, CheckState> {
  return Object.fromEntries((report?.checks ?? []).map(({ name, state }) => [name, state])) as Record<
    CheckName,
    CheckState
  >;
}

function detailOf(report: TestReport | undefined, name: CheckName): string {
  return report?.checks.find((check: Check) => check.name === name)?.detail ?? '';
}

async function tlsPort({
  key: privateKey,
  cert,
}: {
  readonly key: string;
  readonly cert: string;
}): Promise<number> {
  const pair = { private_key: Buffer.from(privateKey), cert_chain: Buffer.from(cert) };
  const server = await startFaultServer(
    { version: (_call, answer) => answer(null, { version: '0.13.0' }) },
    '127.0.0.1:0',
    ServerCredentials.createSsl(null, [pair]),
  );
  clean.push(() => server.stop());
  return Number(server.address.split(':')[1]);
}

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  clean.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}
