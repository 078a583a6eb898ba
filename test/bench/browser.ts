import { chromium as browserType, type Browser } from '@playwright/test';
import { chromium } from '../../src/dev/chromium';

/** The browser that the end-to-end tests use, without what disturbs a measurement. */
export function launchBrowser(): Promise<Browser> {
  return browserType.launch({
    executablePath: chromium(() => undefined),
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
  });
}
