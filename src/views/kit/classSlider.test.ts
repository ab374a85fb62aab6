import type { KeyboardEvent } from 'react';
import { expect, test, vi } from 'vitest';
import { classSliderProps, walked } from './classSlider.ts';

test('walking stops at the ends', () => {
  expect(walked([5, 3, 4], null, 1)).toBe(5);
  expect(walked([5, 3, 4], 5, 1)).toBe(3);
  expect(walked([5, 3, 4], 4, 1)).toBe(4);
  expect(walked([5, 3, 4], 5, -1)).toBe(5);
  expect(walked([5, 3, 4], 3, Number.NEGATIVE_INFINITY)).toBe(5);
  expect(walked([5, 3, 4], 3, Number.POSITIVE_INFINITY)).toBe(4);
});

function slider(lit: number | null, held: number | null = null, order = [5, 3, 4]) {
  const link = { lit, held, hover: vi.fn(), hold: vi.fn() };
  const onWalk = vi.fn();
  const textOf = (index: number) => `class ${index}`;
  const props = classSliderProps({ link, order, classUnder: () => 3, textOf, onWalk });
  const press = (key: string) => {
    const event = { key, preventDefault: vi.fn(), stopPropagation: vi.fn() };
    props.onKeyDown(event as unknown as KeyboardEvent);
    return event.preventDefault.mock.calls.length === 1;
  };
  return { link, onWalk, props, press };
}

test('its value is the place of the lit class, and 0 is none', () => {
  expect(slider(3).props).toMatchObject({ 'aria-valuenow': 2, 'aria-valuetext': 'class 3' });
  expect(slider(null).props).toMatchObject({ 'aria-valuenow': 0, 'aria-valuetext': 'no class' });
  expect(slider(9).props).toMatchObject({ 'aria-valuenow': 0, 'aria-valuetext': 'no class' });
});

test('arrows light the next class, or hold it where one is held', () => {
  const pointed = slider(5);
  expect(pointed.press('ArrowRight')).toBe(true);
  expect(pointed.link.hover).toHaveBeenCalledWith(3);
  expect(pointed.onWalk).toHaveBeenCalledWith(3);
  expect(pointed.link.hold).not.toHaveBeenCalled();
  const held = slider(5, 5);
  held.press('End');
  expect(held.link.hold).toHaveBeenCalledWith(4);
  expect(held.link.hover).not.toHaveBeenCalled();
});

test('Enter holds the lit class; other keys, and walking no classes, are left to the page', () => {
  const pointed = slider(5);
  expect(pointed.press('Enter')).toBe(true);
  expect(pointed.link.hold).toHaveBeenCalledWith(5);
  expect(pointed.press('x')).toBe(false);
  expect(slider(null).press('Enter')).toBe(false);
  expect(slider(null, null, []).press('ArrowRight')).toBe(false);
});
