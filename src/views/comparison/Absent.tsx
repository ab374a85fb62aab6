import type { ReactNode } from 'react';
import styles from './Absent.module.css';

/** Why a figure is not there, and what would give it. */
export function Absent({ children }: { readonly children: ReactNode }) {
  return (
    <p className={styles.absent}>
      <span aria-hidden>– </span>
      {children}
    </p>
  );
}
