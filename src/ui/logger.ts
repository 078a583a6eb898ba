/** Where operations are logged, one line each; never a request, never a session. VS Code's LogOutputChannel is one. */
export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
