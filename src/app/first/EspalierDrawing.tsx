/**
 * The drawing of the first visit: an empty espalier with places for classes, some taken by letters
 * that networks confuse. It tells what the page is about, and is decorative to those who hear it.
 */
import styles from './EspalierDrawing.module.css';

/** The trunk's line, and the height of each pair of arms, in the drawing's own units. */
const trunk = 416;
const arms = [
  { y: 64, from: 138, to: 278, tiles: [172, 224, 276, 328] },
  { y: 128, from: 84, to: 332, tiles: [118, 170, 222, 274, 326] },
  { y: 192, from: 30, to: 386, tiles: [64, 116, 168, 220, 272, 324] },
  { y: 256, from: 30, to: 386, tiles: [64, 116, 168, 220, 272, 324] },
];

const tile = 30;

/** Letters that networks take for one another, in a few faces, on some of the tiles. */
const letters: Readonly<Record<string, { readonly text: string; readonly face: string }>> = {
  '0 left 2': { text: 'S', face: 'story' },
  '0 right 1': { text: '5', face: 'mono' },
  '1 left 1': { text: '8', face: 'interface' },
  '1 right 3': { text: 'l', face: 'mono' },
  '2 left 3': { text: 'I', face: 'story' },
  '2 right 1': { text: 'g', face: 'story' },
  '3 left 1': { text: 'O', face: 'interface' },
  '3 right 4': { text: '1', face: 'interface' },
  '3 right 2': { text: 'o', face: 'story' },
};

/** The empty tree on its wall: places for classes, a few of them taken. */
export function EspalierDrawing() {
  return (
    <svg className={styles.drawing} viewBox="0 0 832 308" aria-hidden="true">
      <path className={styles.trunk} d={`M${trunk - 1} 8h2l4 300h-10z`} />
      {arms.map((arm, row) => (
        <g key={arm.y}>
          <Arm arm={arm} row={row} side="left" />
          <Arm arm={arm} row={row} side="right" />
        </g>
      ))}
    </svg>
  );
}

interface ArmProps {
  readonly arm: (typeof arms)[number];
  readonly row: number;
  readonly side: 'left' | 'right';
}

function Arm({ arm, row, side }: ArmProps) {
  const mirror = (x: number) => (side === 'left' ? x : 2 * trunk - x);
  const bend = 30;
  const path = `M${mirror(arm.from)} ${arm.y}H${mirror(trunk - bend)}Q${mirror(trunk)} ${arm.y} ${trunk} ${arm.y + 26}`;
  return (
    <>
      <path className={styles.arm} d={path} strokeWidth={1.6 + row * 0.3} />
      {arm.tiles.map((x, place) => {
        const letter = letters[`${row} ${side} ${place}`];
        const left = mirror(x) - tile / 2;
        const top = arm.y - tile - 5;
        return (
          <g key={x}>
            <rect
              className={letter ? styles.taken : styles.free}
              x={left}
              y={top}
              width={tile}
              height={tile}
              rx={5}
            />
            {letter && (
              <text
                className={styles.letter}
                data-face={letter.face}
                x={left + tile / 2}
                y={top + tile / 2 + 7}
              >
                {letter.text}
              </text>
            )}
          </g>
        );
      })}
    </>
  );
}
