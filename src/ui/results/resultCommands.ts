import { register, type CommandBoundary } from '../commands';
import type { CommandId } from '../ids';
import { DisposableStore } from '../lifecycle';
import type { ResultPanel } from './resultPanel';
import type { ResultPanels } from './resultPanels';

type ResultCommand = Extract<
  CommandId,
  | 'frames.copyCells'
  | 'frames.copyCellsWithHeaders'
  | 'frames.selectAllCells'
  | 'frames.saveCsv'
  | 'frames.pinResult'
  | 'frames.copyResultAsPython'
  | 'frames.runAgain'
  | 'frames.pauseFollowing'
  | 'frames.resumeFollowing'
  | 'frames.followStream'
>;

/** Commands of the palette and of the menu over the grid: each acts on the panel in front. */
export function registerResultCommands(panels: ResultPanels, boundary: CommandBoundary): DisposableStore {
  const commands = new DisposableStore();
  const add = (
    id: ResultCommand,
    intent: string,
    run: (panel: ResultPanel) => Promise<void> | void,
  ): void => {
    commands.add(
      register(
        id,
        {
          run: async () => {
            if (panels.active) await run(panels.active);
          },
          situation: () => ({ intent }),
        },
        boundary,
      ),
    );
  };
  add('frames.copyCells', 'copy', (panel) => panel.copySelection({ withHeader: false }));
  add('frames.copyCellsWithHeaders', 'copy', (panel) => panel.copySelection({ withHeader: true }));
  add('frames.selectAllCells', 'select all', (panel) => panel.selectAll());
  add('frames.saveCsv', 'save as CSV', (panel) => panel.saveCsv());
  add('frames.pinResult', 'pin the result', () => panels.pin());
  add('frames.copyResultAsPython', 'copy as Python', (panel) => panel.copyAsPython());
  add('frames.runAgain', 'run it again', (panel) => panel.useRow());
  add('frames.pauseFollowing', 'pause', (panel) => panel.hold());
  add('frames.resumeFollowing', 'resume', (panel) => panel.resume());
  add('frames.followStream', 'follow the stream', (panel) => panel.follow());
  return commands;
}
