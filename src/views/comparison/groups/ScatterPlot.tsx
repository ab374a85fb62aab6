import type { PointerEvent, ReactNode } from 'react';
import type { ClassLink } from '../../classLink.ts';
import styles from './Scatter.module.css';
import { nearestClass, type PlacedPoint } from './scatterLayout.ts';

interface ScatterPlotProps {
  readonly width: number;
  readonly height: number;
  /** Those that can be pointed at. */
  readonly points: readonly PlacedPoint[];
  /** How far from a point the pointer may be, in pixels. */
  readonly reach: number;
  readonly link: ClassLink;
  readonly children: ReactNode;
}

/** The ground of a scatter: pointing lights the nearest class, pressing holds it. */
export function ScatterPlot({ width, height, points, reach, link, children }: ScatterPlotProps) {
  const pointed = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return nearestClass(points, event.clientX - box.left, event.clientY - box.top, reach);
  };
  return (
    <svg
      className={styles.scatter}
      width={width}
      height={height}
      aria-hidden
      onPointerMove={(event) => link.hover(pointed(event))}
      onPointerLeave={() => link.hover(null)}
      onPointerUp={(event) => {
        const index = pointed(event);
        if (index !== null) link.hold(index);
      }}
    >
      {children}
    </svg>
  );
}
