import { asBuffer } from '../decoding';
import { FramesError } from '../errors';

/** A JSON value as it was written: numbers keep their text, members their order and their repetitions. */
export type Json = null | boolean | string | JsonNumber | readonly Json[] | JsonObject;

export class JsonNumber {
  constructor(readonly text: string) {}
}

export class JsonObject {
  constructor(readonly members: readonly (readonly [name: string, value: Json])[]) {}
}

/** Values within each other; deeper is refused, as Go does (spec/wire.md §10). */
const maxDepth = 10_000;

/**
 * Reads one JSON value that fills all of `bytes`. Bytes that are no UTF-8 and lone surrogates in strings become U+FFFD.
 * @throws FramesError invalidArgument in the words of Go's encoding/json
 */
export function parseJson(bytes: Uint8Array): Json {
  return new Parser(asBuffer(bytes).toString('utf8')).document();
}

type Open =
  | { readonly close: ']'; readonly items: Json[] }
  | { readonly close: '}'; readonly members: [string, Json][]; key: string };

/** Keeps what is open in a list of its own, so that nesting costs no stack. */
class Parser {
  #at = 0;
  readonly #open: Open[] = [];

  constructor(readonly text: string) {}

  document(): Json {
    for (;;) {
      let value = this.#begin();
      while (value !== undefined) {
        const container = this.#open.at(-1);
        if (container === undefined) return this.#end(value);
        value = this.#add(container, value);
      }
    }
  }

  /** A scalar or an empty container; undefined when a value must begin inside a container that was opened. */
  #begin(): Json | undefined {
    const char = this.#next();
    switch (char) {
      case '{': {
        const container = { close: '}' as const, members: [], key: '' };
        this.#push(container, char);
        if (this.#peek() === '}') return this.#pop(container);
        container.key = this.#key();
        return undefined;
      }
      case '[': {
        const container = { close: ']' as const, items: [] };
        this.#push(container, char);
        return this.#peek() === ']' ? this.#pop(container) : undefined;
      }
      case '"':
        return this.#string();
      case 't':
        return this.#literal('true', true);
      case 'f':
        return this.#literal('false', false);
      case 'n':
        return this.#literal('null', null);
      default:
        if (char === '-' || isDigit(char)) return this.#number(char);
        throw this.#unexpected(char, 'looking for beginning of value');
    }
  }

