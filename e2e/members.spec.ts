/** Level-wise networks as members of a complementary ensemble, from the form to each round's tree. */
import { expect, type Page, test } from '@playwright/test';
import type { ExperimentSpec } from '../src/spec/experimentSpec.ts';
import { encodeLink } from '../src/spec/link.ts';
import { defaultComplementary } from '../src/spec/methods/complementary.ts';
import { defaultLevelwise } from '../src/spec/methods/levelwise/defaultLevelwise.ts';
import { asMembers } from '../src/spec/methods/levelwise/members.ts';
import { defaultSpec } from '../src/spec/presets/presets.ts';
import { seriousViolations } from './axe.ts';
import { dropFiles } from './dropFiles.ts';
import { madeFamilies } from './madeData.ts';

const members = asMembers(
  defaultLevelwise({
    hierarchy: { warmupEpochs: 2, levels: [3], branching: null, linkage: 'ward' },
    adaptFromEpoch: 4,
  }),
);

function spec(epochs: number): ExperimentSpec {
  return {
    ...defaultSpec,
    name: 'Families that vote',
    dataset: { ...defaultSpec.dataset, source: 'local:families', validation: 0 },
    network: { kind: 'mlp', hidden: [16], initial: 'he' },
    training: {
      ...defaultSpec.training,
      epochs,
      batchSize: 24,
      learningRate: 0.05,
      schedule: { kind: 'steps', at: [], factor: 0.1 },
    },
    method: defaultComplementary({ rounds: 2, errors: 'hard', members }),
    device: 'wasm',
  };
}

async function open(page: Page, epochs: number): Promise<void> {
  await page.goto(`/#${await encodeLink(spec(epochs))}`);
  await expect(page.getByRole('heading', { name: /This experiment is about/ })).toBeVisible();
  await dropFiles(page, madeFamilies());
  await expect(trainButton(page)).toBeEnabled();
}

const trainButton = (page: Page) => page.getByRole('button', { name: 'Train', exact: true });
const tree = (page: Page) => page.getByRole('tree', { name: 'Classes by group' });
const round = (page: Page, number: number) =>
  page.getByRole('radio', { name: `Round ${number}`, exact: true });

test('each round’s tree can be looked at, and only the one under way be changed', async ({
  page,
}) => {
  await open(page, 60);
  await trainButton(page).click();
  await page.getByRole('radio', { name: 'Trees' }).click();
  await expect(round(page, 1)).toBeChecked();
  // The second network’s tree follows the run until a round is chosen.
  await expect(page.getByText('The tree of network 2, under way.')).toBeVisible({
    timeout: 60_000,
  });
  await page.getByRole('button', { name: 'Pause' }).first().click();
  await expect(page.getByRole('button', { name: 'Resume' }).first()).toBeVisible();
  const class3 = tree(page).getByRole('treeitem', { name: /^3,/ });
  await class3.focus();
  await page.keyboard.press('p');
  await expect(tree(page).getByRole('treeitem', { name: /^3,.*pinned/ })).toBeVisible();
  await round(page, 1).click();
  await expect(page.getByText(/The tree of network 1, which is trained/)).toBeVisible();
  await expect(class3).not.toHaveAccessibleName(/pinned/);
  expect(await seriousViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Resume' }).first().click();
  await expect(page.getByText('Finished', { exact: true }).first()).toBeVisible({
    timeout: 60_000,
  });
  await page.getByRole('radio', { name: 'Story' }).click();
  await expect(page.getByText(/Each has a tree of its own/)).toBeVisible();
});

test('the form makes members level-wise and flat again', async ({ page }) => {
  await open(page, 8);
  await expect(page.getByText(/Every round builds a tree of its own/)).toBeVisible();
  await page.getByLabel('Groups per level').first().fill('50');
  await expect(trainButton(page)).toBeDisabled();
  await expect(page.getByText(/50 groups for 12 classes/)).toBeVisible();
  await page.getByRole('button', { name: /^level-wise Networks|Networks.*level-wise/ }).click();
  await page.getByRole('option', { name: /^flat/ }).click();
  await expect(page.getByText(/Every round builds a tree of its own/)).toBeHidden();
  await expect(trainButton(page)).toBeEnabled();
});
