import { FramesError } from '../../../wire/errors';
import type { CreateRequest } from '../../../wire/messages';
import type { Storage } from '../../storage/storage';
import { intervalsOf } from './rate';
import { newSchema, printSchema, schemaName, type Schema } from './schema';
import { storedAggregates } from './storedAggregates';
import { tableOf } from './table';

/** Creates a table: its directory and the schema in it (spec/tsdb.md §2). */
export async function createTable(
  storage: Storage,
  request: CreateRequest,
  signal: AbortSignal,
): Promise<void> {
  if (request.rate === '') {
    throw invalid("Must specify 'rate' attribute to specify maximum sample rate, e.g. '1/m'");
  }
  const table = tableOf(request.session, request.table);
  const schema = schemaOf(request);
  await storage.change(async (change) => {
    if ((await change.readObject(table.directory, schemaName)) !== undefined) {
      if (request.ifExists !== 0) return;
      const detail = `A TSDB table already exists at path '${table.shown}'.`;
      throw new FramesError({ code: 'alreadyExists', detail });
    }
    await change.writeObject(table.directory, schemaName, printSchema(schema));
  }, signal);
}

function schemaOf(request: CreateRequest): Schema {
  try {
    const intervals = intervalsOf(request.rate);
    return newSchema(intervals, storedAggregates(request, intervals.partitionHours));
  } catch (error) {
    if (!(error instanceof FramesError)) throw error;
    throw invalid(`failed to create a TSDB schema: ${error.detail}`);
  }
}

function invalid(detail: string): FramesError {
  return new FramesError({ code: 'invalidArgument', detail });
}
