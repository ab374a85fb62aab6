/** What can be pressed within a row of the list, in the order in which arrows walk it. */

const controls = 'button:enabled, input, a[href]';

/** The control that an element lies in; null where a press means the row. */
export function pressedControl(target: EventTarget): HTMLElement | null {
  if (!(target instanceof Element)) return null;
  return target.closest<HTMLElement>(`${controls}, label`);
}

/** The control after or before an element of a row; the row itself beyond the last and the first. */
export function controlBeside(target: EventTarget, step: 1 | -1): HTMLElement | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-key]') : null;
  if (row === null || !(target instanceof HTMLElement)) return null;
  const shown = [...row.querySelectorAll<HTMLElement>(controls)].filter((one) =>
    one.checkVisibility(),
  );
  const walk = [row, ...shown];
  return walk.at((walk.indexOf(target) + step) % walk.length) ?? null;
}
