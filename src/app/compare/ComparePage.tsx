/** The page that compares runs: any of the library, those of this window, and results from files. */
import styles from './ComparePage.module.css';
import { CompareRuns } from './CompareRuns.tsx';
import { useChosenRuns } from './useChosenRuns.ts';

export function ComparePage() {
  const chosen = useChosenRuns();
  return chosen === null ? (
    <main className={styles.waiting}>Looking up what is kept…</main>
  ) : (
    <CompareRuns chosen={chosen} />
  );
}
