/**
 * Pictures of the classes that are moving, flown along their way for a moment. Where motion is to
 * be reduced there are none.
 */
import { type CSSProperties, memo } from 'react';
import { type ClassImages, shapeOf } from '../../classImages.ts';
import { Thumbnail } from '../../kit/thumbnail/Thumbnail.tsx';
import { toneOf } from '../../kit/thumbnail/thumbnailPixels.ts';
import styles from '../ClassTree.module.css';
import { flightRoute } from '../layout/flightRoute.ts';
import { roundedPath } from '../layout/treeLayout.ts';
import type { TreeScene } from '../layout/treeScene.ts';
import { type Flight, flightTime } from '../treeMotion.ts';

interface TreeFlightsProps {
  readonly flights: readonly Flight[];
  readonly scene: TreeScene;
  readonly images: ClassImages | null;
}

/** Classes on their way along the branches. */
export const TreeFlights = memo(function TreeFlights({ flights, scene, images }: TreeFlightsProps) {
  const { width, height } = scene.layout;
  const routes = flights.flatMap((flight) => {
    const points = flightRoute(scene, flight);
    return points.length < 2 ? [] : [{ flight, path: roundedPath(points, 10) }];
  });
  const size = scene.layout.thumbnail + 8;
  return (
    <div
      className={styles.flights}
      aria-hidden
      style={{ '--flight': `${flightTime}ms` } as CSSProperties}
    >
      <svg width={width} height={height} className={styles.branches} aria-hidden>
        {routes.map(({ flight, path }) => (
          <g key={flight.index}>
            <path d={path} className={styles.course} />
            <path d={path} className={styles.wake} pathLength={1} />
          </g>
        ))}
      </svg>
      {routes.map(({ flight, path }) => (
        <span
          key={flight.index}
          className={styles.traveller}
          style={{ width: size, height: size, offsetPath: `path("${path}")` }}
        >
          <Thumbnail
            bytes={images?.samples[flight.index]?.[0] ?? null}
            shape={shapeOf(images)}
            size={size - 6}
            tone={images === null ? undefined : toneOf(images)}
          />
        </span>
      ))}
    </div>
  );
});
