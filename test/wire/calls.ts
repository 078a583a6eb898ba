import { Int64Column, StringColumn } from '../../src/data/column';
import { allColumns, frameOf, type Frame } from '../../src/data/frame';
import * as messages from '../../src/wire/messages';
import { methods } from '../../src/wire/methods';
import type { RawClient } from './rawClient';

export const session: messages.SessionMessage = { ...messages.emptySession, container: 'bigdata' };

/** The rows of a table as text, one array a row, in the order in which they came. @throws ServiceError */
export async function readRows(
  client: RawClient,
  request: Partial<messages.ReadRequest> & { backend: string; table: string },
): Promise<string[][]> {
  const message = methods.read.encodeRequest({ ...messages.emptyReadRequest, session, ...request });
  const result = await client.serverStream('Read', message);
  if (result.error) throw result.error;
  return result.messages.flatMap((bytes) => rowsOf(methods.read.decodeResponse(bytes)));
}

function rowsOf(frame: Frame): string[][] {
  return Array.from({ length: frame.length }, (_, row) =>
    allColumns(frame).map((column) => String(column.at(row))),
  );
}

/** @throws ServiceError */
export async function writeFrames(
  client: RawClient,
  request: Partial<messages.InitialWriteRequest> & { backend: string; table: string },
  ...frames: Frame[]
): Promise<messages.WriteResponse> {
  return methods.write.decodeResponse(await client.clientStream('Write', writeMessages(request, ...frames)));
}

export function writeMessages(
  request: Partial<messages.InitialWriteRequest> & { backend: string; table: string },
  ...frames: Frame[]
): Buffer[] {
  return [
    methods.write.encodeRequest({
      kind: 'request',
      request: { ...messages.emptyInitialWriteRequest, session, ...request },
    }),
    ...frames.map((frame) => methods.write.encodeRequest({ kind: 'frame', frame })),
  ];
}

/** A frame of one column of integers and one of strings; with an index of strings in front where keys are given. */
export function twoColumns(
  numbers: readonly bigint[],
  texts: readonly string[],
  keys?: readonly string[],
): Frame {
  return frameOf({
    indices: keys ? [new StringColumn('key', keys)] : [],
    columns: [
      new Int64Column('number', 'integer', BigInt64Array.from(numbers)),
      new StringColumn('text', texts),
    ],
  });
}
