import { commands, type Disposable } from 'vscode';
import type { CommandArguments, CommandId } from './ids';
import type { Logger } from './logger';
import { isCancellation, type Situation } from './report';
import type { Reporter } from './reporter';

export type CommandHandler<K extends CommandId> = (...args: CommandArguments[K]) => Promise<void> | void;

export interface CommandBoundary {
  readonly log: Logger;
  readonly reporter: Reporter;
}

export interface Command<K extends CommandId> {
  readonly run: CommandHandler<K>;
  /** What the user is told did not work, after "Could not"; and over which connection. */
  readonly situation: (...args: CommandArguments[K]) => Situation;
}

/**
 * Registers a command behind the one boundary that logs and shows failures. The promise of the command settles with
 * the work, not with the notification about its failure.
 */
export function register<K extends CommandId>(
  id: K,
  command: Command<K>,
  { log, reporter }: CommandBoundary,
): Disposable {
  const run = async (...args: CommandArguments[K]): Promise<void> => {
    const started = performance.now();
    const took = (): string => `${Math.round(performance.now() - started)} ms`;
    try {
      await command.run(...args);
      log.info(`${id}: done in ${took()}`);
    } catch (error) {
      log.info(`${id}: ${isCancellation(error) ? 'cancelled' : 'failed'} after ${took()}`);
      reporter
        .show(error, command.situation(...args), () => run(...args))
        .catch((fault: unknown) => log.error(`${id}: ${String(fault)}`));
    }
  };
  return commands.registerCommand(id, run);
}

/** Runs one of our commands with arguments of its type. */
export async function execute<K extends CommandId>(id: K, ...args: CommandArguments[K]): Promise<void> {
  await commands.executeCommand(id, ...args);
}
