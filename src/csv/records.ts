/** One record of a file. A bare empty field is null, a quoted empty one is the empty string. */
export interface CsvRecord {
  /** The line of the file, counted from 1, on which the record starts. */
  readonly line: number;
  readonly fields: readonly (string | null)[];
}

export interface CsvReadOptions {
  /** One character; a comma unless given. */
  readonly delimiter?: string;
  /** Whether a byte-order mark stays part of the first field. */
  readonly keepBom?: boolean;
}

/** A fault of the file's form; the words are those of Go's encoding/csv (spec/csv.md, Read). */
export class CsvError extends Error {
  override readonly name = 'CsvError';
  constructor(
    message: string,
    /** Counted from 1. */
    readonly line: number,
    /** For a record with another number of fields than the first one. */
    readonly fields?: { readonly found: number; readonly expected: number },
  ) {
    super(message);
  }
}

/** Longer than any sane record, short enough to stop at a quote that is never closed. */
const MAX_RECORD_CHARS = 1 << 25;

/**
 * Reads records as Go's encoding/csv does: fields are quoted only from their first character, quotes inside are doubled,
 * empty lines are skipped, CRLF counts as LF also inside quotes, every record has as many fields as the first.
 * Yields the records of each chunk together; those before a fault are yielded before it is thrown.
 * @throws CsvError
 */
export async function* readRecords(
  chunks: AsyncIterable<Uint8Array>,
  { delimiter = ',', keepBom = false }: CsvReadOptions = {},
): AsyncGenerator<readonly CsvRecord[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: keepBom });
  const parser = new RecordParser(delimiter);
  const decode = (chunk?: Uint8Array): string => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch {
      throw new CsvError(`string field contains invalid UTF-8 (after line ${parser.line})`, parser.line + 1);
    }
  };
  for await (const chunk of chunks) {
    const { records, error } = parser.push(decode(chunk));
    if (records.length > 0) yield records;
    if (error) throw error;
  }
  const { records, error } = parser.finish(decode());
  if (records.length > 0) yield records;
  if (error) throw error;
}

interface Parsed {
  readonly records: readonly CsvRecord[];
  readonly error: CsvError | undefined;
}

/** What a scan of one record found: the record and where the next one starts, or that more text is needed. */
type Scan =
  { readonly fields: (string | null)[]; readonly next: number; readonly lines: number } | 'incomplete';

class RecordParser {
  /** Lines read completely so far. */
  line = 0;
  private text = '';
  private expectedFields: number | undefined;
  /** After an incomplete record, text of this length is worth another look: doubling keeps the work linear. */
  private retryAt = 0;

  constructor(private readonly delimiter: string) {}

  push(chunk: string): Parsed {
    this.text += chunk;
    if (this.text.length < this.retryAt) return { records: [], error: undefined };
    return this.parse(false);
  }

  finish(chunk: string): Parsed {
    this.text += chunk;
    return this.parse(true);
  }

  private parse(atEnd: boolean): Parsed {
    const records: CsvRecord[] = [];
    let position = 0;
    let error: CsvError | undefined;
    let quote = this.text.indexOf('"');
    while (position < this.text.length) {
      let end = this.text.indexOf('\n', position);
      if (end < 0) {
        if (!atEnd) break;
        end = this.text.length;
      }
      const lineEnd = end > position && this.text[end - 1] === '\r' ? end - 1 : end;
      if (lineEnd === position) {
        position = end + 1;
        this.line++;
        continue;
      }
      if (quote >= 0 && quote < position) quote = this.text.indexOf('"', position);
      let scan: Scan;
      if (quote < 0 || quote >= lineEnd) {
        const fields: (string | null)[] = this.text.slice(position, lineEnd).split(this.delimiter);
        for (let i = 0; i < fields.length; i++) if (fields[i] === '') fields[i] = null;
        scan = { fields, next: end + 1, lines: 1 };
      } else {
        try {
          scan = this.scanQuoted(position, atEnd);
        } catch (fault) {
          if (!(fault instanceof CsvError)) throw fault;
          error = fault;
          break;
        }
      }
      if (scan === 'incomplete') break;
      const line = this.line + 1;
      this.expectedFields ??= scan.fields.length;
      if (scan.fields.length !== this.expectedFields) {
        error = new CsvError(`record on line ${line}: wrong number of fields`, line, {
          found: scan.fields.length,
          expected: this.expectedFields,
        });
        break;
      }
      records.push({ line, fields: scan.fields });
      this.line += scan.lines;
      position = scan.next;
    }
    this.text = this.text.slice(position);
    if (!error && this.text.length > MAX_RECORD_CHARS) {
      const line = this.line + 1;
      error = new CsvError(`record on line ${line}: longer than ${MAX_RECORD_CHARS} characters`, line);
    }
    this.retryAt = Math.min(this.text.length * 2, MAX_RECORD_CHARS + 1);
    return { records, error };
  }

