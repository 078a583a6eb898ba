import { BufferWriter } from 'protobufjs/minimal';

/** protobufjs' writer with U+FFFD in place of lone surrogates, which UTF-8 cannot express. */
export class RequestWriter extends BufferWriter {
  override string(value: string): this {
    super.string(loneSurrogate.test(value) ? value.replace(loneSurrogates, '\ufffd') : value);
    return this;
  }
}

const loneSurrogate = /\p{Surrogate}/u;
const loneSurrogates = /\p{Surrogate}/gu;
