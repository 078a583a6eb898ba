import type { Connection } from '../connections/connection';
import { askChoice, askInOrder, askText, back, type Place, type Step } from '../quickInput';
import { UserError } from '../report';
import type { StreamStart } from './followStream';
import { sequenceProblem, startAtTime, timeProblem } from './streamStart';

/** A stream over a connection. */
export interface StreamPlace {
  readonly connection: Connection;
  /** Container and path. */
  readonly path: string;
  readonly shardCount?: number | undefined;
}

/** Asks which stream, where no menu told. Steps for `askInOrder`; `draft` takes the answers. */
export function streamSteps(
  connections: readonly Connection[],
  draft: { connection: Connection; path: string },
  title: string,
): Step[] {
  const steps: Step[] = [];
  if (connections.length > 1) {
    steps.push(async (place) => {
      const choices = connections.map((connection) => ({
        label: connection.name,
        description: connection.address,
        value: connection,
      }));
      const answer = await askChoice({ ...place, title, placeholder: 'Over which connection?', choices });
      if (answer !== back) draft.connection = answer;
      return answer;
    });
  }
  steps.push(async (place) => {
    const answer = await askText({
      ...place,
      title,
      prompt: 'Container and path of the stream.',
      placeholder: 'bigdata/examples/clicks',
      value: draft.path,
      problem: (text) =>
        /^\/*[^/]+\/+[^/]/.test(text.trim())
          ? undefined
          : 'Write container and path, such as bigdata/clicks.',
    });
    if (answer !== back) draft.path = answer.replace(/^\/+|\/+$/g, '');
    return answer;
  });
  return steps;
}

/** @throws UserError when there is none */
export function firstOf(connections: readonly Connection[]): Connection {
  const [first] = connections;
  if (first) return first;
  throw new UserError('there is no connection yet. Start the local service, or add a connection.', {
    remedies: ['startLocalService'],
  });
}

type Kind = StreamStart['seek'];

const kinds: readonly { readonly value: Kind; readonly label: string; readonly detail: string }[] = [
  { value: 'newest', label: 'Newest', detail: 'the last 1,000 records, and new ones as they come' },
  { value: 'latest', label: 'Latest', detail: 'only what comes from now on' },
  { value: 'earliest', label: 'Earliest', detail: 'all records that are kept, from the first, and new ones' },
  { value: 'time', label: 'Time…', detail: 'what arrived at a time or after it' },
  { value: 'sequence', label: 'Sequence…', detail: 'a record by its number, and those behind it' },
];

/** Records of `newest`. */
export const newestShown = 1000;

export interface StreamChoice {
  readonly start: StreamStart;
  readonly shard?: number | undefined;
  readonly place: StreamPlace;
}

/** Asks where in a stream to begin, and in which shard. @throws CancelledError */
export async function askStream(
  connections: readonly Connection[],
  given: StreamPlace | undefined,
): Promise<StreamChoice> {
  const name = given?.path.slice(given.path.lastIndexOf('/') + 1);
  const title = name === undefined ? 'Open Stream' : `Open Stream ${name}`;
  const target = { connection: given?.connection ?? firstOf(connections), path: given?.path ?? '' };
  const draft: { kind: Kind; start: StreamStart; shard?: number | undefined } = {
    kind: 'newest',
    start: { seek: 'newest', records: newestShown },
  };
  const steps: Step[] = given === undefined ? streamSteps(connections, target, title) : [];
  if (given?.shardCount !== 1) steps.push(shardStep(given?.shardCount, draft, title));
  steps.push(async (place) => {
    const preferred = draft.kind;
    const placeholder = 'From where?';
    const answer = await askChoice<Kind>({ ...place, title, placeholder, choices: kinds, preferred });
    if (answer === back) return back;
    draft.kind = answer;
    const detail = await askDetail(answer, { ...place, title });
    if (detail !== back) draft.start = detail;
    // Back from the detail leads to the question that it belongs to.
    return detail === back ? again : detail;
  });
  await askInOrder(repeating(steps));
  const { start, shard } = draft;
  return { start, shard, place: { ...target, shardCount: given?.shardCount } };
}

const again = Symbol('again');

/** Asks a step anew for as long as it wants to. */
function repeating(steps: readonly Step[]): Step[] {
  return steps.map((step) => async (place) => {
    let answer: unknown;
    do answer = await step(place);
    while (answer === again);
    return answer;
  });
}

async function askDetail(kind: Kind, place: Place): Promise<StreamStart | typeof back> {
  // A question of its own, which can be gone back from.
  const inside = { ...place, step: place.step + 1, total: place.total + 1 };
  switch (kind) {
    case 'earliest':
    case 'latest':
      return { seek: kind };
    case 'newest':
      return { seek: kind, records: newestShown };
    case 'time': {
      const prompt = 'Records that arrived at this time or later; whole seconds.';
      const answer = await askText({
        ...inside,
        prompt,
        value: 'now-1h',
        placeholder: 'now-1h',
        problem: timeProblem,
      });
      return answer === back ? back : startAtTime(answer, BigInt(Date.now()));
    }
    case 'sequence': {
      const prompt = 'Number of the first record to show. Every shard counts for itself, from 1.';
      const answer = await askText({
        ...inside,
        prompt,
        value: '1',
        placeholder: '1',
        problem: sequenceProblem,
      });
      return answer === back ? back : { seek: kind, sequence: BigInt(answer) };
    }
  }
}

const all = -1;
/** Beyond this a list of shards is no help. */
const listedShards = 64;

function shardStep(
  shardCount: number | undefined,
  draft: { shard?: number | undefined },
  title: string,
): Step {
  return async (place) => {
    if (shardCount === undefined || shardCount > listedShards) {
      const answer = await askText({
        ...place,
        title,
        prompt: 'Number of a shard, from 0. Leave it empty for all shards.',
        value: draft.shard === undefined ? '' : String(draft.shard),
        placeholder: 'all shards',
        problem: (text) => shardProblem(text, shardCount),
      });
      if (answer !== back) draft.shard = answer === '' ? undefined : Number(answer);
      return answer;
    }
    const choices = [
      { label: `All ${shardCount} shards`, value: all },
      ...Array.from({ length: shardCount }, (_, shard) => ({ label: `Shard ${shard}`, value: shard })),
    ];
    const preferred = draft.shard ?? all;
    const answer = await askChoice({ ...place, title, placeholder: 'Which shards?', choices, preferred });
    if (answer !== back) draft.shard = answer === all ? undefined : answer;
    return answer;
  };
}

function shardProblem(text: string, shardCount: number | undefined): string | undefined {
  const digits = text.trim();
  if (digits === '') return undefined;
  if (!/^\d{1,4}$/.test(digits)) return 'Enter a whole number from 0, or nothing for all shards.';
  return shardCount !== undefined && Number(digits) >= shardCount
    ? `There are shards 0 to ${shardCount - 1}.`
    : undefined;
}
