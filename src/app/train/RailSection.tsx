import type { ReactNode } from 'react';
import styles from './RailSection.module.css';

interface RailSectionProps {
  readonly title: string;
  /** What stands to the right of the title. */
  readonly note?: ReactNode;
  readonly children: ReactNode;
}

/** A part of the rail under its title. */
export function RailSection({ title, note, children }: RailSectionProps) {
  return (
    <section className={styles.section}>
      <header className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        {note !== undefined && <span className={styles.note}>{note}</span>}
      </header>
      {children}
    </section>
  );
}
