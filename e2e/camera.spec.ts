/** The camera, by Chromium's own made-up one: it answers live, is let go when it is left, and leaves nothing. */
import { expect, type Page, test } from '@playwright/test';
import { seriousViolations } from './axe.ts';
import { chromiumArguments, findChromium } from './chromium.ts';
import { openWith, smallSpec, trainToTheEnd, watchErrors } from './smallExperiment.ts';

test.use({
  launchOptions: {
    ...findChromium(),
    args: [
      ...chromiumArguments,
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
    ],
  },
  permissions: ['camera'],
});

const source = (page: Page, name: string) =>
  page
    .getByRole('radiogroup', { name: 'Where pictures come from' })
    .getByRole('radio', { name })
    .click();
const turnOn = (page: Page) => page.getByRole('button', { name: 'Turn the camera on' }).click();
const picture = (page: Page) => page.getByLabel('What the camera sees');
const answer = (page: Page) => page.getByRole('heading', { level: 1, name: /read .+ with \d+%/ });

/** Remembers the stream that plays, so that it can be asked about when its picture is gone. */
async function rememberStream(page: Page): Promise<void> {
  await expect(picture(page)).toBeVisible();
  await page.evaluate(() => {
    const { srcObject } = document.querySelector('video') as HTMLVideoElement;
    (globalThis as { remembered?: MediaStream }).remembered = srcObject as MediaStream;
  });
}
const states = (page: Page) =>
  page.evaluate(() =>
    (globalThis as { remembered?: MediaStream }).remembered
      ?.getTracks()
      .map(({ readyState }) => readyState),
  );

/** As browsers do where somebody says no. */
const refuse = (page: Page) =>
  page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new DOMException('Permission denied', 'NotAllowedError'));
  });
const allow = (page: Page) =>
  page.evaluate(() => {
    // What stands on the prototype is the browser's own again.
    Reflect.deleteProperty(navigator.mediaDevices, 'getUserMedia');
  });

/** Names and sizes of all that the page keeps. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    const found: string[] = [];
    type Folder = FileSystemDirectoryHandle & {
      values(): AsyncIterable<FileSystemDirectoryHandle | FileSystemFileHandle>;
    };
    const list = async (folder: Folder, path: string) => {
      for await (const entry of folder.values()) {
        if (entry.kind === 'directory') await list(entry as Folder, `${path}${entry.name}/`);
        else found.push(`${path}${entry.name} ${(await entry.getFile()).size}`);
      }
    };
    await list((await navigator.storage.getDirectory()) as Folder, '');
    return [...found.sort(), ...Object.keys(localStorage), ...Object.keys(sessionStorage)];
  });

test('the camera is answered live, is let go when it is left, and leaves nothing', async ({
  page,
}) => {
  const errors = watchErrors(page);
  await openWith(page, smallSpec('wasm'));
  await trainToTheEnd(page);
  await page.getByRole('link', { name: 'Try' }).click();
  const pad = page.getByRole('img', { name: /^Pad/ });
  await expect(pad).toBeVisible();
  const before = await kept(page);

  await source(page, 'Camera');
  await expect(page.getByText('The browser asks before the camera goes on')).toBeVisible();
  await expect(picture(page)).toHaveCount(0);
  await refuse(page);
  await turnOn(page);
  await expect(page.getByRole('alert')).toContainText('It did not go on: Permission denied');
  await allow(page);
  await turnOn(page);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(answer(page)).toBeVisible();
  await rememberStream(page);
  expect(await states(page)).toEqual(['live']);
  const seen = page.getByRole('img', { name: 'As the networks see it' });
  const shown = () =>
    seen.locator('canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const first = await shown();
  // What it shows moves, so that the networks are given frame after frame.
  await expect.poll(shown).not.toBe(first);
  expect(await seriousViolations(page)).toEqual([]);

  await page.getByRole('button', { name: 'Turn it off' }).click();
  await expect.poll(() => states(page)).toEqual(['ended']);
  await expect(seen).toHaveCount(0);
  await expect(answer(page)).toHaveCount(0);

  await turnOn(page);
  await rememberStream(page);
  await source(page, 'Draw');
  await expect.poll(() => states(page)).toEqual(['ended']);
  await expect(seen).toHaveCount(0);

  await source(page, 'Camera');
  await turnOn(page);
  await rememberStream(page);
  await page.getByRole('link', { name: 'Runs' }).click();
  await expect.poll(() => states(page)).toEqual(['ended']);
  expect(await kept(page)).toEqual(before);
  expect(errors).toEqual([]);
});
