import { FramesError } from '../../wire/errors';
import type { Storage } from '../storage/storage';
import type { Backend } from './backend';
import { deleteTable } from './nosql/delete';
import { inferTableSchema } from './nosql/infer';
import { openRead } from './nosql/read';
import { updateItem } from './nosql/update';
import { openWrite } from './nosql/write';

export interface NosqlOptions {
  /** `infer` looks at one item more than this many (spec/kv.md §9.1). */
  readonly maxRecordsInferSchema?: number;
}

/** Tables of items with attributes: the kind `kv`, which clients also call `nosql` (spec/kv.md). */
export function nosqlBackend(storage: Storage, { maxRecordsInferSchema = 10 }: NosqlOptions = {}): Backend {
  return {
    read: (request, signal) => openRead(storage, request, signal),
    write: (request, signal) => openWrite(storage, request, signal),
    delete: (request, signal) => deleteTable(storage, request, signal),
    create() {
      return Promise.reject(
        unsupported("'create' isn't required for the NoSQL backend; the table is created on first write"),
      );
    },
    async exec(request, signal) {
      const command = request.command.trim().toLowerCase();
      switch (command) {
        case 'infer':
        case 'infer_schema':
        case 'inferschema': // What the Python client's documentation calls it.
          await inferTableSchema(storage, request, signal, { sample: maxRecordsInferSchema + 1 });
          return undefined;
        case 'update':
          await updateItem(storage, request, signal);
          return undefined;
        default:
          throw unsupported(`NoSQL backend doesn't support execute command '${command}'`);
      }
    },
  };
}

function unsupported(detail: string): FramesError {
  return new FramesError({ code: 'unsupported', detail });
}
