import { afterAll, beforeAll, describe, test } from 'vitest';
import { FramesClient, Session } from '../../src/frames';
import { callCases } from './contract/calls';
import type { ContractCase } from './contract/contractCase';
import { csvCases } from './contract/csv';
import { historyCases } from './contract/history';
import { kvCases } from './contract/kv';
import { saveModeCases } from './contract/saveModes';
import { contractServices, type OpenService } from './contract/services';
import { streamCases } from './contract/stream';
import { tsdbCases } from './contract/tsdb';

const groups: Readonly<Record<string, readonly ContractCase[]>> = {
  nosql: kvCases,
  'save modes': saveModeCases,
  csv: csvCases,
  stream: streamCases,
  tsdb: tsdbCases,
  calls: callCases,
  history: historyCases,
};

const run = Date.now().toString(36);

describe.each(contractServices())('the contract over $name', ({ open }) => {
  let service: OpenService;
  let tables = 0;

  beforeAll(async () => {
    service = await open();
  });
  afterAll(() => service.close());

  describe.each(Object.entries(groups))('%s', (_group, cases) => {
    test.each(cases)('$name', async (contract) => {
      const transport = service.connect();
      const client = new FramesClient(transport, new Session({ container: 'bigdata' }));
      try {
        await contract.run({ client, transport, table: `contract-${run}/t${++tables}` });
      } finally {
        client.close();
      }
    });
  });
});
