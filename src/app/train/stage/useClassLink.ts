import { useMemo } from 'react';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';
import type { ClassLink } from '../../../views/classLink.ts';

/** The class that is pointed at or held, as views take it. */
export function useClassLink(): ClassLink {
  const hovered = useWorkbench((state) => state.hoveredClass);
  const held = useWorkbench((state) => state.heldClass);
  return useMemo(() => {
    const { hoverClass, holdClass } = actions();
    return { lit: hovered ?? held, held, hover: hoverClass, hold: holdClass };
  }, [hovered, held]);
}
