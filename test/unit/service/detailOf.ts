import { FramesError } from '../../../src/wire/errors';

/** The words that a call fails with; `no error` when it does not. @throws what is no FramesError */
export async function detailOf(action: Promise<unknown>): Promise<string> {
  try {
    await action;
  } catch (error) {
    if (error instanceof FramesError) return error.detail;
    throw error;
  }
  return 'no error';
}
