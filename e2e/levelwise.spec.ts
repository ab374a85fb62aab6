/** The level-wise mixture, from a data set to moves taken back, in real Chromium. */
import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import type { ExperimentSpec } from '../src/spec/experimentSpec.ts';
import { encodeLink } from '../src/spec/link.ts';
import { defaultLevelwise } from '../src/spec/methods/levelwise/defaultLevelwise.ts';
import type { LevelwiseSpec } from '../src/spec/methods/levelwise/levelwiseSchema.ts';
import { defaultSpec } from '../src/spec/presets/presets.ts';
import { seriousViolations } from './axe.ts';
import { type DraggedFile, dropFiles } from './dropFiles.ts';
import { madeFamilies } from './madeData.ts';

const classes = Array.from({ length: 12 }, (_, index) => String(index));

/** Three groups of four, classes 3 and 8 each in the other's. */
const wrongTree = {
  name: 'tree.json',
  nodes: ['all', 'first', 'second', 'third', ...classes],
  parents: [-1, 0, 0, 0, 1, 1, 1, 3, 2, 2, 2, 2, 1, 3, 3, 3],
};

function levelwiseSpec(
  epochs: number,
  change: Partial<LevelwiseSpec> = {},
  hierarchy: Partial<LevelwiseSpec['hierarchy']> = {},
): ExperimentSpec {
  return {
    ...defaultSpec,
    name: 'Three families',
    dataset: { ...defaultSpec.dataset, source: 'local:families', validation: 0 },
    network: { kind: 'mlp', hidden: [16], initial: 'he' },
    training: {
      ...defaultSpec.training,
      epochs,
      batchSize: 24,
      learningRate: 0.05,
      schedule: { kind: 'steps', at: [], factor: 0.1 },
    },
    method: defaultLevelwise({
      adaptFromEpoch: 4,
      ...change,
      hierarchy: { from: 'import', branching: null, imported: wrongTree, ...hierarchy },
    }),
    device: 'wasm',
  };
}

async function openWithData(page: Page, spec: ExperimentSpec): Promise<void> {
  await page.goto(`/#${await encodeLink(spec)}`);
  // The link is read a moment after the page: until then another place takes what is dropped.
  await expect(page.getByRole('heading', { name: /This experiment is about/ })).toBeVisible();
  await dropFiles(page, madeFamilies());
}

async function open(page: Page, spec: ExperimentSpec): Promise<void> {
  await openWithData(page, spec);
  await expect(trainButton(page)).toBeEnabled();
}

const trainButton = (page: Page) => page.getByRole('button', { name: 'Train', exact: true });
const tree = (page: Page) => page.getByRole('tree', { name: 'Classes by group' });
const moves = (page: Page) => page.getByRole('region', { name: 'Moves', exact: true });

async function finished(page: Page): Promise<void> {
  await expect(page.getByText('Finished', { exact: true }).first()).toBeVisible({
    timeout: 120_000,
  });
}

const textFile = (name: string, text: string): DraggedFile => ({
  name,
  bytes: new TextEncoder().encode(text),
});

test('classes in wrong groups go home: tree, feed, Ψ, and every node by keyboard', async ({
  page,
}) => {
  await open(page, levelwiseSpec(12));
  await trainButton(page).click();
  await finished(page);
  await expect(moves(page).getByRole('button', { name: /^3[^0-9].*first/ })).toBeVisible();
  await expect(moves(page).getByRole('button', { name: /^8[^0-9].*third/ })).toBeVisible();
  const map = page.getByRole('figure', { name: /^Ψ/ }).getByRole('slider', { name: 'Class' });
  await map.focus();
  await page.keyboard.press('ArrowRight');
  await expect(map).toHaveAttribute('aria-valuetext', /\d/);
  await tree(page).getByRole('treeitem').first().focus();
  await page.keyboard.press('Home');
  const reached: string[] = [];
  for (let step = 0; step < classes.length + wrongTree.nodes.length; step++) {
    const name = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    if (!name || reached.includes(name)) break;
    reached.push(name);
    await page.keyboard.press('ArrowDown');
  }
  for (const name of [...classes, 'first', 'second', 'third']) {
    expect(reached.filter((one) => one.startsWith(`${name},`))).toHaveLength(1);
  }
  expect(reached.find((name) => name.startsWith('3,'))).toContain('first');
  expect(await seriousViolations(page)).toEqual([]);
  await tree(page).getByRole('treeitem', { name: /^3,/ }).focus();
  await page.keyboard.press('Enter');
  const held = page.getByRole('article', { name: 'Class 3' });
  await expect(held.getByRole('region', { name: 'Its groups' })).toContainText('from third');
  await expect(held).not.toContainText(/importance|ensemble|network 1/i);
  await page.getByRole('radio', { name: 'Difference' }).click();
  expect(await seriousViolations(page)).toEqual([]);
});

