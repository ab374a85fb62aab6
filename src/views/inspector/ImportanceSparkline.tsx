import { formatFixed } from '../../lib/numberFormat.ts';
import type { RunState } from '../../spec/runState.ts';
import type { ClassIndex } from '../../spec/units.ts';
import { roundColour } from '../shared/roundColour.ts';
import { totalRounds } from '../shared/runFacts.ts';
import { linearScale } from '../shared/scale.ts';
import { useWidth } from '../shared/useWidth.ts';
import styles from './ClassInspector.module.css';
import { type ImportancePoint, importanceOf } from './classFacts.ts';
import { Section } from './Section.tsx';

const height = 78;

interface ImportanceSparklineProps {
  readonly state: RunState;
  readonly index: ClassIndex;
}

/** The class's own importance by round, against an equal share. */
export function ImportanceSparkline({ state, index }: ImportanceSparklineProps) {
  const [width, ref] = useWidth(270);
  const points = importanceOf(state, index);
  if (state.spec.method.kind !== 'complementary') return null;
  const values = points.map(({ value }) => value);
  const domain = { min: Math.min(0.8, ...values), max: Math.max(1.2, ...values) };
  const place = {
    x: linearScale({ min: 1, max: Math.max(2, totalRounds(state)) }, 18, width - 22),
    y: linearScale(domain, height - 16, 22),
  };
  const text = points.map(({ round, value }) => `round ${round} ${formatFixed(value, 2)}`);
  return (
    <Section title="Its importance" note="1 is an equal share">
      <div ref={ref}>
        <svg
          width={width}
          height={height}
          className={styles.spark}
          role="img"
          aria-label={text.join(', ')}
        >
          <line className={styles.uniform} x1="0" x2={width} y1={place.y(1)} y2={place.y(1)} />
          <Lines points={points} place={place} />
          {points.map((point, at) => (
            <Mark key={point.round} point={point} place={place} labelled={isLabelled(points, at)} />
          ))}
        </svg>
      </div>
    </Section>
  );
}

/** With many rounds only the first and the last few have room for their numbers. */
function isLabelled(points: readonly ImportancePoint[], at: number): boolean {
  return points.length <= 6 || at === 0 || at === points.length - 1;
}

interface Place {
  readonly x: (round: number) => number;
  readonly y: (value: number) => number;
}

function Lines({
  points,
  place,
}: {
  readonly points: readonly ImportancePoint[];
  readonly place: Place;
}) {
  const at = ({ round, value }: ImportancePoint) => `${place.x(round)} ${place.y(value)}`;
  const trained = points.filter(({ forecast }) => !forecast);
  const forecast = points.find((point) => point.forecast);
  const last = trained[trained.length - 1];
  return (
    <>
      {trained.length > 0 && <path className={styles.line} d={`M${trained.map(at).join('L')}`} />}
      {forecast && last && (
        <path className={styles.forecastLine} d={`M${at(last)}L${at(forecast)}`} />
      )}
    </>
  );
}

interface MarkProps {
  readonly point: ImportancePoint;
  readonly place: Place;
  readonly labelled: boolean;
}

function Mark({ point: { round, value, forecast }, place, labelled }: MarkProps) {
  const [x, y] = [place.x(round), place.y(value)];
  return (
    <>
      <circle
        className={forecast ? styles.forecastMark : styles.mark}
        cx={x}
        cy={y}
        r="4"
        fill={forecast ? 'var(--page)' : roundColour(round)}
        stroke={roundColour(round)}
      />
      {labelled && (
        <text
          className={forecast ? styles.forecastValue : styles.value}
          x={x}
          y={value < 0.97 ? y + 16 : y - 9}
        >
          ×{formatFixed(value, 2)}
        </text>
      )}
    </>
  );
}
