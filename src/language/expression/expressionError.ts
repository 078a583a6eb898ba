/** A text that is no expression. The offsets say which part of the text to underline. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';

  /**
   * @param reason what was expected and what was found; the message adds the place, counted from 1
   * @param start offset of the first UTF-16 unit at fault
   * @param end offset after the last one; equal to `start` where something is missing
   */
  constructor(
    readonly reason: string,
    readonly start: number,
    readonly end: number,
  ) {
    super(`${reason}, at character ${start + 1}`);
  }
}

/**
 * An update that cannot be carried out on this item: it reads what the item lacks, mixes types that do not mix,
 * leaves the range of 64 bits or of an array. Conditions never throw it: there the comparison is false.
 */
export class EvaluationError extends Error {
  override readonly name = 'EvaluationError';

  /** @param start offset of the part that failed, in the text it was parsed from; `end` is exclusive */
  constructor(
    message: string,
    readonly start: number,
    readonly end: number,
  ) {
    super(message);
  }
}
