import { describe, expect, it } from 'vitest';
import { codeFromServerText } from '../../../src/frames/serverText';
import type { ErrorCode } from '../../../src/wire/errors';

/** Texts recorded from the original service, and those that its sources hold (spec/wire.md §13 and the files of the backends). */
const texts: Readonly<Record<Exclude<ErrorCode, 'protocol' | 'cancelled'>, readonly string[]>> = {
  unsupported: [
    'unknown backend - "nosuch"',
    'unknown backend -  kv',
    "can't exec: CSV backend doesn't support execute command '\"pong\"'",
    "can't exec: NoSQL backend doesn't support execute command ''",
    "error creating table: 'create' isn't required for the NoSQL backend; the table is created on first write",
    'history server was not initialized properly. To enable this feature, please contact the system administrator',
  ],
  unauthenticated: [
    "can't add frame: unauthorized update (401), may be caused by wrong password or credentials",
    "can't query: Expected a 2xx response status code: HTTP/1.1 401 Unauthorized\r\nServer: nginx",
    'backend Write failed: Failed POST with status 401',
  ],
  permissionDenied: [
    "can't query: Expected a 2xx response status code: HTTP/1.1 403 Forbidden",
    "can't query: open t.csv: permission denied",
  ],
  notFound: [
    "can't query: Expected a 2xx response status code: HTTP/1.1 404 Not Found",
    "can't query: failed to create adapter: No TSDB schema file found at 'http://h/bigdata/t'.",
    "can't query: Failed to find a schema for table \"/bigdata/t\"; use the `execute` 'infer' command to infer the schema and generate a schema file.",
    "can't query: open /srv/t.csv: no such file or directory",
    "can't delete: path to file '\"t.csv\"' doesn't exist",
    "can't delete: cannot delete file '\"t.csv\"': remove /srv/t.csv: no such file or directory",
    "can't delete: GetItems failed during recursive delete of 't/'.: Expected a 2xx response status code: HTTP/1.1 404 Not Found",
    "can't query: Error in Seek operation - Expected a 2xx response status code: HTTP/1.1 404 Not Found",
    "can't query: Error in Seek operation - ResourceNotFoundException",
  ],
  alreadyExists: [
    'error creating table: file \'"t.csv"\' already exists',
    "backend Write failed: table 't/' already exists; either use a differnet save mode or save to a different table",
    "backend Write failed: folder 't/' already exists; you can't write to an existing folder unless it already contains a schema file",
    "error creating table: A TSDB table already exists at path 't'.",
    'error creating table: ResourceInUseException',
  ],
  unavailable: [
    "can't query: could not determine num vns in cluster: dial tcp4 127.0.0.1:1: connect: connection refused",
    "can't query: Expected a 2xx response status code: HTTP/1.1 503 Service Unavailable",
  ],
  deadline: ["can't wait for completion: The operation timed out after 300.00 seconds."],
  internal: ["can't query: Expected a 2xx response status code: HTTP/1.1 500 Internal Server Error"],
  invalidArgument: [
    'missing parameters',
    "no save mode named 'append'",
    "can't query: Query cannot be used as an argument to a ReadRequest to kv backend",
    'backend Write failed: SaveMode cannot be used as an argument to a WriteRequest to tsdb backend',
    "error during iteration: column 'nosuch' doesn't exist",
    "error during iteration: column '' doesn't exist",
    'error during iteration: Expected a 2xx response status code: HTTP/1.1 400 Bad Request',
    'can\'t add frame: invalid input. key "k" should not be empty',
    "can't add frame: failed to merge schema: schema change for column v from type long to string is not allowed",
    "can't add frame: failed to merge schema: changing primary key is not allowed, old: k, new:q",
    "can't add frame: empty frame",
    "can't add frame: column 'a-b' has an invalid name",
    "can't add frame: index 'a-b' has an invalid name",
    "can't add frame: column number 0 has an empty name",
    "can't add frame: column 'k' does not exist in the dataframe: column \"k\" not found",
    "can't add frame: column 'v' appears more than once as a partition key",
    "can't add frame: can only write up to two indices",
    "can't add frame: index 1 out of range [0:0]",
    'can\'t add frame: row iteration error: duplicate column name - "a"',
    "can't exec: could not determine which column is the table's primary-key attribute, because no column matches the primary-key attribute",
    "can't exec: missing a required parameter - 'table', 'expression', and/or 'key' argument",
    "can't query: missing essential parameters, need: table, seek, shard parameters",
    'error creating table: field 0 with no name',
    'Please specify a data container name via the container parameters or the path prefix e.g. bigdata/mytable',
    'failed to parse \'start_time\' filter: Invalid time string - not an RFC 3339 time format.: parsing time "xyz"',
    'can\'t query: Invalid time string - not an RFC 3339 time format.: parsing time "later"',
    "can't query: Could not parse the pattern following 'now-'.: The specified duration (-5) is negative.",
    "can't query: syntax error at position 12 near 'from'",
    "can't query: Failed on TSDB Select: no label named rack found to group by",
    "can't query: not a SELECT statement",
    "error creating table: 'shards' must be a positive integer (got -1)",
    "error creating table: Must specify 'rate' attribute to specify maximum sample rate, e.g. '1/m'",
    "can't add frame: no indices, must have at least one Time index",
    "can't add frame: time column is out of order (need to be sorted by ascending time)",
    "can't wait for completion: failed to ingest values of incompatible data type into metric t/cpu",
    "stream didn't start with write request",
    'nil frame',
    "can't add frame: json: unsupported value: NaN",
  ],
  unknown: [
    '',
    'EOF',
    'error during iteration: type mismatch in row 2, col 0',
    'error during iteration: wrong type for int64 - string',
    "error during iteration: column 'zz' for item with key: 'a' doesn't exist in the schema file. Your data structure was probably changed; try re-inferring the schema for the table",
    "can't query: cannot read header (columns): EOF",
    'error during iteration: record on line 3: wrong number of fields',
  ],
};

describe('the words of a server', () => {
  for (const [code, words] of Object.entries(texts)) {
    it.each(words)(`mean ${code}: %s`, (text) => {
      expect(codeFromServerText(text)).toBe(code);
    });
  }

  it('are judged by their beginning, however long they are', () => {
    const start = performance.now();
    expect(codeFromServerText(`path to file '${"x'".repeat(5_000_000)}`)).toBe('unknown');
    expect(performance.now() - start).toBeLessThan(500);
  });
});
