import { window } from 'vscode';
import type { Logger } from './logger';
import { remedyLabels, reportOf, situationOf, withCauses, type Remedy, type Situation } from './report';

/** How each remedy is done; what needs more than a command comes with the situation. */
export type Remedies = Readonly<
  Record<Exclude<Remedy, 'retry'>, (situation: Situation, error: unknown) => Promise<void>>
>;

/** Shows failures. It is called at the command boundary and by panels, never below. */
export class Reporter {
  constructor(
    private readonly log: Logger,
    private readonly remedies: Remedies,
  ) {}

  /** Logs and shows an error, then does what the user chooses. Resolves when that is done. */
  async show(error: unknown, situation: Situation, retry?: () => Promise<void>): Promise<void> {
    const report = reportOf(error, { ...situation, canRetry: retry !== undefined });
    if (!report) return;
    this.log.error(`${situation.intent}: ${withCauses(error)}`);
    const show = report.severity === 'error' ? window.showErrorMessage : window.showWarningMessage;
    const labels = report.remedies.map((remedy) => remedyLabels[remedy]);
    const chosen = await show(report.message, ...labels);
    const remedy = report.remedies.find((candidate) => remedyLabels[candidate] === chosen);
    if (remedy === 'retry') await retry?.();
    else if (remedy !== undefined) await this.remedies[remedy](situationOf(error, situation), error);
  }

  /** What can be done about a failure that is shown elsewhere; trying again is left to whoever shows it. */
  actions(error: unknown, situation: Situation): readonly { readonly label: string; run(): void }[] {
    this.log.error(`${situation.intent}: ${withCauses(error)}`);
    const remedies = reportOf(error, situation)?.remedies.filter((remedy) => remedy !== 'retry') ?? [];
    return remedies.map((remedy) => ({
      label: remedyLabels[remedy],
      run: () => {
        this.remedies[remedy](situationOf(error, situation), error).catch((fault: unknown) =>
          this.log.error(String(fault)),
        );
      },
    }));
  }

  /** A word after something went well. It stays until it is answered; nobody waits for that. */
  inform(message: string, actions: Readonly<Record<string, () => unknown>> = {}): void {
    const answered = async (): Promise<void> => {
      const chosen = await window.showInformationMessage(message, ...Object.keys(actions));
      if (chosen !== undefined) await actions[chosen]?.();
    };
    answered().catch((error: unknown) => this.log.error(String(error)));
  }
}
