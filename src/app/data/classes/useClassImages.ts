/**
 * Images of a class for the page: the few samples that came with the data set, or more from the
 * worker, which are asked for only while something shows them.
 */
import { useEffect, useMemo } from 'react';
import { type ChunkPlace, chunkKey, chunkSize } from '../../../store/showcaseSlice.ts';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';
import type { DatasetView } from '../../../worker/protocol/dataRequests.ts';

/** The first training images of a class: the samples at hand, or more from the worker. */
export function useFirstImages(
  view: DatasetView,
  label: number,
  count: number,
): readonly (Uint8Array | null)[] {
  const samples = view.samples[label];
  const wanted = Math.min(count, view.trainCounts[label]);
  const place = { from: 'train', label, chunk: 0 } as const;
  const chunk = useChunk(view, samples.length < wanted ? place : null);
  return useMemo(() => {
    if (samples.length >= wanted) return samples.slice(0, wanted);
    const at = (index: number) => samples[index] ?? imageIn(chunk, index, view);
    return Array.from({ length: wanted }, (_, index) => at(index));
  }, [samples, chunk, view, wanted]);
}

/** A part of a class's images, asked for while it is looked at; null until it is here. */
export function useChunk({ hash }: DatasetView, place: ChunkPlace | null): Uint8Array | null {
  const key = place && chunkKey(hash, place);
  const chunk = useWorkbench(({ chunks }) => (key === null ? null : (chunks.get(key) ?? null)));
  const isThere = useWorkbench(({ chunks }) => key === null || chunks.has(key));
  useEffect(() => {
    if (!isThere && place !== null) actions().wantChunk(place);
  });
  return chunk;
}

/** An image of a chunk by its place in it. */
export function imageIn(
  chunk: Uint8Array | null,
  place: number,
  { drawn: { height, width, channels } }: DatasetView,
): Uint8Array | null {
  if (chunk === null) return null;
  const size = height * width * channels;
  const at = (place % chunkSize) * size;
  return at + size <= chunk.length ? chunk.subarray(at, at + size) : null;
}
