export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** The service's log: one JSON object a line. What is logged is named field by field; never a request, never a session. */
export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** From the chattiest to the most taciturn; nothing is logged below `info`. */
const levels = ['debug', 'info', 'warn', 'error'];

/**
 * @param write takes one line, its end included
 * @param least the level from which on lines are written: `debug`, `info`, `warn` or `error`; any other is `info`
 */
export function jsonLog(write: (line: string) => void, least = 'info'): Log {
  const at = (level: string) => {
    if (levels.indexOf(level) < levels.indexOf(least.toLowerCase())) return nothing;
    return (message: string, fields: LogFields = {}) => {
      write(`${JSON.stringify({ time: new Date().toISOString(), level, message, ...fields })}\n`);
    };
  };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

const nothing = (): void => undefined;

export const silentLog: Log = { info: nothing, warn: nothing, error: nothing };
