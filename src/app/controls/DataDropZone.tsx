/** A drop zone for data sets, which gets hold of dropped folders while the drop is told. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { DropZone } from 'react-aria-components';
import { DroppedHandles } from '../droppedHandles.ts';
import { takeDropped } from '../takeData.ts';

interface DataDropZoneProps {
  readonly className: string;
  readonly children: ReactNode;
}

/** Takes whatever is dropped as a data set, or shows a log again. */
export function DataDropZone({ className, children }: DataDropZoneProps) {
  const zone = useRef<HTMLDivElement>(null);
  const [handles] = useState(() => new DroppedHandles());
  useEffect(() => {
    const element = zone.current;
    const ask = ({ dataTransfer }: DragEvent) => dataTransfer && handles.ask(dataTransfer);
    // Before the drop zone hears of it, which tells of the drop without what handles are asked of.
    element?.addEventListener('drop', ask, { capture: true });
    return () => element?.removeEventListener('drop', ask, { capture: true });
  }, [handles]);
  return (
    <DropZone
      ref={zone}
      data-drop-zone
      className={className}
      onDrop={({ items }) => void takeDropped(items, handles)}
    >
      {children}
    </DropZone>
  );
}
