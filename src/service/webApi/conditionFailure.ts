import { WebApiError } from './webApiError';

/**
 * A condition that is false (spec/webapi.md §4). Clients tell it from other failures by looking for numbers in the text, and
 * they count how often `ErrorCode` stands there: those that write tables of items expect it once, those that write time
 * series twice. The latter are known by what their conditions ask about.
 */
export function conditionFailed(condition: string): WebApiError {
  const isOfSeries = /exists\(_enc\)|__mtime_secs\s*==/.test(condition);
  const message = isOfSeries
    ? 'Failed to update the item { ErrorCode: -16777245, ErrorMessage: The condition is false }'
    : 'The condition is false';
  return new WebApiError(400, -16777244, message);
}

/** `CreateNewItemOnly` for an item that exists; clients expect two codes here as well. */
export function itemExists(): WebApiError {
  const message = 'Failed to create the item { ErrorCode: -17, ErrorMessage: The item exists already }';
  return new WebApiError(400, -369098809, message);
}
