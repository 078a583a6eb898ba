/** What is remembered by the URI of a document, once a file or folder has moved: what was known under the new URI gives way. */
export function movedKeys<T>(
  known: Readonly<Record<string, T>>,
  from: string,
  to: string,
): Readonly<Record<string, T>> {
  const isMoved = (uri: string): boolean => uri === from || uri.startsWith(`${from}/`);
  const entries = Object.entries(known);
  const moved = entries.filter(([uri]) => isMoved(uri));
  const others = entries.filter(([uri]) => !isMoved(uri));
  return Object.fromEntries([
    ...others,
    ...moved.map(([uri, value]) => [to + uri.slice(from.length), value] as const),
  ]);
}