test('folding a group from the keyboard keeps the focus on it', async ({ page }) => {
  await open(page, levelwiseSpec(6));
  await trainButton(page).click();
  await finished(page);
  for (const layout of ['Espalier', 'Tidy', 'Radial']) {
    await page.getByRole('radio', { name: layout }).click();
    const group = tree(page).getByRole('treeitem', { name: /^second/ });
    await group.focus();
    await page.keyboard.press('ArrowLeft');
    await expect(group).toHaveAttribute('aria-expanded', 'false');
    await expect(group).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await expect(group).toHaveAttribute('aria-expanded', 'true');
    await expect(group).toBeFocused();
  }
});

test('an experiment that starts from a network asks for its file', async ({ page }) => {
  await openWithData(page, levelwiseSpec(6, { initialFrom: 'ab'.repeat(32) }));
  await expect(page.getByText(/network to start from is not at hand/)).toBeVisible();
  await expect(trainButton(page)).toBeDisabled();
});

test('a class is pinned and a move taken back while the run waits', async ({ page }) => {
  await open(page, levelwiseSpec(400));
  await trainButton(page).click();
  await expect(moves(page).getByRole('button', { name: /^3[^0-9].*first/ })).toBeVisible();
  await page.getByRole('button', { name: 'Pause' }).first().click();
  await expect(page.getByRole('button', { name: 'Resume' }).first()).toBeVisible();
  await moves(page).getByRole('button', { name: 'Pin 8 to its groups' }).click();
  await expect(moves(page).getByRole('button', { name: 'Pin 8 to its groups' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await moves(page)
    .getByRole('button', { name: /^Take back the move of 3/ })
    .first()
    .click();
  await expect(tree(page).getByRole('treeitem', { name: /^3, third/ })).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).first().click();
  await expect(page.getByText('Stopped', { exact: true }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: /events/i }).click(),
  ]);
  const log = readFileSync(await download.path(), 'utf8');
  expect(log).toMatch(/"type":"class-pinned"/);
  expect(log).toMatch(/"type":"move-undone"/);
});

test('a flat twin is trained beside, and the two are compared', async ({ page }) => {
  await open(page, levelwiseSpec(6));
  await trainButton(page).click();
  await finished(page);
  await page.getByRole('button', { name: 'Train the flat twin' }).click();
  await expect(trainButton(page)).toBeEnabled({ timeout: 60_000 });
  await page.getByRole('link', { name: 'Compare' }).click();
  await expect(page.getByRole('figure').first()).toBeVisible();
  await expect(page.getByRole('main')).toContainText(/test images/);
});

test('trees from files: one that fits, and those that do not', async ({ page }) => {
  await open(page, levelwiseSpec(6));
  await page.getByRole('button', { name: 'Remove the tree' }).click();
  await expect(trainButton(page)).toBeDisabled();
  const refused = async (text: string, reason: RegExp) => {
    await dropFiles(page, [textFile('bad.json', text)], 'tree');
    await expect(page.getByRole('alert').filter({ hasText: reason }).first()).toBeVisible();
  };
  const leaves = (names: readonly string[]) => names.map((name) => ({ name }));
  const two = (first: readonly string[], second: readonly string[]) =>
    JSON.stringify({
      name: 'all',
      children: [
        { name: 'a', children: leaves(first) },
        { name: 'b', children: leaves(second) },
      ],
    });
  await refused(two(classes.slice(0, 6), classes.slice(6, 11)), /11/);
  await refused(
    two(classes.slice(0, 6), [...classes.slice(6), '0']),
    /0.*(twice|repeat|more than once)/i,
  );
  await refused(two(classes.slice(0, 6), [...classes.slice(6), 'walrus']), /walrus/);
  await refused('{"name": "all", "children": [', /JSON/);
  await dropFiles(
    page,
    [textFile('good.json', two(classes.slice(0, 6), classes.slice(6)))],
    'tree',
  );
  await expect(page.getByText('good.json').first()).toBeVisible();
  await expect(trainButton(page)).toBeEnabled();
});

test('more groups than classes are refused at the field, with the data set at hand', async ({
  page,
}) => {
  await open(page, levelwiseSpec(6, {}, { from: 'features', imported: null, levels: [3] }));
  const field = page.getByRole('textbox', { name: /Groups per level/ });
  await field.fill('3, 12');
  await field.press('Tab');
  await expect(page.getByText(/level 2 has 12 groups for 12 classes/i).first()).toBeVisible();
  await expect(trainButton(page)).toBeDisabled();
  await field.fill('6, 3');
  await field.press('Tab');
  await expect(page.getByText(/must have fewer groups than the one below/).first()).toBeVisible();
  await field.fill('2, 3');
  await field.press('Tab');
  await expect(trainButton(page)).toBeEnabled();
});
