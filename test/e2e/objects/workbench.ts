import fs from 'node:fs';
import path from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { Dialog } from './dialog';
import { chooseFromMenu } from './contextMenu';
import { Explorer } from './explorer';
import { Notifications } from './notification';
import { QuickInput } from './quickInput';
import { ResultPanel } from './resultPanel';
import { setExpanded } from './setExpanded';

/** A VS Code window. Selectors are those of Code 1.139. */
export class Workbench {
  readonly explorer: Explorer;
  readonly quickInput: QuickInput;
  readonly notifications: Notifications;
  readonly dialog: Dialog;
  readonly consoleLines: string[] = [];

  constructor(readonly page: Page) {
    this.explorer = new Explorer(page);
    this.quickInput = new QuickInput(page);
    this.notifications = new Notifications(page);
    this.dialog = new Dialog(page);
    page.on('console', (message) => this.consoleLines.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => this.consoleLines.push(`error: ${error.message}`));
  }

  /** Opens the window and waits until it is restored and knows its extensions; being visible is not enough. */
  async open(url: string): Promise<void> {
    // The first webview of a new browser profile waits seconds in an update check that finds nothing.
    await this.page.addInitScript(() => {
      ServiceWorkerRegistration.prototype.update = function () {
        return Promise.resolve(this);
      };
    });
    await this.page.goto(url, { waitUntil: 'commit' });
    await this.ready();
  }

  /** As the user does: the window keeps what it keeps when it closes. */
  async reload(): Promise<void> {
    const gone = this.page.waitForEvent('domcontentloaded');
    await this.run('Developer: Reload Window');
    await gone;
    await this.ready();
  }

  private async ready(): Promise<void> {
    await this.page.waitForFunction(
      () =>
        ['code/didStartWorkbench', 'code/didLoadExtensions'].every(
          (mark) => performance.getEntriesByName(mark).length > 0,
        ),
      undefined,
      { timeout: 60_000 },
    );
  }

  /** Runs a command by its title in the palette. */
  async run(title: string): Promise<void> {
    await this.quickInput.runCommand(title);
  }

  /** Shows a view container by its title in the activity bar. */
  async openContainer(title: string): Promise<void> {
    await setExpanded(this.activity(title), true);
  }

  activity(title: string): Locator {
    return this.page.locator(`.activitybar .action-item:has(.action-label[aria-label^="${title}"])`);
  }

  /** The editor tab of a title. */
  tab(title: string | RegExp): Locator {
    return this.page.locator('.tabs-container').getByRole('tab', { name: title });
  }

  /** The visible result panel. */
  get results(): ResultPanel {
    return new ResultPanel(this.page);
  }

  /** Opens a view of the side bar that stands closed at first. */
  async openSection(name: string): Promise<void> {
    const header = this.page.getByRole('button', { name: `${name} Section`, exact: true });
    if ((await header.getAttribute('aria-expanded')) === 'false') await header.click();
  }

  async closeEditors(): Promise<void> {
    await this.run('View: Close All Editors');
    // Texts that a test before left untitled come back, and are asked about.
    const drop = this.page.locator('.monaco-dialog-box').getByRole('button', { name: /Don.t Save/ });
    await expect(async () => {
      if (await drop.isVisible()) await drop.click();
      await expect(this.page.locator('.tabs-container .tab')).toHaveCount(0, { timeout: 2_000 });
    }).toPass({ timeout: 20_000 });
  }

  async openFile(name: string): Promise<void> {
    await this.page.keyboard.press('Control+P');
    await this.quickInput.type(name);
    await this.quickInput.choose(name);
    await expect(this.tab(name)).toBeVisible();
  }

  /** Opens a nosql table of the local service by way of the tree. */
  async openTable(folder: string, table: string): Promise<void> {
    await this.openContainer('Frames');
    await this.explorer.expand('Container bigdata', `Folder ${folder}`);
    await this.explorer.click(`${table}, table`);
  }

  async addConnection(form: {
    readonly address: string;
    readonly webApi: string;
    readonly name: string;
  }): Promise<void> {
    await this.run('Frames: Add Connection…');
    await this.quickInput.answer(form.address);
    await this.quickInput.answer(form.webApi);
    await this.quickInput.choose('No Credentials');
    await expect(this.quickInput.widget).toContainText('Name of the connection');
    await this.quickInput.answer(form.name);
  }

  /** Chooses an entry of a file's context menu in the workspace. */
  async fileMenu(file: string, entry: string): Promise<void> {
    await chooseFromMenu(this.page, this.page.getByRole('treeitem', { name: file }), entry);
  }

  clipboard(): Promise<string> {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** Keeps a picture where `E2E_SCREENSHOTS` names a folder. */
  async screenshot(name: string): Promise<void> {
    const folder = process.env.E2E_SCREENSHOTS;
    if (folder === undefined || folder === '') return;
    fs.mkdirSync(folder, { recursive: true });
    await this.page.screenshot({ path: path.join(folder, `${name}.png`) });
  }
}