  /** Puts a value into its container; the container when it is complete, undefined when another value must begin. */
  #add(container: Open, value: Json): Json | undefined {
    if (container.close === ']') container.items.push(value);
    else container.members.push([container.key, value]);
    const char = this.#next();
    if (char === container.close) {
      this.#at--;
      return this.#pop(container);
    }
    if (char !== ',') {
      const after = container.close === ']' ? 'array element' : 'object key:value pair';
      throw this.#unexpected(char, `after ${after}`);
    }
    if (container.close === '}') container.key = this.#key();
    return undefined;
  }

  #end(value: Json): Json {
    this.#skipBlanks();
    if (this.#at < this.text.length) {
      throw this.#unexpected(this.text[this.#at] ?? '', 'after top-level value');
    }
    return value;
  }

  #push(container: Open, char: string): void {
    if (this.#open.push(container) > maxDepth) throw this.#unexpected(char, 'exceeded max depth');
  }

  #pop(container: Open): Json {
    this.#at++;
    this.#open.pop();
    return container.close === ']' ? container.items : new JsonObject(container.members);
  }

  #key(): string {
    const quote = this.#next();
    if (quote !== '"') throw this.#unexpected(quote, 'looking for beginning of object key string');
    const key = this.#string();
    const colon = this.#next();
    if (colon !== ':') throw this.#unexpected(colon, 'after object key');
    return key;
  }

  /** After the quote that opens it. */
  #string(): string {
    const start = this.#at;
    for (;;) {
      const code = this.#code('in string literal');
      if (code === 0x22) break;
      if (code === 0x5c) this.#escape();
      else if (code < 0x20) throw this.#unexpected(String.fromCharCode(code), 'in string literal');
    }
    const raw = this.text.slice(start, this.#at - 1);
    if (!raw.includes('\\')) return raw;
    // What is left of JSON's rules has been checked just now.
    return (JSON.parse(`"${raw}"`) as string).replace(loneSurrogates, '\ufffd');
  }

  #escape(): void {
    const char = this.#char();
    if (char !== 'u') {
      if (!'"\\/bfnrt'.includes(char)) throw this.#unexpected(char, 'in string escape code');
      return;
    }
    for (let i = 0; i < 4; i++) {
      const digit = this.#char();
      if (!/[0-9a-fA-F]/.test(digit)) throw this.#unexpected(digit, 'in \\u hexadecimal character escape');
    }
  }

  #literal<T>(word: string, value: T): T {
    for (let i = 1; i < word.length; i++) {
      const char = this.#char();
      const expected = word[i] ?? '';
      if (char !== expected) throw this.#unexpected(char, `in literal ${word} (expecting '${expected}')`);
    }
    return value;
  }

  #number(first: string): JsonNumber {
    const start = this.#at - 1;
    if ((first === '-' ? this.#digit('in numeric literal') : first) !== '0') this.#digits();
    if (this.text[this.#at] === '.') {
      this.#at++;
      this.#digit('after decimal point in numeric literal');
      this.#digits();
    }
    if (/[eE]/.test(this.text[this.#at] ?? '')) {
      this.#at++;
      if (/[+-]/.test(this.text[this.#at] ?? '')) this.#at++;
      this.#digit('in exponent of numeric literal');
      this.#digits();
    }
    return new JsonNumber(this.text.slice(start, this.#at));
  }

  #digit(context: string): string {
    const char = this.#char();
    if (!isDigit(char)) throw this.#unexpected(char, context);
    return char;
  }

  #digits(): void {
    while (isDigit(this.text[this.#at] ?? '')) this.#at++;
  }

  /** The next character that is no blank, taken. */
  #next(): string {
    this.#skipBlanks();
    return this.#char();
  }

  /** The next character that is no blank, left where it is. */
  #peek(): string | undefined {
    this.#skipBlanks();
    return this.text[this.#at];
  }

  #skipBlanks(): void {
    while (isBlank(this.text.charCodeAt(this.#at))) this.#at++;
  }

  #char(): string {
    const char = this.text[this.#at++];
    if (char === undefined) throw failure('unexpected end of JSON input');
    return char;
  }

  #code(context: string): number {
    const code = this.text.charCodeAt(this.#at++);
    if (Number.isNaN(code)) throw failure('unexpected end of JSON input');
    if (code === 0) throw this.#unexpected('\0', context);
    return code;
  }

  #unexpected(char: string, context: string): FramesError {
    return failure(`invalid character ${quoted(char)} ${context}`);
  }
}

const loneSurrogates = /\p{Surrogate}/gu;

function isDigit(char: string): boolean {
  return char >= '0' && char <= '9';
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** Go looks at bytes: of anything beyond ASCII it names the first one. */
function quoted(char: string): string {
  if (char === "'") return "'\\''";
  const byte = Buffer.from(char)[0] ?? 0;
  const short = { 7: '\\a', 8: '\\b', 9: '\\t', 10: '\\n', 11: '\\v', 12: '\\f', 13: '\\r', 92: '\\\\' }[
    byte
  ];
  if (short !== undefined) return `'${short}'`;
  if (byte >= 0x20 && byte !== 0x7f && (byte < 0x80 || byte > 0xa0)) return `'${String.fromCharCode(byte)}'`;
  return byte < 0x80 ? `'\\x${hex(byte, 2)}'` : `'\\u${hex(byte, 4)}'`;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

function failure(detail: string): FramesError {
  return new FramesError({ code: 'invalidArgument', detail });
}
