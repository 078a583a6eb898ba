import { backends, type Backend, type Collection } from '../../frames/collection';
import type { Connection } from '../connections/connection';
import { askChoice, askInOrder, askText, type Step } from '../quickInput';
import { UserError } from '../report';

const title = 'Open Collection';

const details: Readonly<Record<Backend, string>> = {
  nosql: 'a table of items, each under its key',
  tsdb: 'a time-series table',
  stream: 'a stream of records: the newest of all shards',
  csv: 'a CSV file of the service',
};

/** Asks for a collection by name, for connections that cannot list theirs. @throws CancelledError; UserError */
export async function askCollection(
  connections: readonly Connection[],
  given: Connection | undefined,
): Promise<{ readonly connection: Connection; readonly collection: Collection }> {
  const first = given ?? connections[0];
  if (!first) {
    throw new UserError('there is no connection yet. Start the local service, or add a connection.', {
      remedies: ['startLocalService'],
    });
  }
  const draft = { connection: first, backend: backends[0] as Backend, path: '' };
  const steps: Step[] = [];
  if (given === undefined && connections.length > 1) {
    steps.push(async (place) => {
      const choices = connections.map((connection) => ({
        label: connection.name,
        description: connection.address,
        value: connection,
      }));
      const answer = await askChoice({ ...place, title, placeholder: 'Over which connection?', choices });
      if (typeof answer === 'object') draft.connection = answer;
      return answer;
    });
  }
  steps.push(async (place) => {
    const choices = backends.map((backend) => ({ label: backend, detail: details[backend], value: backend }));
    const answer = await askChoice({ ...place, title, placeholder: 'Which kind?', choices });
    if (typeof answer === 'string') draft.backend = answer;
    return answer;
  });
  steps.push(async (place) => {
    const isCsv = draft.backend === 'csv';
    const answer = await askText({
      ...place,
      title,
      prompt: isCsv ? 'Path of the file in the csv folder of the service.' : 'Container and path.',
      placeholder: isCsv ? 'weather.csv' : 'bigdata/examples/weather',
      value: draft.path,
      problem: (text) => pathProblem(text, draft.backend),
    });
    if (typeof answer === 'string') draft.path = answer.replace(/^\/+|\/+$/g, '');
    return answer;
  });
  await askInOrder(steps);
  return { connection: draft.connection, collection: { backend: draft.backend, path: draft.path } };
}

function pathProblem(text: string, backend: Backend): string | undefined {
  const path = text.trim().replace(/^\/+|\/+$/g, '');
  if (path === '') return 'Enter a path.';
  if (path.split('/').includes('..')) return 'A path cannot hold “..”.';
  if (backend !== 'csv' && !path.includes('/')) return 'Write the container first, such as bigdata/weather.';
  return undefined;
}
