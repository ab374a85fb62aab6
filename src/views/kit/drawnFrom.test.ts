// @vitest-environment happy-dom
import { createElement, useMemo } from 'react';
import { expect, it, vi } from 'vitest';
import { followedBy, sampleState } from '../../analysis/testing/sampleRun.ts';
import { readsOf } from '../../spec/run/readsOf.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { mount } from '../testing/mount.ts';
import { drawnFrom } from './drawnFrom.ts';

const mnist = { data: 'mnist', rounds: 2, epochs: 4 } as const;
const progress = {
  type: 'progress',
  round: 1,
  epoch: 2,
  step: 9,
  trainLoss: 0.4,
  imagesPerSecond: 9000,
} as const;

it('draws a field that is added to a run anew, wherever it is read', () => {
  interface NoisyState extends RunState {
    readonly gradientNoise: number;
  }
  const View = drawnFrom(
    ({ state }: { readonly state: NoisyState }) => ({ state: readsOf(state, 'gradientNoise') }),
    ({ state }) => createElement('p', null, state.gradientNoise),
  );
  const state: NoisyState = { ...sampleState(mnist, 1, 1), gradientNoise: 1 };
  const { draw, html } = mount(View, { state });
  expect(html()).toBe('<p>1</p>');
  draw({ state: { ...state, gradientNoise: 2 } });
  expect(html()).toBe('<p>2</p>');
});

it('draws a view anew for what it reads, and not for progress that it does not', () => {
  const drawing = vi.fn(({ state }: { readonly state: Pick<RunState, 'rounds'> }) =>
    createElement('p', null, state.rounds[0].epochs.length),
  );
  const Epochs = drawnFrom(
    ({ state }: { readonly state: RunState }) => ({ state: readsOf(state, 'rounds') }),
    drawing,
  );
  const begun = sampleState(mnist, 1, 1);
  const { draw, html } = mount(Epochs, { state: begun });
  draw({ state: followedBy(begun, progress) });
  expect(drawing).toHaveBeenCalledTimes(1);
  draw({ state: sampleState(mnist, 1, 2) });
  expect(drawing).toHaveBeenCalledTimes(2);
  expect(html()).toBe('<p>2</p>');
});

it('hands a drawing the very entries that it had before, where they are alike', () => {
  const work = vi.fn((state: Pick<RunState, 'rounds'>) => state.rounds.length);
  const View = drawnFrom(
    ({ state, lit }: { readonly state: RunState; readonly lit: number }) => ({
      state: readsOf(state, 'rounds'),
      lit,
    }),
    ({ state, lit }) => {
      const count = useMemo(() => work(state), [state]);
      return createElement('p', null, `${count} ${lit}`);
    },
  );
  const state = sampleState(mnist, 1, 1);
  const { draw, html } = mount(View, { state, lit: 0 });
  draw({ state: followedBy(state, progress), lit: 1 });
  expect(html()).toBe('<p>1 1</p>');
  expect(work).toHaveBeenCalledTimes(1);
});
