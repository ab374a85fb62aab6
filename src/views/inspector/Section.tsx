import { type ReactNode, useId } from 'react';
import styles from './ClassInspector.module.css';

interface SectionProps {
  readonly title: string;
  readonly note?: ReactNode;
  readonly children: ReactNode;
}

/** A part of the inspector, under a hairline. */
export function Section({ title, note, children }: SectionProps) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.sectionHead}>
        <h4 id={id}>{title}</h4>
        {note !== undefined && <span>{note}</span>}
      </div>
      {children}
    </section>
  );
}
