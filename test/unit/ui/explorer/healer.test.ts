import { expect, it, vi } from 'vitest';
import { Healer } from '../../../../src/ui/explorer/healer';

const lab = { id: 'lab', name: 'Lab', address: 'framesd:8081' };

interface Rig {
  pings: number;
  isUp: boolean;
  isWatched: boolean;
  readonly back: string[];
  readonly healer: Healer;
}

function rig(): Rig {
  const made: Rig = {
    pings: 0,
    isUp: false,
    isWatched: true,
    back: [],
    healer: new Healer({
      ping: () => {
        made.pings++;
        return made.isUp ? Promise.resolve() : Promise.reject(new Error('refused'));
      },
      onBack: (id) => made.back.push(id),
      isWatched: () => made.isWatched,
      firstDelay: 5,
    }),
  };
  return made;
}

it('asks a service that went away until it is back', async () => {
  const made = rig();
  made.healer.update(lab, 'notConnected');
  await vi.waitFor(() => expect(made.pings).toBeGreaterThan(2));
  expect(made.back).toEqual([]);
  made.isUp = true;
  await vi.waitFor(() => expect(made.back).toEqual(['lab']));
  const { pings } = made;
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(made.pings).toBe(pings);
});

it.each(['connected', 'unknown', 'refused'] as const)('asks nothing more when it is %s', async (status) => {
  const made = rig();
  made.healer.update(lab, 'notConnected');
  made.healer.update(lab, status);
  await new Promise((resolve) => setTimeout(resolve, 40));
  expect([made.pings, made.back]).toEqual([0, []]);
});

it('asks nothing while nobody looks', async () => {
  const made = rig();
  made.isWatched = false;
  made.healer.update(lab, 'notConnected');
  await new Promise((resolve) => setTimeout(resolve, 40));
  expect(made.pings).toBe(0);
  made.isWatched = true;
  await vi.waitFor(() => expect(made.pings).toBeGreaterThan(0));
  made.healer.dispose();
});
