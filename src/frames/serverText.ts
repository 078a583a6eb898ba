import type { ErrorCode } from '../wire/errors';

/**
 * What kind of failure a server's plain text tells of. The original service answers every failure with one status, so the words are
 * all there is (spec/wire.md §13). The first row that matches decides; narrow rows stand before wide ones.
 */
const rows: readonly (readonly [RegExp, ErrorCode])[] = [
  // Words of Frames that a wider row below would misread.
  [/column '[^']*' for item with key: .* doesn't exist in the schema file/s, 'unknown'],
  [/column '[^']*' (?:doesn't exist|does not exist in the dataframe)/, 'invalidArgument'],

  [/unknown backend - /, 'unsupported'],
  [/doesn't support (?:execute command|the 'execute' command)/, 'unsupported'],
  [/'create' isn't required for the NoSQL backend/, 'unsupported'],
  [/history server was not initialized/, 'unsupported'],

  // The data layer behind the service: its HTTP status line stands in the text.
  [/unauthorized update \(401\)|HTTP\/1\.[01] 401|status(?: code:?)? 401/, 'unauthenticated'],
  [/HTTP\/1\.[01] 403|status(?: code:?)? 403|permission denied|operation not permitted/i, 'permissionDenied'],
  [/ResourceNotFoundException|HTTP\/1\.[01] 404/, 'notFound'],
  [/ResourceInUseException/, 'alreadyExists'],
  [/HTTP\/1\.[01] 400/, 'invalidArgument'],
  [/HTTP\/1\.[01] 50[23]|could not determine num vns|connection refused|no such host/, 'unavailable'],
  [/HTTP\/1\.[01] 504|timed out after|deadline exceeded/, 'deadline'],
  [/HTTP\/1\.[01] 500/, 'internal'],

  [/no such file or directory|path to file '.*' doesn't exist/is, 'notFound'],
  [/No TSDB schema file found|Failed to find a schema for table/, 'notFound'],
  [/already exists/, 'alreadyExists'],

  [/cannot be used as an argument to a/, 'invalidArgument'],
  [/missing parameters|missing a required parameter|missing essential parameters/, 'invalidArgument'],
  [/Please specify a data container name/, 'invalidArgument'],
  [/no save mode named|stream didn't start with write request|nil frame/, 'invalidArgument'],
  [/invalid input\. |failed to merge schema|empty frame|can only write up to two indices/, 'invalidArgument'],
  [/has an (?:invalid|empty) name|exceeding maximum allowed|appears more than once/, 'invalidArgument'],
  [/field \d+ with no name|duplicate (?:column )?name/, 'invalidArgument'],
  [/primary-key attribute|is not one of the optional key columns/, 'invalidArgument'],
  [
    /invalid time string|failed to parse|could not parse|invalid duration|specified duration/i,
    'invalidArgument',
  ],
  [/syntax error at position|not a SELECT statement|select from multiple tables/, 'invalidArgument'],
  [
    /not a table in FROM|unknown columns type|as an alias|number of parameters for function/,
    'invalidArgument',
  ],
  [/Failed on TSDB Select|Stream seek type|Error in Seek operation/, 'invalidArgument'],
  [
    /must be a positive integer|Must specify 'rate'|ingestion rate|aggregation granularity/,
    'invalidArgument',
  ],
  [/no indices, must have|there is no index of type time|time column is out of order/, 'invalidArgument'],
  [/cannot write type|failed to Add:|incompatible data type/, 'invalidArgument'],
  [/can't add frame: .*(?:out of range|size mismatch|unsupported value)/s, 'invalidArgument'],
];

/** A text may quote whole exchanges with the data layer; what matters stands in front. */
const MAX_CHARACTERS = 4096;

/** `unknown` when the words say nothing about the kind. */
export function codeFromServerText(words: string): ErrorCode {
  const text = words.slice(0, MAX_CHARACTERS);
  return rows.find(([pattern]) => pattern.test(text))?.[1] ?? 'unknown';
}
