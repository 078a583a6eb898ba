import fs from 'node:fs';
import path from 'node:path';
import { findService } from '../../src/ui/localService/serviceInfo';
import { expect, startEditor, test as base } from './fixtures';
import { Workbench } from './objects/workbench';

/** A VS Code whose extension starts the service itself, and the folder of that service's data. */
const test = base.extend<{ alone: { readonly url: string; readonly dataFolder: string } }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from this pattern.
  alone: async ({}, use) => {
    const root = fs.mkdtempSync('/tmp/e2e-');
    const { server } = await startEditor(root);
    try {
      await use({ url: server.url, dataFolder: path.join(root, 'data') });
    } finally {
      await server.stop();
      fs.rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    }
  },
});

test('the local service comes back from a crash and a hang, and is shared by windows', async ({
  page,
  alone,
}) => {
  test.setTimeout(240_000);
  const workbench = new Workbench(page);
  const { explorer, notifications } = workbench;
  const pid = async (): Promise<number | undefined> => (await findService(alone.dataFolder))?.pid;
  const running = async (): Promise<number> => {
    await expect.poll(pid, { timeout: 30_000 }).toBeDefined();
    return (await pid()) ?? 0;
  };
  const status = page.locator('[id="frames-vscode.frames-vscode.frames.localService"]');

  await test.step('it starts from the view', async () => {
    await workbench.open(alone.url);
    await workbench.openContainer('Frames');
    await explorer.pane.getByRole('button', { name: 'Start Local Service' }).click();
    await explorer.expand('Connection Local', 'Container bigdata');
    await expect(status).toHaveText('Frames');
  });

  await test.step('it ends with its window, and is there again with the next', async () => {
    const before = await running();
    await workbench.reload();
    await explorer.expand('Connection Local', 'Container bigdata');
    expect(await running()).not.toBe(before);
  });

  await test.step('a crash is said, and it starts again', async () => {
    const before = await running();
    process.kill(before, 'SIGKILL');
    const said = notifications.saying('The local Frames service has ended');
    await expect(said).toContainText('SIGKILL');
    await workbench.screenshot('service-crashed');
    await expect.poll(pid, { timeout: 30_000 }).not.toBe(before);
    await running();
    await expect(status).toHaveText('Frames');
    await workbench.run('Notifications: Clear All Notifications');
    await explorer.collapse('Connection Local');
    await explorer.expand('Connection Local', 'Container bigdata');
  });

  await test.step('a hang is said; it is used again when it goes on', async () => {
    const before = await running();
    process.kill(before, 'SIGSTOP');
    await expect(status).toHaveText('Frames: no answer', { timeout: 40_000 });
    await expect(notifications.saying('does not answer')).toBeVisible();
    await workbench.screenshot('service-hangs');
    process.kill(before, 'SIGCONT');
    await expect(status).toHaveText('Frames', { timeout: 20_000 });
    await workbench.run('Notifications: Clear All Notifications');
  });

  await test.step('one that hangs is restarted by the button', async () => {
    const before = await running();
    process.kill(before, 'SIGSTOP');
    await expect(notifications.saying('does not answer')).toBeVisible({ timeout: 40_000 });
    await notifications.press('does not answer', 'Restart Local Service');
    await expect.poll(pid, { timeout: 30_000 }).not.toBe(before);
    await running();
    await expect(status).toHaveText('Frames', { timeout: 20_000 });
    await explorer.expand('Connection Local', 'Container bigdata');
  });

  await test.step('a second window shares it, and is asked about before it stops', async () => {
    const shared = await running();
    const second = new Workbench(await page.context().newPage());
    await second.open(alone.url);
    await second.openContainer('Frames');
    await second.explorer.expand('Connection Local', 'Container bigdata');
    expect(await running()).toBe(shared);
    await workbench.run('Frames: Stop Local Service');
    await expect(workbench.dialog.box).toContainText('Another window uses the local Frames service, too.');
    await workbench.screenshot('service-shared');
    await workbench.page.keyboard.press('Escape');
    expect(await running()).toBe(shared);
    await second.page.close();
  });

  await test.step('it restarts on demand, and stops', async () => {
    const before = await running();
    await workbench.run('Frames: Restart Local Service');
    // The other window may count for a moment after it is gone.
    const asked = workbench.dialog.box.getByRole('button', { name: 'Stop for All' });
    await expect(async () => {
      if (await asked.isVisible()) await asked.click();
      expect(await pid()).not.toBe(before);
    }).toPass({ timeout: 40_000 });
    await running();
    await expect(status).toHaveText('Frames', { timeout: 20_000 });
  });
});
