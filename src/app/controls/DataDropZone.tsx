/** A drop zone for data sets, which gets hold of dropped folders while the drop is told. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { DropZone } from 'react-aria-components';
import { DroppedFolders } from '../droppedFolders.ts';
import { takeDropped } from '../takeData.ts';

interface DataDropZoneProps {
  readonly className: string;
  readonly children: ReactNode;
}

/** Takes whatever is dropped as a data set, or shows a log again. */
export function DataDropZone({ className, children }: DataDropZoneProps) {
  const zone = useRef<HTMLDivElement>(null);
  const [folders] = useState(() => new DroppedFolders());
  useEffect(() => {
    const element = zone.current;
    const dropped = ({ dataTransfer }: DragEvent) => dataTransfer && folders.ask(dataTransfer);
    const pasted = ({ clipboardData }: ClipboardEvent) =>
      clipboardData && folders.ask(clipboardData);
    // Before the drop zone hears of it, which tells of the drop without what folders are asked of.
    element?.addEventListener('drop', dropped, { capture: true });
    element?.addEventListener('paste', pasted, { capture: true });
    return () => {
      element?.removeEventListener('drop', dropped, { capture: true });
      element?.removeEventListener('paste', pasted, { capture: true });
    };
  }, [folders]);
  return (
    <DropZone
      ref={zone}
      data-drop-zone
      className={className}
      onDrop={({ items }) => void takeDropped(items, folders)}
    >
      {children}
    </DropZone>
  );
}
