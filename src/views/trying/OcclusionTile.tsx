import { useEffect, useRef } from 'react';
import type { ImageShape } from '../../spec/units.ts';
import styles from './OcclusionTile.module.css';
import { occlusionPixels } from './occlusionPixels.ts';

interface OcclusionTileProps {
  /** height × width × channels bytes. */
  readonly image: Uint8Array;
  readonly shape: ImageShape;
  /** What hiding each pixel costs, height × width. */
  readonly drops: Float32Array;
  /** The cost that is drawn deepest. */
  readonly most: number;
  readonly label: string;
}

/** An image in grey, greener where hiding it costs the answer more. */
export function OcclusionTile({ image, shape, drops, most, label }: OcclusionTileProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const pixels = occlusionPixels(image, shape, drops, most);
    const drawn = new ImageData(pixels, shape.width, shape.height);
    canvas.current?.getContext('2d')?.putImageData(drawn, 0, 0);
  }, [image, shape, drops, most]);
  return (
    <span className={styles.tile} role="img" aria-label={label}>
      <canvas ref={canvas} width={shape.width} height={shape.height} />
    </span>
  );
}
