/** Stands in for the native watchdog of code-server: ends this process soon after the given parent is gone. */
export function start(parent: number): void {
  const parentGone = 87;
  const timer = setInterval(() => {
    try {
      process.kill(parent, 0);
    } catch {
      process.exit(parentGone);
    }
  }, 2_000);
  timer.unref();
}
