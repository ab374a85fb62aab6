/** The card beside the pointer over a line: its experiment, spec and digest, as they are. */
import { type PointerEvent, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { LibraryLine } from '../../../analysis/library/libraryLines.ts';
import { FloatingCard } from '../../../views/kit/floating/FloatingCard.tsx';
import { lineFacts } from '../../../views/runs/lineFacts.ts';
import styles from './LineCard.module.css';
import { RunListContext } from './runListTools.ts';

/** Milliseconds of rest before the card comes. */
const patience = 450;

interface WithCardProps {
  readonly line: LibraryLine;
  readonly title: string;
  readonly className: string;
  readonly children: ReactNode;
}

/** What stands for a line, with the card once a mouse rests on it. */
export function WithCard({ line, title, className, children }: WithCardProps) {
  const [at, setAt] = useState<{ readonly x: number; readonly y: number } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const rest = ({ pointerType, clientX: x, clientY: y }: PointerEvent) => {
    clearTimeout(timer.current);
    if (pointerType === 'mouse') timer.current = setTimeout(() => setAt({ x, y }), patience);
  };
  const leave = () => {
    clearTimeout(timer.current);
    setAt(null);
  };
  return (
    <div
      className={className}
      onPointerMove={(event) => at === null && rest(event)}
      onPointerLeave={leave}
      onPointerDown={leave}
    >
      {children}
      {/* Lines are laid out apart from the page, so that nothing fixed in them is fixed to the window. */}
      {at !== null && createPortal(<LineCard {...{ line, title, at }} />, document.body)}
    </div>
  );
}

interface LineCardProps extends Pick<WithCardProps, 'line' | 'title'> {
  readonly at: { readonly x: number; readonly y: number };
}

const told = ['Experiment', 'Device', 'Spec', 'Digest', 'Digests'];

function LineCard({ line, title, at }: LineCardProps) {
  const { now } = useContext(RunListContext);
  const facts = lineFacts(line, now).filter(({ name }) => told.includes(name));
  const [{ notes }] = line.runs;
  return (
    <FloatingCard at={at} width={380} index={null} images={null} title={<b>{title}</b>}>
      <dl className={styles.facts}>
        {facts.map(({ name, value }) => (
          <div key={name} className={styles.fact}>
            <dt>{name}</dt>
            <dd data-hash={value.length === 64 || undefined}>{value}</dd>
          </div>
        ))}
      </dl>
      {notes !== '' && <p className={styles.notes}>{notes}</p>}
    </FloatingCard>
  );
}
