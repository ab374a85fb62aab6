/**
 * The importance of one class as a small line over the rounds, the forecast dotted. Methods without
 * importance get a sentence instead.
 */
import { formatFixed } from '../../lib/numberFormat.ts';
import { hasImportance } from '../../spec/methods/methodFacts.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { ClassIndex } from '../../spec/units.ts';
import { roundColour } from '../kit/colours/roundColour.ts';
import { useWidth } from '../kit/useWidth.ts';
import styles from './ImportanceSpark.module.css';
import { InspectorSection, Unknown } from './InspectorSection.tsx';
import { importanceSpark, type SparkPoint, sparkPath } from './importanceSpark.ts';

interface ImportanceSparkProps {
  readonly state: Pick<RunState, 'spec' | 'rounds'>;
  readonly newest: Pick<RunState, 'dataset' | 'rounds'>;
  readonly index: ClassIndex;
}

const height = 96;

/** How important the class has become, round by round, and what would come next. */
export function ImportanceSpark({ state, newest, index }: ImportanceSparkProps) {
  return (
    <InspectorSection title="Its importance">
      {hasImportance(state.spec.method) ? (
        <Spark state={state} newest={newest} index={index} />
      ) : (
        <Unknown why="This method gives every class the same importance." />
      )}
    </InspectorSection>
  );
}

function Spark({ state, newest, index }: ImportanceSparkProps) {
  const [width, measure] = useWidth(272);
  const { points, uniformY } = importanceSpark(state, newest, index, { width, height });
  const solid = points.filter(({ isForecast }) => !isForecast);
  const next = points.find(({ isForecast }) => isForecast);
  const now = solid[solid.length - 1];
  return (
    <div ref={measure} className={styles.spark}>
      <svg width={width} height={height} role="img" aria-label={sparkWords(points)}>
        <line className={styles.uniform} x1="0" x2={width} y1={uniformY} y2={uniformY} />
        <path className={styles.line} d={sparkPath(solid)} />
        {next && now && <path className={styles.forecast} d={sparkPath([now, next])} />}
        {points
          .filter(({ isDotted }) => isDotted)
          .map((point) => (
            <Mark key={point.round} point={point} />
          ))}
        <text className={styles.axis} x={width} y={uniformLabelY(uniformY, points)}>
          uniform
        </text>
      </svg>
    </div>
  );
}

/** The word stands across its line from the newest number. */
function uniformLabelY(uniformY: number, points: readonly SparkPoint[]): number {
  return points[points.length - 1]?.isBelow ? uniformY - 5 : uniformY + 14;
}

function Mark({
  point: { round, value, x, y, isForecast, isNamed, isBelow },
}: {
  point: SparkPoint;
}) {
  return (
    <>
      <circle
        cx={x}
        cy={y}
        r={isForecast ? 4 : 4.5}
        className={isForecast ? styles.ring : undefined}
        stroke={isForecast ? roundColour(round) : undefined}
        fill={isForecast ? 'var(--page)' : roundColour(round)}
      />
      {isNamed && (
        <text
          className={isForecast ? styles.next : styles.value}
          x={x}
          y={isBelow ? y + 18 : y - 9}
        >
          ×{formatFixed(value, 2)}
        </text>
      )}
    </>
  );
}

function sparkWords(points: readonly SparkPoint[]): string {
  const parts = points.map(({ round, value, isForecast }) =>
    isForecast ? `next ${formatFixed(value, 2)}` : `round ${round} ${formatFixed(value, 2)}`,
  );
  return `Importance, where 1 is an equal share: ${parts.join(', ') || 'not known yet'}.`;
}
