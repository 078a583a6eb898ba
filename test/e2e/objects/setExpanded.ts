import { expect, type Locator } from '@playwright/test';

/** Opens or closes an item. A click that meets a row that moves, or a badge that comes or goes, is lost: it is repeated. */
export async function setExpanded(
  item: Locator,
  wanted: boolean,
  { by = item }: { readonly by?: Locator } = {},
): Promise<void> {
  await item.waitFor();
  await expect(async () => {
    if (((await item.getAttribute('aria-expanded')) === 'true') !== wanted)
      await by.click({ timeout: 2_000 });
    await expect(item).toHaveAttribute('aria-expanded', String(wanted), { timeout: 2_000 });
  }).toPass({ timeout: 15_000 });
}
