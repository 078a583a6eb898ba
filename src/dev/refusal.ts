/** A failure that its message explains fully: shown without a stack. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly expected = true;
}
