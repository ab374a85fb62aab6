/** The bench of a run: networks voted again and another μ tried, without training anything. */
import { expect, type Page, test } from '@playwright/test';
import { seriousViolations } from './axe.ts';
import { openWith, smallSpec, trainToTheEnd, watchErrors } from './smallExperiment.ts';

/** Three networks that have hardly learnt anything, so that votes matter and rounds freeze. */
function poorSpec() {
  const { training, dataset, method } = smallSpec('wasm');
  return smallSpec('wasm', {
    dataset: { ...dataset, validation: 0.2 },
    training: { ...training, epochs: 1, learningRate: 0.01 },
    method: { ...(method as object), rounds: 3 } as typeof method,
  });
}

const room = (page: Page, name: string) => page.getByRole('radio', { name, exact: true });
const vote = (page: Page, round: number) =>
  page.getByRole('slider', { name: `Vote of network ${round}`, exact: true });
const error = (page: Page) =>
  page.getByRole('figure', { name: 'What the vote comes to' }).locator('dd').nth(1);

test('votes networks again, tries another μ, and keeps both in the link', async ({ page }) => {
  const errors = watchErrors(page);
  await openWith(page, poorSpec());
  await trainToTheEnd(page);
  await room(page, 'Bench').click();
  await expect(page.getByRole('heading', { name: /As trained, the vote of 3/ })).toBeVisible();
  const trained = await error(page).textContent();

  // By key, by press, and never the last one.
  await page.keyboard.press('3');
  await expect(page.getByRole('heading', { name: /Without network 3/ })).toBeVisible();
  await page.getByRole('switch', { name: 'Network 2' }).click();
  await expect(page.getByRole('heading', { name: /With only network 1/ })).toBeVisible();
  await page.keyboard.press('1');
  await expect(page.getByRole('switch', { name: 'Network 1' })).toBeChecked();
  await page.keyboard.press('2');

  // By arrows and typed.
  await vote(page, 1).focus();
  const before = await vote(page, 1).getAttribute('aria-valuenow');
  await page.keyboard.press('ArrowRight');
  await expect(vote(page, 1)).not.toHaveAttribute('aria-valuenow', before ?? '');
  const typed = page.getByRole('textbox', { name: 'Vote of network 2, as a number' });
  await typed.fill('0.5');
  await typed.press('Enter');
  await expect(vote(page, 2)).toHaveAttribute('aria-valuenow', '0.5');

  // A class that is held tells its images.
  const classes = page.getByRole('slider', { name: 'Class', exact: true });
  await classes.focus();
  await page.keyboard.press('ArrowRight');
  await expect(classes).toHaveAttribute('aria-valuenow', '1');
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('heading', { name: /Its .* as the vote now has them/ }),
  ).toBeVisible();
  await page.keyboard.press('Escape');

  const mu = page.getByRole('textbox', { name: 'μ, as a number' });
  await mu.fill('5');
  await mu.press('Enter');
  const frozen = page.getByText(/Rounds? .* freezes?/).first();
  await expect(frozen).toBeVisible();
  expect(await seriousViolations(page)).toEqual([]);

  await page.getByRole('button', { name: 'Share' }).click();
  // The link is made a moment after its field is there.
  const field = page.getByRole('textbox', { name: 'Link' });
  await expect(field).toHaveValue(/~off=3&/);
  const link = await field.inputValue();
  expect(link).toContain('mu=5');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Best on validation' }).click();
  await expect(page.getByText(/validation images/).last()).toBeVisible();
  await page.getByRole('button', { name: 'As trained' }).click();
  await expect(error(page)).toHaveText(trained ?? '');
  await page.getByRole('button', { name: /^Use / }).click();
  await expect(frozen).toBeHidden();

  // Whoever opens the link finds the bench as it was, once there is a run.
  await page.goto('about:blank');
  await page.goto(link);
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeEnabled();
  await trainToTheEnd(page);
  await expect(page.getByRole('heading', { name: /Without network 3/ })).toBeVisible();
  await expect(vote(page, 2)).toHaveAttribute('aria-valuenow', '0.5');
  expect(errors).toEqual([]);
});
