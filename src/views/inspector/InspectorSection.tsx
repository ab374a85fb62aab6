import { type ReactNode, useId } from 'react';
import styles from './ClassInspector.module.css';

interface InspectorSectionProps {
  readonly title: string;
  /** What the numbers are measured on, at the right of the title. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** One part of the inspector, under a hairline. */
export function InspectorSection({ title, aside, children }: InspectorSectionProps) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.sectionHead}>
        <h3 id={id} className={styles.title}>
          {title}
        </h3>
        {aside !== undefined && <span className={styles.aside}>{aside}</span>}
      </div>
      {children}
    </section>
  );
}

/** A dash, and why there is nothing more yet. */
export function Unknown({ why }: { readonly why: string }) {
  return (
    <p className={styles.unknown}>
      <span aria-hidden>– </span>
      {why}
    </p>
  );
}
