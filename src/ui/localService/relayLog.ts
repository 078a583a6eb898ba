import type { Logger } from '../logger';
import { parseLogLine } from './serviceProcess';

/** Takes the service's output as it comes and hands whole lines on, each at its level. */
export function relayLog(to: Logger): (text: string) => void {
  let pending = '';
  return (text) => {
    const lines = (pending + text).split('\n');
    pending = lines.pop() ?? '';
    for (const line of lines) {
      const logged = parseLogLine(line);
      if (logged === undefined) {
        if (line.trim() !== '') to.info(line);
      } else if (logged.level === 'error') to.error(logged.detail);
      else if (logged.level === 'warn') to.warn(logged.detail);
      else to.info(logged.detail);
    }
  };
}
