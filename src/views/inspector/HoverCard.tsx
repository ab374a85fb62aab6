import { formatFixed, formatPercent } from '../../lib/numberFormat.ts';
import { accuracyRowOf } from '../accuracy/accuracyRows.ts';
import { ClassName } from '../shared/ClassName.tsx';
import { ClassTiles } from '../thumbnail/ClassTiles.tsx';
import type { HoverCardProps } from '../viewProps.ts';
import { cardPlace, cardSize } from './cardPlace.ts';
import { importanceOf } from './classFacts.ts';
import styles from './HoverCard.module.css';

/** Facts about a class beside the pointer. Hidden from readers: the marks say the same. */
export function HoverCard({ state, images, index, at }: HoverCardProps) {
  const importance = importanceOf(state, index).findLast(({ forecast }) => !forecast);
  const { networks, ensemble } = accuracyRowOf(state)(index);
  const newest = networks.findLast(({ accuracy }) => accuracy !== null);
  const room = { width: window.innerWidth, height: window.innerHeight };
  return (
    <div
      className={styles.card}
      style={{ ...cardPlace(at, room), width: cardSize.width }}
      aria-hidden
    >
      <div className={styles.head}>
        <ClassTiles images={images} index={index} count={3} size={30} />
        <span className={styles.name}>
          <ClassName name={state.dataset.classes[index]} />
        </span>
      </div>
      <Fact
        name={`importance, round ${importance?.round ?? 1}`}
        value={formatFixed(importance?.value, 2)}
      />
      <Fact
        name={`error, network ${newest?.round ?? 1}`}
        value={formatPercent(newest?.accuracy == null ? null : 1 - newest.accuracy, 0)}
      />
      <Fact name="ensemble accuracy" value={formatPercent(ensemble, 0)} />
      <p className={styles.hint}>Click holds · ← → next class</p>
    </div>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <p className={styles.fact}>
      <span>{name}</span>
      <b>{value}</b>
    </p>
  );
}
