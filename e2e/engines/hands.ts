/** What a person does with the page, in any engine: by what is shown and named, not by how it is made. */
import { expect } from '@playwright/test';
import type { DraggedFile } from '../dropFiles.ts';
import type { Engine } from './engine.ts';

/** Waits until the page shows a text. */
export async function see(engine: Engine, text: string, timeout = 60_000): Promise<void> {
  await expect
    .poll(() => engine.run(shows, text), {
      message: `“${text}” is shown`,
      timeout,
      intervals: [100],
    })
    .toBe(true);
}

/** Waits until the page shows a text by itself, as a status does. */
export async function seeAlone(engine: Engine, text: string, timeout = 150_000): Promise<void> {
  await expect
    .poll(() => engine.run(showsAlone, text), {
      message: `“${text}” is shown`,
      timeout,
      intervals: [100],
    })
    .toBe(true);
}

type Role = 'button' | 'link' | 'menuitem';

/** Presses what has a role and a name, as soon as there is one that can be pressed. */
export async function press(engine: Engine, role: Role, name: string): Promise<void> {
  await expect
    .poll(() => engine.run(pressed, role, name), {
      message: `the ${role} “${name}” can be pressed`,
      timeout: 60_000,
    })
    .toBe(true);
}

/** Chooses files by the page's file dialog. */
export async function chooseFiles(engine: Engine, files: readonly DraggedFile[]): Promise<void> {
  const given = files.map(({ name, bytes }) => [name, [...bytes]] as const);
  expect(await engine.run(choose, given)).toBe(true);
}

/** What the page gives to keep under a menu's name: the text of the file. */
export async function exported(engine: Engine, name: string): Promise<string> {
  await engine.run(catchDownload);
  await press(engine, 'button', 'Export');
  await press(engine, 'menuitem', name);
  await expect.poll(() => engine.run(caught), { message: `${name} is exported` }).not.toBe('');
  return engine.run(caught);
}

// In the page: each of these stands by itself.

export function shows(text: string): boolean {
  return document.body.innerText.toLowerCase().includes(text.toLowerCase());
}

function showsAlone(text: string): boolean {
  return [...document.body.querySelectorAll('*')].some(
    (element) => element.textContent.trim() === text && element.getClientRects().length > 0,
  );
}

function pressed(role: string, name: string): boolean {
  const element = { button: 'button', link: 'a' }[role];
  const selector = element === undefined ? `[role=${role}]` : `${element}, [role=${role}]`;
  const nameOf = (element: Element) =>
    element.querySelector('[slot=label]')?.textContent ??
    element.getAttribute('aria-label') ??
    element.textContent;
  const found = [...document.querySelectorAll<HTMLElement>(selector)].find(
    (element) =>
      nameOf(element)?.trim() === name &&
      element.getClientRects().length > 0 &&
      element.closest('[inert], [disabled], [aria-disabled=true]') === null,
  );
  found?.click();
  return found !== undefined;
}

function choose(files: readonly (readonly [name: string, bytes: readonly number[]])[]): boolean {
  const fields = [...document.querySelectorAll<HTMLInputElement>('input[type=file]')];
  // The form has fields of its own: for a network, for a tree.
  const field = fields.find(
    (input) =>
      input.previousElementSibling?.textContent.trim() === 'Choose files' &&
      input.closest('[inert]') === null,
  );
  if (field === undefined) return false;
  const chosen = new DataTransfer();
  for (const [name, bytes] of files) chosen.items.add(new File([Uint8Array.from(bytes)], name));
  field.files = chosen.files;
  field.dispatchEvent(new Event('change', { bubbles: true }));
  return true;
}

/** A window in which a download was caught. */
type Catching = typeof globalThis & { caughtText?: string };

function catchDownload(): void {
  const place: Catching = globalThis;
  place.caughtText = '';
  const create = URL.createObjectURL;
  URL.createObjectURL = (blob) => {
    void (blob as Blob).text().then((text) => {
      place.caughtText = text;
    });
    URL.createObjectURL = create;
    return create.call(URL, blob);
  };
  // No engine shall ask where to put the file.
  const click = HTMLElement.prototype.click;
  HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
    if (this.download === '') click.call(this);
  };
}

function caught(): string {
  return (globalThis as Catching).caughtText ?? '';
}
