import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useWorkbench } from '../../../store/useWorkbench.ts';
import { HoverCard } from '../../../views/inspector/HoverCard.tsx';
import type { ClassViewProps } from '../../../views/viewProps.ts';

interface ClassHoverProps {
  readonly view: ClassViewProps;
  readonly children: ReactNode;
}

/** Shows facts and samples of the class that the mouse points at, beside the pointer. */
export function ClassHover({ view, children }: ClassHoverProps) {
  const hovered = useWorkbench((state) => state.hoveredClass);
  const pointer = useRef({ x: 0, y: 0, isMouse: false });
  const [at, setAt] = useState<{ x: number; y: number } | null>(null);
  useEffect(() => {
    const { x, y, isMouse } = pointer.current;
    setAt(hovered !== null && isMouse ? { x, y } : null);
  }, [hovered]);
  return (
    <div
      onPointerMove={({ clientX, clientY, pointerType, target }) => {
        // The tree has a card of its own.
        const isTree = target instanceof Element && target.closest('[role="tree"]') !== null;
        const isMouse = pointerType === 'mouse' && !isTree;
        pointer.current = { x: clientX, y: clientY, isMouse };
      }}
    >
      {children}
      {hovered !== null && at !== null && <HoverCard {...view} index={hovered} at={at} />}
    </div>
  );
}
