import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Transport } from '../../../src/frames';
import { transportTo } from '../../../src/frames/client';
import { build } from '../../../src/service/app';
import { silentLog } from '../../../src/service/log';
import { startService } from '../serviceProcess';
import { memoryTransport } from './memoryTransport';

/** A service that the contract is held against. */
export interface OpenService {
  readonly connect: () => Transport;
  readonly close: () => Promise<void>;
}

export interface ContractService {
  readonly name: string;
  readonly open: () => Promise<OpenService>;
}

/** The service without sockets, in this process. */
const memory: ContractService = {
  name: 'memory',
  async open() {
    const data = await mkdtemp(join(tmpdir(), 'frames-contract-'));
    const app = await build({ data, version: '0.0.0', log: silentLog });
    return {
      connect: () => memoryTransport(app.handlers),
      async close() {
        await app.close();
        await rm(data, { recursive: true });
      },
    };
  },
};

function local(protocol: 'grpc' | 'http'): ContractService {
  return {
    name: protocol,
    async open() {
      const service = await startService();
      return {
        connect: () => transportTo(service.ready[protocol]),
        close: () => service.stop(),
      };
    },
  };
}

/** Some service elsewhere; its tables of this run begin with a name of their own. */
function remote(address: string): ContractService {
  return {
    name: address,
    open: () => Promise.resolve({ connect: () => transportTo(address), close: () => Promise.resolve() }),
  };
}

/** The local service three ways; with `FRAMES_CONTRACT_ADDRESS` the service there in their place. */
export function contractServices(): readonly ContractService[] {
  const address = process.env.FRAMES_CONTRACT_ADDRESS ?? '';
  return address === '' ? [memory, local('grpc'), local('http')] : [remote(address)];
}
