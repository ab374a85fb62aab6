/** What people find among their files: broken images, names in other encodings, JPEGs of inks. */
import { expect, type Page, test } from '@playwright/test';
import { cmykJpeg } from '../src/data/testing/cmykJpeg.ts';
import { encodeName } from '../src/data/testing/encodeName.ts';
import { writePng } from '../src/data/testing/writePng.ts';
import { writeZip } from '../src/data/testing/writeZip.ts';
import { seriousViolations } from './axe.ts';
import { type DraggedFile, dropFiles } from './dropFiles.ts';

const heading = (page: Page, name: RegExp) => page.getByRole('heading', { name });
const picture = (value: number): Uint8Array =>
  writePng(new Uint8Array(9 * 5 * 3).fill(value), { height: 5, width: 9, channels: 3 });
const pets: readonly DraggedFile[] = ['cat', 'dog'].flatMap((one, label) =>
  Array.from({ length: 12 }, (_, at) => ({
    name: `pets/${one}/${at}.png`,
    bytes: picture(20 * label + at),
  })),
);

test('broken images are all told, and left out or not; inks are read', async ({ page }) => {
  await page.goto('/');
  const broken = [
    { name: 'pets/cat/empty.jpg', bytes: new Uint8Array() },
    { name: 'pets/dog/page.jpg', bytes: new TextEncoder().encode('<!DOCTYPE html><p>Gone</p>') },
    { name: 'pets/dog/cut.jpg', bytes: cmykJpeg.subarray(0, 150) },
  ];
  const inks = { name: 'pets/cat/inks.jpg', bytes: cmykJpeg };
  await dropFiles(page, [...pets, inks, ...broken]);
  const dialog = page.getByRole('dialog', { name: /pets.*read/ });
  await expect(dialog).toContainText('3 of 28 images cannot be read');
  const list = dialog.getByRole('list', { name: 'Images that cannot be read' });
  await expect(list.getByRole('listitem')).toHaveCount(3);
  await expect(list).toContainText('pets/dog/page.jpg byte 0: a web page');
  expect(await seriousViolations(page), 'the question').toEqual([]);
  await dialog.getByText('Leave nothing out').click();
  await dialog.getByRole('button', { name: 'Read it so' }).click();
  const alert = page.getByRole('alert').first();
  await expect(alert).toContainText('3 of 28 images cannot be read');

  await dropFiles(page, [...pets, inks, ...broken]);
  await dialog.getByText('Leave these 3 images out').click();
  await dialog.getByRole('button', { name: 'Read it so' }).click();
  await expect(heading(page, /pets.*2 classes/)).toBeVisible();
  await expect(page.getByText('Left out, as chosen: 3 of 28 images')).toBeVisible();
  await expect(page.getByText('1 of 28 images of CMYK inks')).toBeVisible();
});

test('the encoding of names in a zip is asked for, with what each makes of them', async ({
  page,
}) => {
  await page.goto('/');
  const entries = ['狗', '猫'].flatMap((one, label) =>
    Array.from({ length: 12 }, (_, at) => {
      const path = `${one}/${at}.png`;
      const bytes = picture(20 * label + at);
      return { path, name: encodeName(path, 'gbk'), flags: 0, bytes };
    }),
  );
  await dropFiles(page, [{ name: 'animals.zip', bytes: writeZip(entries) }]);
  const dialog = page.getByRole('dialog', { name: /animals.*read/ });
  await expect(dialog).toContainText('24 entries are named in an encoding');
  await expect(dialog.getByRole('radio').first()).toBeChecked();
  await expect(dialog).toContainText('狗, 猫');
  expect(await seriousViolations(page), 'the question').toEqual([]);
  await dialog.getByRole('button', { name: 'Read it so' }).click();
  await expect(heading(page, /animals.*2 classes/)).toBeVisible();
  await expect(page.getByText('狗').first()).toBeVisible();
});
