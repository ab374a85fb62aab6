import { treeFlow } from '../../analysis/predictions/treeFlow.ts';
import { formatCounted, formatPercent } from '../../lib/numberFormat.ts';
import { shortName } from '../kit/names/className.ts';
import { useWidth } from '../kit/useWidth.ts';
import styles from './FlowChart.module.css';
import { type FlowPlace, flowPlaces } from './flowPlaces.ts';

interface FlowChartProps {
  readonly levels: readonly {
    readonly groupCount: number;
    readonly names: readonly string[] | null;
    readonly groupOf: readonly number[];
  }[];
  /** θ, the classes last. */
  readonly weights: readonly number[];
  readonly probabilities: ArrayLike<number>;
  readonly classes: readonly string[];
  /** In one sentence. */
  readonly description: string;
}

const height = 250;
/** Width below which θ is left to the table. */
const roomy = 560;
/** Groups of a level that stand by themselves. */
const most = 4;

/** The way of an answer through the tree: widths are probabilities. */
export function FlowChart(props: FlowChartProps) {
  const { levels, weights, probabilities, classes, description } = props;
  const flow = treeFlow(
    levels.map(({ groupOf }) => groupOf),
    probabilities,
    most,
  );
  const [width, ref] = useWidth(714);
  const { nodes, links } = flowPlaces(flow, levels.length + 1, width, height);
  const nameOf = ({ node }: FlowPlace) => {
    if (node.group === null) return `${node.classes.length} others`;
    if (node.level === levels.length) return shortName(classes[node.group]);
    const named = levels[node.level].names?.[node.group];
    return (
      named ??
      node.classes
        .slice(0, 3)
        .map((index) => shortName(classes[index]))
        .join(' ')
    );
  };
  const heads = [...levels.map(({ groupCount }) => formatCounted(groupCount, 'group')), 'classes'];
  return (
    <div ref={ref} className={styles.frame}>
      <svg
        className={styles.chart}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={description}
      >
        {heads.map((head, level) => (
          <text key={head} className={styles.head} x={columnOf(nodes, level)} y={10}>
            {head}
            {weights[level] === undefined || width < roomy
              ? ''
              : `, θ ${weights[level].toFixed(2)}`}
          </text>
        ))}
        {links.map(({ path, thickness, key, group }) => (
          <path
            key={key}
            className={styles.link}
            d={path}
            strokeWidth={thickness}
            stroke={colourOf(group)}
          />
        ))}
        {nodes.map((place) => (
          <g key={`${place.node.level} ${place.node.group}`}>
            <rect
              x={place.x}
              y={place.y}
              width={7}
              height={Math.max(1, place.height)}
              rx={2}
              fill={place.isBestClass ? 'var(--ink)' : colourOf(place.group)}
            />
            <text className={styles.name} x={place.x + 13} y={place.labelY}>
              {nameOf(place)}
              <tspan className={styles.share} dx={6}>
                {formatPercent(place.node.share, 0)}
              </tspan>
            </text>
            {place.node.level < levels.length && place.node.group !== null && (
              <text className={styles.small} x={place.x + 13} y={place.labelY + 13}>
                {place.node.classes.length} {place.node.classes.length === 1 ? 'class' : 'classes'}
              </text>
            )}
          </g>
        ))}
      </svg>
    </div>
  );
}

const columnOf = (nodes: readonly FlowPlace[], level: number): number =>
  nodes.find(({ node }) => node.level === level)?.x ?? 0;

/** Groups of the coarsest level have colours of their own. */
const colourOf = (group: number | null): string =>
  group === null ? 'var(--ink-3)' : `var(--group-${(group % 8) + 1})`;
