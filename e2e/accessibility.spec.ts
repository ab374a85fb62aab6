/** axe on every page, light and dark, wide and narrow: nothing serious. */
import { expect, test } from '@playwright/test';
import { encodeLink } from '../src/spec/link.ts';
import { defaultSpec } from '../src/spec/presets/presets.ts';
import { seriousViolations } from './axe.ts';

const looks = [
  { width: 1440, height: 900, theme: 'light' },
  { width: 1440, height: 900, theme: 'dark' },
  { width: 390, height: 844, theme: 'light' },
  { width: 390, height: 844, theme: 'dark' },
] as const;

for (const { width, height, theme } of looks) {
  test(`every page at ${width} × ${height}, ${theme}`, async ({ browser }) => {
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: theme,
    });
    const page = await context.newPage();
    await page.goto('/');
    await expect(page.getByText('Drop a data set')).toBeVisible();
    expect(await seriousViolations(page), 'first visit').toEqual([]);
    await page.getByRole('button', { name: /^Glyphs/ }).click();
    await expect(page.getByRole('heading', { name: /Glyphs.*62 classes/ })).toBeVisible();
    expect(await seriousViolations(page), 'data').toEqual([]);
    const quick = {
      ...defaultSpec,
      dataset: { ...defaultSpec.dataset, limitPerClass: 8, validation: 0 },
      network: { kind: 'mlp' as const, hidden: [8], initial: 'he' as const },
      training: {
        ...defaultSpec.training,
        epochs: 1,
        schedule: { kind: 'steps' as const, at: [], factor: 0.1 },
      },
      method: { ...defaultSpec.method, rounds: 2 } as typeof defaultSpec.method,
      device: 'wasm' as const,
    };
    await page.goto(`/#${await encodeLink(quick)}`);
    const open = page.getByRole('button', { name: 'Open Glyphs', exact: true });
    const train = page.getByRole('button', { name: 'Train', exact: true });
    await expect(open.or(train).first()).toBeVisible();
    if (await open.isVisible()) await open.click();
    await expect(train).toBeEnabled();
    expect(await seriousViolations(page), 'before training').toEqual([]);
    await train.click();
    await expect(page.getByText('Finished', { exact: true }).first()).toBeVisible();
    expect(await seriousViolations(page), 'after training').toEqual([]);
    // Nothing sticks out sideways.
    const overhang = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overhang).toBeLessThanOrEqual(0);
  });
}
