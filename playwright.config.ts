import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { chromium } from './src/dev/chromium';

const out = path.join(__dirname, 'test-results');

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: path.join(out, 'e2e'),
  globalSetup: './test/e2e/setup.ts',
  // Each worker keeps one VS Code with its service; two of them fill two processors.
  workers: 2,
  fullyParallel: false,
  forbidOnly: process.env.CI !== undefined,
  // A busy machine loses a key or a click now and then. What passes only at the second try is named in the summary, and counts
  // as failed where it is more than two.
  retries: process.env.CI === undefined ? 0 : 1,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: path.join(out, 'e2e.json') }]],
  use: {
    headless: true,
    viewport: { width: 1280, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
    actionTimeout: 20_000,
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: chromium(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-dev-shm-usage',
      ],
    },
  },
});
