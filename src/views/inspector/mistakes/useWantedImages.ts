import { useEffect } from 'react';
import type { ImageIndex } from '../../../spec/units.ts';
import type { ClassInspectorProps } from '../../viewProps.ts';

/** Asks for images once whenever which ones are worth showing changes. */
export function useWantedImages(
  wanted: readonly ImageIndex[],
  onWantImages: ClassInspectorProps['onWantImages'],
): void {
  const key = wanted.join();
  useEffect(() => {
    if (key !== '') onWantImages?.([...new Set(key.split(',').map(Number))]);
  }, [key, onWantImages]);
}
