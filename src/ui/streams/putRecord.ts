import type { CollectionChanges } from '../collections/collectionChanges';
import type { Connection } from '../connections/connection';
import type { LiveConnections } from '../connections/liveConnections';
import { withCancellableProgress } from '../progress';
import { askInOrder, askText, back, type Step } from '../quickInput';
import {
  clientInfoProblem,
  dataHint,
  dataProblem,
  emptyRecord,
  partitionKeyProblem,
  putOf,
  type RecordDraft,
} from './recordText';
import { firstOf, streamSteps, type StreamPlace } from './streamSteps';

export interface RecordPutterOptions {
  readonly live: LiveConnections;
  readonly changes: CollectionChanges;
}

/** Asks for a record and puts it. What was typed comes back in the questions after a failure. */
export class RecordPutter {
  private readonly drafts = new Map<string, RecordDraft>();

  constructor(private readonly options: RecordPutterOptions) {}

  /** @returns the stream that has it now @throws CancelledError; FramesError */
  async run(connections: readonly Connection[], given: StreamPlace | undefined): Promise<StreamPlace> {
    const title = given === undefined ? 'Put Record' : `Put Record into ${given.path}`;
    const target = { connection: given?.connection ?? firstOf(connections), path: given?.path ?? '' };
    const key = (): string => `${target.connection.id} ${target.path}`;
    const draft = { ...(this.drafts.get(key()) ?? emptyRecord) };
    const keep = (): void => {
      this.drafts.set(key(), { ...draft });
    };
    const ask =
      (
        part: keyof RecordDraft,
        question: Pick<Parameters<typeof askText>[0], 'prompt' | 'placeholder' | 'problem' | 'hint'>,
      ): Step =>
      async (place) => {
        const onType = (text: string): void => {
          draft[part] = text;
          keep();
        };
        const answer = await askText({ ...place, ...question, title, value: draft[part], onType });
        if (answer !== back) onType(answer);
        return answer;
      };
    await askInOrder([
      ...(given === undefined ? streamSteps(connections, target, title) : []),
      ask('data', {
        prompt: 'JSON, whose keys become columns, or any text.',
        placeholder: '{"user": "ada", "price": 9.5}',
        problem: dataProblem,
        hint: dataHint,
      }),
      ask('partitionKey', {
        prompt: 'Partition key: records of one key go to one shard. Leave it empty for any shard.',
        placeholder: 'no partition key',
        problem: partitionKeyProblem,
      }),
      ask('clientInfo', {
        prompt: 'Client info kept beside the record, 16 bytes at most. Leave it empty for none.',
        placeholder: 'no client info',
        problem: clientInfoProblem,
      }),
    ]);
    await this.put(target, draft);
    this.drafts.delete(key());
    return { ...target, shardCount: given?.shardCount };
  }

  private async put({ connection, path }: StreamPlace, draft: RecordDraft): Promise<void> {
    const { live, changes } = this.options;
    await withCancellableProgress(`Putting a record into ${path}`, async ({ signal }) => {
      const { client } = await live.get(connection.id);
      try {
        await client.execute(putOf(path, draft), { signal });
      } finally {
        const collection = { backend: 'stream', path } as const;
        changes.announce({ connectionId: connection.id, collection, kind: 'written' });
      }
    });
  }
}
