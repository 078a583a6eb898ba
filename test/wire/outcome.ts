import { FramesError } from '../../src/frames';

/** What a call fails with. @throws when it does not fail, or with what is no FramesError */
export async function failureOf(work: Promise<unknown>): Promise<FramesError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof FramesError) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

/** Everything that comes; `into` keeps what came before a failure. */
export async function readAll<T>(items: AsyncIterable<T>, into: T[] = []): Promise<T[]> {
  for await (const item of items) into.push(item);
  return into;
}
