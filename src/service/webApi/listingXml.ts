import { formatTime } from '../../data/time';
import type { Container, DirectoryEntry, Listing, ObjectEntry } from '../storage/storage';
import { inodeOf } from './nameHash';

/** The answer to a listing of containers (spec/webapi.md §2). */
export function formatContainers(containers: readonly Container[]): string {
  const buckets = containers.map(({ name, created, id }) =>
    element('Bucket', text('Name', name), text('CreationDate', formatTime(created)), text('Id', id)),
  );
  const owner = element('Owner', text('ID', ''), text('DisplayName', ''));
  return `${declaration}${element('ListAllMyBucketsResult', owner, element('Buckets', ...buckets))}`;
}

export interface ListingAnswer {
  readonly container: string;
  /** Without slash at either end. */
  readonly directory: string;
  readonly marker: string;
  readonly maxKeys: number;
  readonly listing: Listing;
  /** All attributes of each entry, not only those that every listing shows. */
  readonly withInfo: boolean;
}

/** The answer to a listing of a directory (spec/webapi.md §2). */
export function formatListing({
  container,
  directory,
  marker,
  maxKeys,
  listing,
  withInfo,
}: ListingAnswer): string {
  const { objects, directories, isTruncated, nextMarker } = listing;
  return (
    declaration +
    element(
      'ListBucketResult',
      text('Name', container),
      text('Prefix', directory === '' ? '' : `${directory}/`),
      text('Marker', marker),
      text('Delimiter', '/'),
      text('NextMarker', nextMarker),
      text('MaxKeys', maxKeys),
      text('IsTruncated', String(isTruncated)),
      ...objects.map((entry) => formatObject(entry, withInfo)),
      ...directories.map((entry) => formatDirectory(entry, withInfo)),
    )
  );
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** Shards show their last sequence, other objects none (spec/webapi.md §2). */
function formatObject(
  { key, size, created, modified, lastSequence }: ObjectEntry,
  withInfo: boolean,
): string {
  return element(
    'Contents',
    text('Key', key),
    text('Size', size),
    ...(lastSequence === undefined ? [] : [text('LastSequenceId', lastSequence.toString())]),
    text('LastModified', formatTime(modified)),
    ...(withInfo ? [text('Mode', '0100664'), ...info(key, created, modified)] : []),
  );
}

/** What only a stream has is how clients recognise one. */
function formatDirectory({ prefix, created, modified, stream }: DirectoryEntry, withInfo: boolean): string {
  const ofStream =
    stream === undefined
      ? []
      : [
          text('ShardCount', stream.shards),
          text('RetentionPeriodHours', stream.retentionHours),
          text('RetentionPeriodSec', stream.retentionHours * 3600),
        ];
  return element(
    'CommonPrefixes',
    text('Prefix', prefix),
    ...(withInfo
      ? [
          text('LastModified', formatTime(modified)),
          text('Mode', '040775'),
          ...info(prefix, created, modified),
          ...ofStream,
        ]
      : []),
  );
}

/** The owner is the platform's first user; accesses are not recorded, the last change stands in for them. */
function info(path: string, created: bigint, modified: bigint): string[] {
  return [
    text('AccessTime', formatTime(modified)),
    text('CreatingTime', formatTime(created)),
    text('GID', '3e8'),
    text('UID', '3e8'),
    text('InodeNumber', inodeOf(path)),
  ];
}

function element(name: string, ...content: readonly string[]): string {
  return `<${name}>${content.join('')}</${name}>`;
}

function text(name: string, value: string | number): string {
  return `<${name}>${escapeXml(String(value))}</${name}>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};

/** What XML cannot carry at all, a control character for instance, becomes U+FFFD. */
function escapeXml(value: string): string {
  return value
    .replace(/[&<>"\r]/g, (character) => entities[character] ?? character)
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
}
