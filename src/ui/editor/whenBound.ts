/** An event of VS Code is one. */
type Following = (listener: () => void) => { dispose(): unknown };

/**
 * Resolves once there is something, or when nothing came in time. In a window that has just opened connections come one by
 * one: the local service's is there only when it has been found.
 * @param milliseconds to wait at most
 */
export function whenBound(
  isThere: () => boolean,
  { onDidChange, milliseconds }: { readonly onDidChange: Following; readonly milliseconds: number },
): Promise<void> {
  return new Promise((resolve) => {
    if (isThere()) {
      resolve();
      return;
    }
    const finish = (): void => {
      clearTimeout(timer);
      following.dispose();
      resolve();
    };
    const timer = setTimeout(finish, milliseconds);
    const following = onDidChange(() => {
      if (isThere()) finish();
    });
  });
}
