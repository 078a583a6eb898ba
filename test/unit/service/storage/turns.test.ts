import { expect, it } from 'vitest';
import { Turns } from '../../../../src/service/storage/turns';

it('long work in small steps lets others have their turn, and takes each step once', async () => {
  let others = 0;
  const timer = setInterval(() => others++, 1);
  const steps: number[] = [];
  await new Turns().each(3000, (index) => {
    steps.push(index);
    if (index % 100 === 0) for (const end = performance.now() + 2; performance.now() < end;);
  });
  clearInterval(timer);
  expect(steps).toEqual(Array.from({ length: 3000 }, (_, index) => index));
  expect(others).toBeGreaterThan(0);
});
