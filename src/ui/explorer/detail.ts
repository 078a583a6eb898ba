/** A part of what a collection is made of: a field, a metric, a shard; or a list of such parts. */
export interface Detail {
  readonly label: string;
  /** Dimmed, behind the label. */
  readonly description?: string | undefined;
  /** Of VS Code's icons. */
  readonly icon: string;
  /** What it is, for those who hear the tree: `field`, `metric`. */
  readonly word: string;
  /** As Markdown. */
  readonly tooltip?: string | undefined;
  /** The parts of this one, found as they are pulled. */
  readonly list?: ((signal: AbortSignal) => AsyncIterable<Detail>) | undefined;
}
