import { EraserIcon, Undo2Icon } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { useTheme } from '../../views/kit/colours/useTheme.ts';
import { Segments } from '../../views/kit/Segments.tsx';
import { Button } from '../controls/Button.tsx';
import { drawStrokes, type Stroke } from './drawing.ts';
import styles from './TryPage.module.css';

const pens = { fine: 0.04, middle: 0.075, broad: 0.12 } as const;
type Pen = keyof typeof pens;

interface DrawPadProps {
  readonly strokes: readonly Stroke[];
  /** Hears of every change; of an empty pad as well. */
  readonly onDraw: (strokes: readonly Stroke[]) => void;
}

/** Pixels of the pad's side, whatever size it is shown at. */
const side = 592;

/** A pad to draw on: by pointer, with Ctrl+Z and C. */
export function DrawPad({ strokes, onDraw }: DrawPadProps) {
  const [pen, setPen] = useState<Pen>('middle');
  const canvas = useRef<HTMLCanvasElement>(null);
  const isDown = useRef(false);
  const theme = useTheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme decides the ink's colour
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !canvas.current) return;
    context.clearRect(0, 0, side, side);
    context.strokeStyle = getComputedStyle(canvas.current).color;
    drawStrokes(context, strokes, side);
  }, [strokes, theme]);
  const pointOf = ({ clientX, clientY, currentTarget }: PointerEvent<HTMLCanvasElement>) => {
    const box = currentTarget.getBoundingClientRect();
    return [(clientX - box.left) / box.width, (clientY - box.top) / box.height] as const;
  };
  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    isDown.current = true;
    onDraw([...strokes, { width: pens[pen], points: [pointOf(event)] }]);
  };
  const draw = (event: PointerEvent<HTMLCanvasElement>) => {
    const last = strokes.at(-1);
    if (!isDown.current || last === undefined) return;
    onDraw(strokes.with(-1, { ...last, points: [...last.points, pointOf(event)] }));
  };
  const end = () => {
    isDown.current = false;
  };
  const undo = () => onDraw(strokes.slice(0, -1));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'c' && !event.ctrlKey && !event.metaKey) onDraw([]);
    else if (event.key === 'z' && (event.ctrlKey || event.metaKey)) undo();
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles.pad}>
      <canvas
        ref={canvas}
        className={styles.drawing}
        width={side}
        height={side}
        tabIndex={0}
        role="img"
        aria-label="Pad: draw here. C clears, Ctrl+Z takes the last stroke back."
        onPointerDown={begin}
        onPointerMove={draw}
        onPointerUp={end}
        onPointerCancel={end}
        onKeyDown={onKeyDown}
      />
      <div className={styles.row}>
        <Button square aria-label="Undo" isDisabled={strokes.length === 0} onPress={undo}>
          <Undo2Icon size={15} />
        </Button>
        <Segments
          label="Pen"
          options={[
            { id: 'fine', label: 'Fine' },
            { id: 'middle', label: 'Middle' },
            { id: 'broad', label: 'Broad' },
          ]}
          chosen={pen}
          onChoose={setPen}
        />
        <Button isDisabled={strokes.length === 0} onPress={() => onDraw([])}>
          <EraserIcon size={15} /> Clear
        </Button>
      </div>
    </div>
  );
}
