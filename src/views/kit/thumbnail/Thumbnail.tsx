import { memo, useEffect, useRef } from 'react';
import type { ThumbnailProps } from '../../viewProps.ts';
import styles from './Thumbnail.module.css';
import { thumbnailPixels, toneOfImage } from './thumbnailPixels.ts';

/** One image on a tile. It is drawn at its own resolution and scaled by the browser. */
export const Thumbnail = memo(function Thumbnail(props: ThumbnailProps) {
  const { bytes, shape, size, label, lit } = props;
  const tone = props.tone ?? (bytes ? toneOfImage(bytes, shape) : 'plain');
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (bytes === null || bytes.length < shape.height * shape.width * shape.channels) return;
    const pixels = new ImageData(thumbnailPixels(bytes, shape, tone), shape.width, shape.height);
    canvas.current?.getContext('2d')?.putImageData(pixels, 0, 0);
  }, [bytes, shape, tone]);
  const naming =
    label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return (
    <span
      className={lit ? `${styles.tile} ${styles.lit}` : styles.tile}
      style={{ width: size, height: size }}
      {...naming}
    >
      {bytes !== null && (
        <canvas
          ref={canvas}
          width={shape.width}
          height={shape.height}
          className={tone === 'plain' ? styles.photograph : styles.ink}
          data-strip={shape.height === 1 || undefined}
        />
      )}
    </span>
  );
});
