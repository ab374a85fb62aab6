// @vitest-environment happy-dom
import { act, createElement } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { mount } from '../../views/testing/mount.ts';
import { useDrawnAfter } from './useDrawnAfter.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['requestAnimationFrame', 'setTimeout'] }));
afterEach(() => void vi.useRealTimers());

interface ShownProps {
  readonly value: string;
  readonly isAsked?: () => boolean;
}

/** What is drawn at once, and what is drawn after. */
function Shown({ value, isAsked }: ShownProps) {
  return createElement('p', null, `${value} ${useDrawnAfter(value, isAsked)}`);
}

const frame = () => act(() => vi.advanceTimersByTime(16));

it('draws a value two frames after it came, and of several the last', () => {
  const { draw, html } = mount(Shown, { value: 'a' });
  draw({ value: 'b' });
  expect(html()).toBe('<p>b a</p>');
  frame();
  draw({ value: 'c' });
  expect(html()).toBe('<p>c a</p>');
  frame();
  act(() => vi.advanceTimersByTime(1));
  expect(html()).toBe('<p>c c</p>');
});

it('draws what is asked for in one piece, and nothing older after it', () => {
  const { draw, html } = mount<ShownProps>(Shown, { value: 'a' });
  draw({ value: 'b' });
  act(() => vi.advanceTimersByTime(40));
  draw({ value: 'c', isAsked: () => true });
  act(() => vi.advanceTimersByTime(40));
  expect(html()).toBe('<p>c c</p>');
  act(() => vi.advanceTimersByTime(1000));
  expect(html()).toBe('<p>c c</p>');
});
