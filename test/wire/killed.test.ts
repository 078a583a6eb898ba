import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connect, type FramesClient } from '../../src/frames';
import { killRounds } from '../soak/counts';
import { workloads, type Workload } from '../soak/workloads';
import { Random } from './random';
import { startAndKill, startService, type ServiceProcess } from './serviceProcess';

/** Of each kind of table; half of them over gRPC, half over HTTP. */
const writers = 2;

/** Of one kind of table in one round, how many turns of each writer were acknowledged. */
type Acknowledged = ReadonlyMap<Workload, number[]>;

test(
  'what was acknowledged is there after a kill or a stop, once and whole',
  { timeout: 60_000 + killRounds * 20_000 },
  async () => {
    const random = new Random();
    console.log(`seed of the kills: ${random.seed}`);
    const data = await mkdtemp(join(tmpdir(), 'frames-killed-'));
    const rounds: Acknowledged[] = [];
    let service: ServiceProcess | undefined;
    try {
      for (let round = 0; round < killRounds; round++) {
        // Now and then the next one is killed as well, while it looks at what the last one left.
        if (random.below(2) === 0) await startAndKill(data, random.below(400));
        service = await startService({ data });
        await check(service, rounds, round - 1);
        const ending = random.below(4) === 0 ? 'SIGTERM' : 'SIGKILL';
        rounds.push(await writeUntilEnded(service, { round, ending, wait: random.below(700) }));
      }
      service = await startService({ data });
      for (let round = 0; round < killRounds; round++) await check(service, rounds, round);
      await service.stop();
      console.log(`${sum(rounds)} acknowledged writes survived ${killRounds} kills`);
    } finally {
      // After a failed check it still runs.
      await service?.kill();
      await rm(data, { recursive: true });
    }
  },
);

async function check(service: ServiceProcess, rounds: readonly Acknowledged[], round: number): Promise<void> {
  const client = clientOf(service, round);
  try {
    for (const [workload, turns] of rounds[round] ?? []) {
      await workload.check(client, round, turns).catch((error: unknown) => {
        throw new Error(`${workload.name} after kill ${round}: ${String(error)}`, { cause: error });
      });
    }
  } finally {
    client.close();
  }
}

interface Round {
  readonly round: number;
  readonly ending: 'SIGTERM' | 'SIGKILL';
  /** Milliseconds of writing. */
  readonly wait: number;
}

/** All writers write as fast as they are answered; the service ends some time after each of them has been. */
async function writeUntilEnded(
  service: ServiceProcess,
  { round, ending, wait }: Round,
): Promise<Acknowledged> {
  const clients = Array.from({ length: writers }, (_, writer) => clientOf(service, writer));
  const acknowledged: Acknowledged = new Map(workloads.map((workload) => [workload, clients.map(() => 0)]));
  const [first = clientOf(service, 0)] = clients;
  for (const { prepare } of workloads) await prepare(first, round);
  const writing = [...acknowledged].flatMap(([workload, turns]) =>
    clients.map(async (client, writer) => {
      for (;;) {
        try {
          await workload.write(client, { round, writer, turn: turns[writer] ?? 0 });
        } catch (error) {
          return error;
        }
        turns[writer] = (turns[writer] ?? 0) + 1;
      }
    }),
  );
  const everyoneWasAnswered = () =>
    [...acknowledged.values()].every((turns) => turns.every((turn) => turn > 0));
  await Promise.race([
    expect.poll(everyoneWasAnswered, { timeout: 20_000 }).toBe(true),
    // Nobody may fail before the kill.
    Promise.any(writing).then((error) => Promise.reject(error as Error)),
  ]);
  await new Promise((resolve) => setTimeout(resolve, wait));
  if (ending === 'SIGKILL') await service.kill();
  else await service.stop();
  for (const error of await Promise.all(writing)) {
    expect(error).toMatchObject({
      operation: expect.stringMatching(/write|create|delete|execute/) as string,
      code: expect.stringMatching(/unavailable|cancelled|protocol/) as string,
    });
  }
  for (const client of clients) client.close();
  return acknowledged;
}

function clientOf({ ready }: ServiceProcess, writer: number): FramesClient {
  return connect(writer % 2 === 0 ? ready.grpc : ready.http, { container: 'bigdata' });
}

function sum(rounds: readonly Acknowledged[]): number {
  return rounds.flatMap((round) => [...round.values()].flat()).reduce((total, turns) => total + turns, 0);
}
