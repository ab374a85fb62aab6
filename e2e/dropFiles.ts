import type { Page } from '@playwright/test';

/** A file as a person would drag it: its name and bytes. */
export interface DraggedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Drops files onto the drop zone that is on the page, as a drag from the desktop does. */
export async function dropFiles(page: Page, files: readonly DraggedFile[]): Promise<void> {
  const encoded = files.map(({ name, bytes }) => ({
    name,
    base64: Buffer.from(bytes).toString('base64'),
  }));
  const transfer = await page.evaluateHandle((list) => {
    const data = new DataTransfer();
    for (const { name, base64 } of list) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      data.items.add(new File([bytes], name));
    }
    return data;
  }, encoded);
  const zone = page
    .locator('[data-rac]', { hasText: /drop/i })
    .filter({ has: page.getByRole('button', { name: 'Choose files' }) })
    .last();
  for (const type of ['dragenter', 'dragover', 'drop']) {
    await zone.dispatchEvent(type, { dataTransfer: transfer });
  }
}
