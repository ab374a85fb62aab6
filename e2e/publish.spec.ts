/** A trained model goes to the Hugging Face Hub when a person says so: to a local server in its place. */
import { expect, type Page, test } from '@playwright/test';
import { type HubServer, startHubServer } from '../src/storage/testing/hubServer.ts';
import { seriousViolations } from './axe.ts';
import { exportItem, openWith, smallSpec, trainToTheEnd, watchErrors } from './smallExperiment.ts';

const token = 'hf_aSecretThatNobodyMayRead';
const store = 'https://cas-server.xethub.hf.co';

let hub: HubServer;
test.beforeAll(async () => {
  hub = await startHubServer();
  hub.tokens.set(token, { writesFor: ['ann'] });
  hub.told.hub = 'https://huggingface.co';
  hub.told.store = store;
});
test.afterAll(() => hub.close());

/** Leads what the page asks of the Hub and its stores to the local server. */
async function leadToServer(page: Page): Promise<void> {
  const addresses = /^https:\/\/(?:huggingface\.co|cas-server\.xethub\.hf\.co)\//;
  await page.context().route(addresses, async (route) => {
    const asked = route.request();
    const { pathname, search } = new URL(asked.url());
    const { authorization } = await asked.allHeaders();
    const body = asked.postDataBuffer();
    try {
      const reply = await fetch(`${hub.origin}${pathname}${search}`, {
        method: asked.method(),
        headers: { authorization },
        body: body && new Uint8Array(body),
      });
      await route.fulfill({
        status: reply.status,
        headers: { 'access-control-allow-origin': '*', 'content-type': 'application/json' },
        body: Buffer.from(await reply.arrayBuffer()),
      });
    } catch {
      // The page gave it up, or the test is over.
    }
  });
}

const dialog = (page: Page) =>
  page.getByRole('dialog', { name: 'Publish to the Hugging Face Hub' });

async function openDialog(page: Page): Promise<void> {
  await exportItem(page, 'Publish to the Hugging Face Hub');
  await expect(dialog(page).getByRole('listitem').first()).toContainText('README.md');
}

/** Everything that the page keeps as text, and where it is. */
const keptText = (page: Page) =>
  page.evaluate(() =>
    JSON.stringify([location.href, { ...localStorage }, { ...sessionStorage }, document.title]),
  );

test('a model is published: told before, given up, refused, and then there', async ({ page }) => {
  const errors = watchErrors(page);
  await leadToServer(page);
  await openWith(page, smallSpec('wasm'));
  await trainToTheEnd(page);
  await openDialog(page);
  const publish = dialog(page).getByRole('button', { name: /^Publish/ });
  const name = dialog(page).getByRole('textbox', { name: 'Repository' });
  const secret = dialog(page).getByLabel('Access token');
  await expect(publish).toHaveText(/^Publish 6 files, [\d.,]+ k?B$/);
  await expect(publish).toBeDisabled();
  await name.fill('leaves');
  await expect(dialog(page)).toContainText('Give owner/name');
  await dialog(page).getByText('TensorFlow.js', { exact: true }).click();
  await expect(publish).toHaveText(/^Publish 4 files/);
  await name.fill('ann/leaves');
  await secret.fill('hf_notMine');
  await expect(dialog(page)).toContainText('To huggingface.co/ann/leaves');
  expect(await seriousViolations(page), 'wide').toEqual([]);
  // All that was asked of anybody so far was asked of the page's own host.
  expect(errors).toEqual([]);
  expect(hub.asked).toEqual([]);

  await publish.click();
  await expect(dialog(page).getByRole('alert')).toContainText('the Hub does not know this token');
  await expect(name).toHaveValue('ann/leaves');

  hub.trouble = (_, path) => (path.startsWith('/v1/xorbs/') ? 'silence' : null);
  await secret.fill(token);
  await publish.click();
  await expect.poll(() => hub.asked.some(({ path }) => path.startsWith('/v1/xorbs/'))).toBe(true);
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog(page)).toContainText('Given up');
  expect(hub.repositories.get('ann/leaves')?.commits).toBe(0);

  hub.trouble = () => null;
  await publish.click();
  await expect(dialog(page).getByText('The model is published.')).toBeVisible();
  await expect(
    dialog(page).getByRole('link', { name: 'huggingface.co/ann/leaves' }),
  ).toHaveAttribute('href', 'https://huggingface.co/ann/leaves');
  const there = hub.repositories.get('ann/leaves');
  expect(there).toMatchObject({ isPrivate: true, commits: 1 });
  expect([...(there?.files.keys() ?? [])].sort()).toEqual([
    '.gitattributes',
    'README.md',
    'espalier_model.py',
    'model.safetensors',
    'onnx/model.onnx',
  ]);
  const card = Buffer.from(there?.files.get('README.md') ?? '').toString();
  expect(card).toMatch(/^---\nlibrary_name: espalier\npipeline_tag: image-classification\n/);
  expect(card).toContain('# A small experiment');
  expect(await keptText(page)).not.toContain(token);
  const tokens = hub.asked.map((asked) => asked.token);
  expect(new Set(tokens)).toEqual(new Set(['hf_notMine', token, 'a token of the store alone']));

  await dialog(page).getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText(/^Trained on this machine · .+B sent to the Hub$/)).toBeVisible();
  await page.getByRole('button', { name: /dark/i }).first().click();
  await openDialog(page);
  await expect(secret).toHaveValue('');
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(publish).toBeVisible();
  expect(await seriousViolations(page), 'narrow and dark').toEqual([]);
  const overhang = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overhang).toBeLessThanOrEqual(0);
  const others = errors.filter(
    (error) =>
      !/^https:\/\/(huggingface\.co|cas-server)/.test(error) && !/status of 401/.test(error),
  );
  expect(others).toEqual([]);
});
