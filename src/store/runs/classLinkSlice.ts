/**
 * The class that the person points at or holds. Pointing counts after 80 ms, so that crossing a
 * chart lights nothing, and lasts 120 ms, so that a gap between two marks does not flicker.
 */
import type { SliceTools } from '../sliceTools.ts';

export const hoverIntent = 80;
export const hoverLeave = 120;

export interface ClassLinkSlice {
  readonly hoveredClass: number | null;
  readonly heldClass: number | null;
  readonly hoverClass: (index: number | null) => void;
  readonly holdClass: (index: number | null) => void;
}

export function classLinkSlice({ get, set }: SliceTools<ClassLinkSlice>): ClassLinkSlice {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    hoveredClass: null,
    heldClass: null,
    hoverClass: (index) => {
      clearTimeout(timer);
      if (get().hoveredClass === index) return;
      const wait = index === null ? hoverLeave : hoverIntent;
      timer = setTimeout(() => set({ hoveredClass: index }), wait);
    },
    holdClass: (index) => {
      clearTimeout(timer);
      set({ heldClass: index, hoveredClass: null });
    },
  };
}
