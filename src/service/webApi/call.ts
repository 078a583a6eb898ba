import type { DirectoryPath, Storage } from '../storage/storage';
import type { Reply } from './reply';
import type { FunctionBody } from './requestBody';
import { placeOf, segments, type Place } from './target';
import { invalid } from './webApiError';

/** One call of a function of the web API. */
export interface FunctionCall {
  readonly storage: Storage;
  /** What the URL names. */
  readonly path: DirectoryPath;
  /** The URL ends with a slash: the last name may stand in the body. */
  readonly isDirectory: boolean;
  readonly body: FunctionBody;
  readonly signal: AbortSignal;
}

export type WebFunction = (call: FunctionCall) => Promise<Reply>;

/** The item that a call is about: the last name of the URL, or `Key` of the body (spec/webapi.md §1). */
export function itemOf({ path, isDirectory, body }: FunctionCall): Place {
  const key = isDirectory ? body.text('Key') : undefined;
  const place = key === undefined ? placeOf(path) : { directory: path, name: nameIn('Key', key) };
  if (place.name === '') throw invalid('The path names no item');
  return place;
}

/** The directory that a call is about: the URL, and below it what the body names. Tables may have several names. */
export function directoryOf({ path, body }: FunctionCall, member: 'TableName' | 'StreamName'): DirectoryPath {
  const below = segments(body.text(member) ?? '');
  if (member === 'StreamName' && below.length > 1) throw invalid(`${member} must not contain a slash`);
  const names = path.path === '' ? below : [path.path, ...below];
  return { container: path.container, path: names.join('/') };
}

function nameIn(member: string, text: string): string {
  const [name, ...more] = segments(text);
  if (name !== text || more.length > 0) throw invalid(`${member} must be a name without slashes`);
  return name;
}
