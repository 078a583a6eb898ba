import { FramesError } from '../../wire/errors';

type Call = (...args: unknown[]) => unknown;

/** The same thing, whose calls tell when the other side does not let in who makes them. */
export function noticingRefusals<T extends object>(thing: T, onRefused: () => void): T {
  const notice = (error: unknown): never => {
    const isRefusal =
      error instanceof FramesError && ['unauthenticated', 'permissionDenied'].includes(error.code);
    if (isRefusal) onRefused();
    throw error;
  };
  async function* noticed(items: AsyncIterable<unknown>): AsyncGenerator<unknown, void, undefined> {
    try {
      yield* items;
    } catch (error) {
      notice(error);
    }
  }
  return new Proxy(thing, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]): unknown => {
        const answer = (member as Call).apply(target, args);
        if (answer instanceof Promise) return answer.catch(notice);
        return isAsyncIterable(answer) ? noticed(answer) : answer;
      };
    },
  });
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
