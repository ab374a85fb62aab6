/** The page of the papers in real Chromium: published numbers, and what a person does with a row. */
import { expect, test } from '@playwright/test';
import { seriousViolations } from './axe.ts';
import { watchErrors } from './smallExperiment.ts';

test('a row of a paper is read, trained and compared over seeds', async ({ page }) => {
  const errors = watchErrors(page);
  await page.goto('/');
  await page.getByRole('link', { name: 'Papers' }).click();
  await expect(page.getByRole('heading', { name: /^Table 1\. Each further/ })).toBeVisible();
  const mnist = page.getByRole('row', { name: /^MNIST MLP/ });
  for (const error of ['4.73', '2.22', '1.87', '1.86']) await expect(mnist).toContainText(error);
  await page.getByRole('button', { name: /more readings of MNIST, MLP/ }).click();
  await expect(page.getByRole('row', { name: /released code, 120 epochs in all/ })).toBeVisible();
  await page.getByRole('button', { name: 'MNIST, MLP over seeds' }).click();
  await expect(page.getByRole('heading', { name: /5 runs/ })).toBeVisible();
  await page.getByRole('link', { name: 'Papers' }).click();
  await page.getByText('Figure 2a', { exact: true }).click();
  await expect(page.getByRole('heading', { name: /^Figure 2a/ })).toBeVisible();
  await page.getByRole('button', { name: 'Train' }).first().click();
  await expect(page.getByText(/CIFAR-100/).first()).toBeVisible();
  expect(errors).toEqual([]);
});

for (const { width, height, theme } of [
  { width: 1440, height: 900, theme: 'light' },
  { width: 390, height: 844, theme: 'dark' },
] as const) {
  test(`the page of the papers at ${width} × ${height}, ${theme}`, async ({ browser }) => {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme });
    const page = await context.newPage();
    await page.goto('/');
    if (width < 768) await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('link', { name: 'Papers' }).click();
    await expect(page.getByRole('heading', { name: /^Table 1\. Each further/ })).toBeVisible();
    expect(await seriousViolations(page)).toEqual([]);
    const overhang = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overhang).toBeLessThanOrEqual(0);
    await page.getByText('Figure 2a', { exact: true }).click();
    await expect(page.getByRole('heading', { name: /^Figure 2a/ })).toBeVisible();
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByText('Hard classes on Glyphs, MLP, 12 epochs', { exact: true }).click();
    await expect(page.getByRole('row', { name: /^Averaging/ })).toBeVisible();
    expect(await seriousViolations(page)).toEqual([]);
  });
}
