import { XMLParser } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { formatContainers, formatListing } from '../../../../src/service/webApi/listingXml';

const at = 1_559_485_839_180_000_000n;

test('containers are listed as the platform does', () => {
  expect(formatContainers([{ name: 'bigdata', created: at, id: 1 }])).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
      '<ListAllMyBucketsResult><Owner><ID></ID><DisplayName></DisplayName></Owner><Buckets>' +
      '<Bucket><Name>bigdata</Name><CreationDate>2019-06-02T14:30:39.18Z</CreationDate><Id>1</Id></Bucket>' +
      '</Buckets></ListAllMyBucketsResult>',
  );
});

const listing = {
  container: 'c',
  directory: 'dir',
  marker: '',
  maxKeys: 1000,
  listing: {
    objects: [{ key: 'dir/file', size: 62, created: at, modified: at, isItem: false }],
    directories: [{ prefix: 'dir/sub/', created: at, modified: at }],
    isTruncated: true,
    nextMarker: 'dir/sub',
  },
};

test('a listing is short by default', () => {
  expect(formatListing({ ...listing, withInfo: false })).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
      '<ListBucketResult><Name>c</Name><Prefix>dir/</Prefix><Marker></Marker><Delimiter>/</Delimiter>' +
      '<NextMarker>dir/sub</NextMarker><MaxKeys>1000</MaxKeys><IsTruncated>true</IsTruncated>' +
      '<Contents><Key>dir/file</Key><Size>62</Size><LastModified>2019-06-02T14:30:39.18Z</LastModified></Contents>' +
      '<CommonPrefixes><Prefix>dir/sub/</Prefix></CommonPrefixes></ListBucketResult>',
  );
});

test('a listing with all attributes has the inode of an entry always the same, and positive', () => {
  const xml = formatListing({ ...listing, withInfo: true });
  expect(formatListing({ ...listing, withInfo: true })).toBe(xml);
  const inodes = [...xml.matchAll(/<InodeNumber>(\d+)</g)].map(([, inode]) => Number(inode));
  expect(inodes).toHaveLength(2);
  expect(Math.min(...inodes)).toBeGreaterThan(0);
});

/** What may not stand in XML 1.0. */
const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

test.each([
  ['a & b <c> "d" \'e\'', 'a & b <c> "d" \'e\''],
  ['&amp; ]]> <!--', '&amp; ]]> <!--'],
  ['tab\tline\nreturn\r', 'tab\tline\nreturn\r'],
  ['nul\0 bell\x07 \ufffe', 'nul\ufffd bell\ufffd \ufffd'],
  ['half \ud83d pair 😀', 'half \ufffd pair 😀'],
])('the name %j arrives as %j', (key, expected) => {
  const objects = [{ key, size: 0, created: at, modified: at, isItem: true }];
  const xml = formatListing({ ...listing, listing: { ...listing.listing, objects }, withInfo: false });
  expect(xml).not.toMatch(forbidden);
  const parser = new XMLParser({ parseTagValue: false, trimValues: false, htmlEntities: true });
  const parsed = parser.parse(xml) as { ListBucketResult: { Contents: { Key: string } } };
  expect(parsed.ListBucketResult.Contents.Key).toBe(expected);
});

test('streams and their shards are told from directories and files', () => {
  const shape = { shards: 3, retentionHours: 24 };
  const text = formatListing({
    ...listing,
    withInfo: true,
    listing: {
      ...listing.listing,
      objects: [{ key: 'dir/0', size: 9, created: at, modified: at, isItem: false, lastSequence: 7n }],
      directories: [
        { prefix: 'dir/plain/', created: at, modified: at },
        { prefix: 'dir/stream/', created: at, modified: at, stream: shape },
      ],
    },
  });
  expect(text).toContain('<Key>dir/0</Key><Size>9</Size><LastSequenceId>7</LastSequenceId>');
  expect(text.match(/<ShardCount>.*?<\/RetentionPeriodSec>/g)).toEqual([
    '<ShardCount>3</ShardCount><RetentionPeriodHours>24</RetentionPeriodHours><RetentionPeriodSec>86400</RetentionPeriodSec>',
  ]);
});
