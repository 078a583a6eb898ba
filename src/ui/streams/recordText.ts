import type { Execution } from '../../frames/operations';

/** A record to put, as the user wrote it (spec/stream.md §4). */
export interface RecordDraft {
  readonly data: string;
  /** Kept beside the record; empty for none. */
  readonly clientInfo: string;
  /** Records of one key go to one shard; empty for any. */
  readonly partitionKey: string;
}

export const emptyRecord: RecordDraft = { data: '', clientInfo: '', partitionKey: '' };

/** Bytes (spec/stream.md §6). */
const MOST_DATA = 1 << 20;
const MOST_CLIENT_INFO = 16;
const MOST_PARTITION_KEY = 256;

/** What is wrong with the parts of a record, in words for the input box; undefined when it is fine. */
export function dataProblem(text: string): string | undefined {
  if (text === '') return 'Enter JSON, such as {"price": 9.5}, or any text.';
  return tooLong(text, MOST_DATA);
}

export function clientInfoProblem(text: string): string | undefined {
  return tooLong(text, MOST_CLIENT_INFO);
}

export function partitionKeyProblem(text: string): string | undefined {
  return tooLong(text, MOST_PARTITION_KEY);
}

/** What the record will be read as, while it is written. */
export function dataHint(text: string): { readonly text: string; readonly isDoubtful: boolean } {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      const count = Object.keys(value).length;
      return { text: `JSON: ${count} column${count === 1 ? '' : 's'}.`, isDoubtful: false };
    }
  } catch (error) {
    if (/^\s*[{[]/.test(text)) {
      const why = error instanceof Error ? error.message : String(error);
      return { text: `No JSON (${why}): it would be read as text in raw_data.`, isDoubtful: true };
    }
  }
  return { text: 'Text: it is read in the column raw_data.', isDoubtful: false };
}

export function putOf(table: string, { data, clientInfo, partitionKey }: RecordDraft): Execution {
  return {
    backend: 'stream',
    table,
    command: 'put',
    args: {
      data,
      ...(clientInfo !== '' && { client_info: clientInfo }),
      ...(partitionKey !== '' && { partition_key: partitionKey }),
    },
  };
}

function tooLong(text: string, most: number): string | undefined {
  const bytes = new TextEncoder().encode(text).length;
  if (bytes <= most) return undefined;
  return `${bytes.toLocaleString('en-US')} bytes are too many: ${most.toLocaleString('en-US')} at most.`;
}
