import { type ImageProbabilities, imageAnswer } from '../../analysis/predictions/imageAnswer.ts';
import { formatPercent } from '../../lib/numberFormat.ts';
import type { ClassImages } from '../classImages.ts';
import { roundColour, roundTextColour } from '../kit/colours/roundColour.ts';
import { ClassName } from '../kit/names/ClassName.tsx';
import { Thumbnail } from '../kit/thumbnail/Thumbnail.tsx';
import styles from './AnswerTable.module.css';

interface AnswerTableProps {
  /** Null before anything was asked: the table waits at its size. */
  readonly probabilities: ImageProbabilities | null;
  readonly classes: readonly string[];
  readonly rounds: readonly number[];
  readonly images: ClassImages | null;
  /** How many classes are listed. */
  readonly most: number;
}

/** Class by class, the likeliest first: what each network says, and all together. */
export function AnswerTable({ probabilities, classes, rounds, images, most }: AnswerTableProps) {
  const order = orderOf(probabilities, classes.length).slice(0, most);
  const best = probabilities && imageAnswer(probabilities);
  const rest = (values: ArrayLike<number>) =>
    1 - order.reduce((sum, label) => sum + values[label], 0);
  const several = rounds.length > 1;
  const columns = [
    ...rounds.map((round, at) => ({
      name: several ? `Network ${round}` : 'The network',
      note:
        several && probabilities ? `counts ${formatPercent(probabilities.weights[at], 0)}` : ' ',
      values: probabilities?.members[at] ?? null,
      best: best?.members[at].label ?? null,
      colour: roundColour(round),
      text: roundTextColour(round),
    })),
    ...(several
      ? [
          {
            name: 'Ensemble',
            note: 'together',
            values: probabilities?.ensemble ?? null,
            best: best?.label ?? null,
            colour: 'var(--ink)',
            text: 'var(--ink)',
          },
        ]
      : []),
  ];
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">class</th>
          {columns.map(({ name, note, text }) => (
            <th key={name} scope="col" style={{ color: text }}>
              {name}
              <small>{note}</small>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {order.map((label) => (
          <tr key={label}>
            <th scope="row">
              <span className={styles.class}>
                {images && (
                  <Thumbnail
                    bytes={images.samples[label]?.[0] ?? null}
                    shape={images.shape}
                    size={24}
                  />
                )}
                <ClassName name={classes[label]} />
              </span>
            </th>
            {columns.map(({ name, values, best: read, colour }) => (
              <td key={name}>
                <span className={styles.cell} data-best={read === label || undefined}>
                  <span className={styles.track}>
                    {values && (
                      <i
                        className={styles.bar}
                        style={{ width: `${100 * values[label]}%`, background: colour }}
                      />
                    )}
                  </span>
                  {values ? formatPercent(values[label], values[label] < 0.1 ? 1 : 0) : '–'}
                </span>
              </td>
            ))}
          </tr>
        ))}
        {order.length < classes.length && (
          <tr className={styles.more}>
            <th scope="row">{classes.length - order.length} more</th>
            {columns.map(({ name, values }) => (
              <td key={name}>{values ? formatPercent(Math.max(0, rest(values))) : '–'}</td>
            ))}
          </tr>
        )}
      </tbody>
    </table>
  );
}

/** Classes by the ensemble's probability; as they stand before there is any. */
function orderOf(probabilities: ImageProbabilities | null, count: number): number[] {
  const order = Array.from({ length: count }, (_, label) => label);
  if (probabilities === null) return order;
  const { ensemble } = probabilities;
  return order.sort((a, b) => ensemble[b] - ensemble[a] || a - b);
}
