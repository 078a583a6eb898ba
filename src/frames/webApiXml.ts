import { XMLParser } from 'fast-xml-parser';
import { FramesError } from '../wire/errors';

export interface Container {
  readonly name: string;
  /** RFC 3339 */
  readonly created: string;
}

/** One page of a directory. */
export interface Listing {
  readonly files: readonly ListedFile[];
  readonly directories: readonly ListedDirectory[];
  /** Where the next page begins; undefined on the last one. */
  readonly nextMarker: string | undefined;
}

export interface ListedFile {
  /** Inside the container, no slash at either end. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

export interface ListedDirectory {
  readonly path: string;
  /** Only a stream has shards (spec/webapi.md §2). */
  readonly shardCount: number | undefined;
  readonly retentionHours: number | undefined;
}

type Element = Readonly<Record<string, unknown>>;

/** @throws FramesError protocol when the text is no such answer (also below) */
export function parseContainers(xml: string): readonly Container[] {
  return children(child(root(xml, ['Buckets']), 'Buckets'), 'Bucket').map((bucket) => ({
    name: text(bucket, 'Name'),
    created: text(bucket, 'CreationDate'),
  }));
}

export function parseListing(xml: string): Listing {
  const listing = root(xml, ['Prefix', 'IsTruncated', 'Contents', 'CommonPrefixes']);
  const marker = text(listing, 'NextMarker');
  return {
    files: children(listing, 'Contents').map((file) => ({
      path: withoutSlashes(text(file, 'Key')),
      size: number(file, 'Size') ?? 0,
    })),
    directories: children(listing, 'CommonPrefixes').map((directory) => ({
      path: withoutSlashes(text(directory, 'Prefix')),
      shardCount: number(directory, 'ShardCount'),
      retentionHours: number(directory, 'RetentionPeriodHours'),
    })),
    nextMarker: text(listing, 'IsTruncated') === 'true' && marker !== '' ? marker : undefined,
  };
}

/**
 * The element that holds the answer, known by what is in it: documents and clients disagree about its name
 * (spec/webapi.md §7).
 */
function root(xml: string, parts: readonly string[]): Element {
  let document: Element;
  try {
    // Names are kept as they are: neither numbers nor blanks in them mean anything.
    const parser = new XMLParser({ parseTagValue: false, trimValues: false, htmlEntities: true });
    document = parser.parse(xml) as Element;
  } catch (cause) {
    throw unreadable(cause);
  }
  const answer = Object.values(document).find(
    (element): element is Element => isElement(element) && parts.some((part) => part in element),
  );
  if (answer === undefined) throw unreadable();
  return answer;
}

function child(element: Element, name: string): Element {
  const value = element[name];
  return isElement(value) ? value : {};
}

function children(element: Element, name: string): readonly Element[] {
  return [element[name]].flat().filter(isElement);
}

function isElement(value: unknown): value is Element {
  return typeof value === 'object' && value !== null;
}

function text(element: Element, name: string): string {
  const value = element[name];
  return typeof value === 'string' ? value : '';
}

function number(element: Element, name: string): number | undefined {
  const value = Number(text(element, name) || Number.NaN);
  return Number.isFinite(value) ? value : undefined;
}

function withoutSlashes(path: string): string {
  return path.replace(/^\/+|(?<!\/)\/+$/g, '');
}

function unreadable(cause?: unknown): FramesError {
  return new FramesError({
    code: 'protocol',
    operation: 'list',
    detail: "the answer is no listing of the platform's web API: is this its address?",
    cause,
  });
}
