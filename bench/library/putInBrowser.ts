/** Puts files where the page keeps its own, through a thread of a page of the same origin. */
import type { Page } from '@playwright/test';
import type { Files } from '../../src/storage/files.ts';

/** Files sent at once. */
const atOnce = 400;

/** @param page that lies on the origin, under no policy that forbids a worker of its own. */
export async function putInBrowser(page: Page, files: Files): Promise<void> {
  await page.evaluate((source) => {
    const worker = new Worker(URL.createObjectURL(new Blob([source])));
    Reflect.set(globalThis, 'putFiles', (batch: unknown) => {
      worker.postMessage(batch);
      return new Promise((done, fail) => {
        worker.onmessage = done;
        worker.onerror = ({ message }) => fail(new Error(message));
      });
    });
  }, writer);
  const listed = await files.list();
  for (let first = 0; first < listed.length; first += atOnce) {
    const batch = await Promise.all(
      listed.slice(first, first + atOnce).map(async ({ name }) => {
        const bytes = (await files.read(name)) ?? new Uint8Array();
        return { name, base64: Buffer.from(bytes).toString('base64') };
      }),
    );
    await page.evaluate(async (some) => {
      await Reflect.get(globalThis, 'putFiles')(some);
    }, batch);
  }
}

const writer = `onmessage = async ({ data }) => {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle('espalier', { create: true });
  await Promise.all(data.map(async ({ name, base64 }) => {
    const entry = await folder.getFileHandle(name, { create: true });
    const file = await entry.createSyncAccessHandle();
    file.write(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)));
    file.close();
  }));
  postMessage('done');
};`;
