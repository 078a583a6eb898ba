import type { ServiceState } from './supervisor';

export type ServiceAction = 'restart' | 'start' | 'stop' | 'showLog';

export const serviceActionLabels: Readonly<Record<ServiceAction, string>> = {
  restart: 'Restart Local Service',
  start: 'Start Local Service',
  stop: 'Stop Local Service',
  showLog: 'Show Service Log',
};

export type ServiceNotice =
  | {
      readonly severity: 'warning' | 'error';
      readonly text: string;
      readonly actions: readonly ServiceAction[];
    }
  /** Good news, which need no answer. */
  | { readonly severity: 'passing'; readonly text: string };

/** What a user who asked for nothing should hear when the service changes by itself. */
export function noticeOf(before: ServiceState, now: ServiceState): ServiceNotice | undefined {
  switch (now.kind) {
    case 'recovering':
      // Further attempts are news only if the last of them fails.
      if (now.attempt > 1) return undefined;
      return {
        severity: 'warning',
        text: `The local Frames service has ended, and is started again; what it had acknowledged is safe. ${now.reason}`,
        actions: ['showLog', 'stop'],
      };
    case 'failed':
      if (now.attempts === 0) return undefined;
      return {
        severity: 'error',
        text: `The local Frames service ended again and again, and is not started any more. ${now.reason}`,
        actions: ['start', 'showLog'],
      };
    case 'hanging':
      return {
        severity: 'warning',
        text: `The local Frames service (process ${now.info.pid}) does not answer. It may be busy, and is used again as soon as it answers; else restart it: what it had acknowledged is safe.`,
        actions: ['restart', 'showLog'],
      };
    case 'running':
      if (before.kind === 'hanging')
        return { severity: 'passing', text: 'The local Frames service answers again' };
      return undefined;
    case 'stopped':
    case 'starting':
      return undefined;
  }
}
