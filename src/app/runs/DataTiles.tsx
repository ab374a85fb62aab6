import { useMemo } from 'react';
import { heldData } from '../../store/data/dataSet.ts';
import { imagesOf } from '../../store/runs/runClasses.ts';
import { useWorkbench } from '../../store/useWorkbench.ts';
import { ClassTiles } from '../../views/kit/thumbnail/ClassTiles.tsx';

/** A picture of each of a few classes, where the data set is the one at hand. */
export function DataTiles({ hash }: { readonly hash: string }) {
  const held = useWorkbench(({ data }) => heldData(data));
  const images = useMemo(() => (held?.hash === hash ? imagesOf(held) : null), [held, hash]);
  if (images === null) return null;
  return [0, 1, 2].map((index) => (
    <ClassTiles key={index} images={images} index={index} count={1} size={18} />
  ));
}