  /** A record with quotes in its first line; it may go on over several lines. */
  private scanQuoted(start: number, atEnd: boolean): Scan {
    const { text, delimiter } = this;
    const firstLine = this.line + 1;
    const fields: (string | null)[] = [];
    let line = firstLine;
    let lineStart = start;
    let position = start;
    for (;;) {
      if (text[position] !== '"') {
        const end = this.endOfLine(position);
        const comma = text.indexOf(delimiter, position);
        const fieldEnd = comma >= 0 && comma < end.content ? comma : end.content;
        const field = text.slice(position, fieldEnd);
        const bare = field.indexOf('"');
        if (bare >= 0) {
          throw parseError('bare " in non-quoted-field', {
            firstLine,
            line,
            column: byteColumn(text, lineStart, position + bare),
          });
        }
        if (!end.terminated && !atEnd) return 'incomplete';
        fields.push(field === '' ? null : field);
        if (fieldEnd === end.content) return { fields, next: end.next, lines: line - firstLine + 1 };
        position = fieldEnd + 1;
        continue;
      }
      let value = '';
      position++;
      for (;;) {
        const quote = text.indexOf('"', position);
        if (quote < 0 && !atEnd) return 'incomplete';
        const piece = text.slice(position, quote < 0 ? text.length : quote);
        for (let at = piece.indexOf('\n'); at >= 0; at = piece.indexOf('\n', at + 1)) {
          if (position + at + 1 < text.length) {
            line++;
            lineStart = position + at + 1;
          }
        }
        value += piece.includes('\r\n') ? piece.replaceAll('\r\n', '\n') : piece;
        if (quote < 0) {
          throw parseError('extraneous or missing " in quoted-field', {
            firstLine,
            line,
            column: byteColumn(text, lineStart, text.length),
          });
        }
        position = quote + 1;
        if (text[position] === '"') {
          value += '"';
          position++;
          continue;
        }
        if (position + 1 >= text.length && !atEnd) return 'incomplete';
        break;
      }
      fields.push(value);
      if (text[position] === delimiter) {
        position++;
        if (position >= text.length && !atEnd) return 'incomplete';
        continue;
      }
      const end = this.endOfLine(position);
      if (end.content !== position) {
        throw parseError('extraneous or missing " in quoted-field', {
          firstLine,
          line,
          column: byteColumn(text, lineStart, position - 1),
        });
      }
      return { fields, next: end.next, lines: line - firstLine + 1 };
    }
  }

  private endOfLine(from: number): { content: number; next: number; terminated: boolean } {
    const end = this.text.indexOf('\n', from);
    const stop = end < 0 ? this.text.length : end;
    const content = stop > from && this.text[stop - 1] === '\r' ? stop - 1 : stop;
    return { content, next: stop + 1, terminated: end >= 0 };
  }
}

function parseError(what: string, at: { firstLine: number; line: number; column: number }): CsvError {
  const record = at.firstLine === at.line ? '' : `record on line ${at.firstLine}; `;
  return new CsvError(`${record}parse error on line ${at.line}, column ${at.column}: ${what}`, at.line);
}

/** Go counts columns in bytes, from 1. */
function byteColumn(text: string, lineStart: number, position: number): number {
  return new TextEncoder().encode(text.slice(lineStart, position)).length + 1;
}
