// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest';
import {
  flatTwinState,
  levelwiseState,
  levelwiseTestLabels,
} from '../../analysis/testing/sampleLevelwise.ts';
import { mount } from '../testing/mount.ts';
import { Comparison } from './Comparison.tsx';

afterEach(() => void vi.restoreAllMocks());

const link = { lit: null, held: null, hover: () => {}, hold: () => {} };

it.each([12, 60])(
  'draws the comparison of runs with %d classes, every part told apart',
  (classes) => {
    const complaints = vi.spyOn(console, 'error').mockImplementation(() => {});
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(900);
    const state = levelwiseState({ classes });
    const { html, unmount } = mount(Comparison, {
      state,
      baseline: flatTwinState({ classes }),
      images: null,
      link,
      testLabels: levelwiseTestLabels(state),
      testImages: undefined,
      onWantImages: () => {},
    } as Parameters<typeof Comparison>[0]);
    expect(html()).not.toBe('');
    expect(complaints.mock.calls.map((call) => call.map(String).join(' ').slice(0, 400))).toEqual(
      [],
    );
    unmount();
  },
);
