import type { Connection } from './connection';
import type { PropertyName } from './connectionProperties';

export const checkNames = ['resolve', 'connect', 'protocol', 'version', 'credentials', 'data'] as const;

export type CheckName = (typeof checkNames)[number];

export type CheckState = 'waiting' | 'running' | 'ok' | 'warning' | 'failed' | 'skipped';

/** One line of the test of a connection. */
export interface Check {
  readonly name: CheckName;
  readonly state: CheckState;
  /** What was found, or why it failed or was skipped: a sentence. Empty before. */
  readonly detail: string;
  /** How long it took, in milliseconds; undefined where nothing ran. */
  readonly millis: number | undefined;
}

/** What would mend a connection; doing it is up to whoever shows it. */
export type Fix =
  | { readonly kind: 'change'; readonly label: string; readonly connection: Connection }
  | { readonly kind: 'ask'; readonly label: string; readonly property: PropertyName }
  | { readonly kind: 'chooseContainer'; readonly label: string; readonly names: readonly string[] };

/** How far a test has come. */
export interface TestReport {
  readonly checks: readonly Check[];
  /** The likeliest first. */
  readonly fixes: readonly Fix[];
  readonly isDone: boolean;
}

export const checkLabels: Readonly<Record<CheckName, string>> = {
  resolve: 'Resolve Host',
  connect: 'Connect',
  protocol: 'Protocol',
  version: 'Version',
  credentials: 'Credentials',
  data: 'Containers',
};

/** The outcome in a few words, for the title of what shows it. */
export function summary({ checks, isDone }: TestReport): string {
  if (!isDone) return 'running';
  const failed = checks.filter(({ state }) => state === 'failed').length;
  if (failed > 0) return failed === 1 ? '1 check failed' : `${failed} checks failed`;
  return checks.some(({ state }) => state === 'warning') ? 'works, with a warning' : 'all is well';
}

/** State and time of a check: `failed · 12 ms`. */
export function checkStatus({ state, millis }: Check): string {
  const time = millis === undefined ? '' : ` · ${millis < 1 ? '<1' : Math.round(millis)} ms`;
  return `${state}${time}`;
}

/** The report as text, for a message to whoever runs the service. */
export function reportText(connection: Connection, { checks }: TestReport): string {
  const lines = checks.map((check) =>
    `${checkLabels[check.name]}: ${checkStatus(check)}. ${check.detail}`.trim(),
  );
  const webApi = connection.webApi === undefined ? '' : `, web API ${connection.webApi}`;
  return [`${connection.name} (${connection.address}${webApi})`, ...lines, ''].join('\n');
}
