/** Choosing networks and presets in the form, in real Chromium. */
import { expect, test } from '@playwright/test';
import { seriousViolations } from './axe.ts';
import { openWith, smallSpec, watchErrors } from './smallExperiment.ts';

test('another network for each round, in its published size', async ({ page }) => {
  const errors = watchErrors(page);
  await openWith(page, smallSpec('wasm'));
  await page.getByRole('switch', { name: /One for each round/ }).click({ force: true });
  const rounds = page.getByRole('listbox', { name: 'The network of each round' });
  await expect(rounds.getByRole('option')).toHaveCount(2);
  await rounds.getByRole('option', { name: 'Round 2: MLP 12' }).click();
  await page.getByRole('button', { name: 'Published sizes' }).click();
  const sizes = page.getByRole('menu', { name: 'Published sizes' });
  const tooDeep = sizes.getByRole('menuitem', { name: 'AlexNet', exact: true });
  await expect(tooDeep).toHaveAttribute('aria-disabled', 'true');
  await expect(tooDeep).toHaveAccessibleDescription(/too deep here: \w+ takes windows/);
  await sizes.getByRole('menuitem', { name: 'ResNet-20', exact: true }).click();
  await expect(rounds.getByRole('option', { name: 'Round 2: ResNet-20' })).toBeVisible();

  await page.getByRole('button', { name: /^[\d,]+ parameters$/ }).click();
  const layers = page.getByRole('region', { name: 'Layers of the network' });
  await expect(layers.getByRole('rowheader', { name: 'block1' })).toHaveCount(0);
  await layers.getByRole('button', { name: /^stage2/ }).click();
  await expect(layers.getByRole('rowheader', { name: 'block1' })).toBeVisible();

  await page.getByRole('button', { name: 'Add a round behind round 2' }).click();
  await expect(rounds.getByRole('option')).toHaveCount(3);
  await expect(page.getByLabel(/Networks/).first()).toHaveValue('3');
  await page.getByRole('button', { name: 'Remove round 3' }).click();
  await expect(rounds.getByRole('option')).toHaveCount(2);
  expect(await seriousViolations(page)).toEqual([]);
  expect(errors).toEqual([]);
});

test('depths stand in their order after those of another family', async ({ page }) => {
  const network = { kind: 'resnet', depth: 8 } as const;
  await openWith(page, smallSpec('wasm', { network }));
  const pick = page.getByRole('button', { name: /^ResNet 6n \+ 2/ });
  await pick.click();
  await page.getByRole('option', { name: 'ResNet', exact: true }).click();
  await page.getByRole('button', { name: /^18 Depth/ }).click();
  const depths = page.getByRole('listbox', { name: 'Depth' }).getByRole('option');
  await expect(depths).toHaveText([/^18/, /^34/, /^50/, /^101/, /^152/]);
});

test('presets are found by what is typed, and the short ones apart', async ({ page }) => {
  await openWith(page, smallSpec('wasm'));
  await page.getByRole('button', { name: 'Presets' }).click();
  await page.getByRole('searchbox', { name: 'Find presets' }).fill('cifar boosting');
  const found = page.getByRole('menuitem');
  await expect(found).toHaveCount(2);
  await page.getByRole('button', { name: 'In minutes' }).click();
  await expect(found).toHaveCount(1);
  expect(await seriousViolations(page)).toEqual([]);
  await found.click();
  await expect(page.getByRole('heading', { name: /This experiment is about/ })).toBeVisible();
});
