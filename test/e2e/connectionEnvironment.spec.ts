import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startService } from '../../src/dev/service';
import { expect, startEditor, test } from './fixtures';
import { Workbench } from './objects/workbench';

const secret = 'umgebungsschluessel-0815';

test('a connection that the environment describes is one press away, and its key rests in no file', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'e2e-'));
  const service = await startService(path.join(root, 'data'));
  const { server } = await startEditor(root, {
    // None is found here: the view is empty.
    FRAMES_LOCAL_DATA: path.join(root, 'elsewhere'),
    V3IO_FRAMESD: service.info.grpc,
    V3IO_API: service.info.webapi,
    V3IO_ACCESS_KEY: secret,
  });
  try {
    const workbench = new Workbench(page);
    await workbench.open(server.url);
    const { explorer, quickInput } = workbench;
    await workbench.openContainer('Frames');
    const offer = explorer.pane.getByRole('button', { name: 'Add from Environment' });
    await expect(offer).toBeVisible();
    await workbench.screenshot('environment');
    await offer.click();
    await expect(quickInput.widget).toContainText('Name of the connection');
    await expect(quickInput.box).toHaveValue('127.0.0.1');
    await page.keyboard.press('Enter');
    await explorer.expand('Connection 127.0.0.1');
    await expect(explorer.item('Container bigdata')).toBeVisible();

    await test.step('Add Connection offers it too', async () => {
      await workbench.run('Frames: Add Connection…');
      const row = quickInput.rows('Take It from the Environment');
      await expect(row).toContainText('V3IO_FRAMESD, V3IO_API, V3IO_ACCESS_KEY');
      await page.keyboard.press('Escape');
    });

    await test.step('the key stands in clear in no file of the editor', () => {
      const files = fs
        .readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name));
      expect(files.length).toBeGreaterThan(10);
      expect(files.filter((file) => fs.readFileSync(file).includes(secret))).toEqual([]);
    });
  } finally {
    await server.stop();
    await service.stop();
    fs.rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
});
