import styles from './Columns.module.css';

/** What the columns hold; read aloud with each line instead. */
export function Columns() {
  return (
    <div className={styles.columns} aria-hidden="true">
      <span className={styles.run}>run</span>
      <span>what differs</span>
      <span>seeds</span>
      <span className={styles.error}>test error, % ± 95%</span>
      <span className={styles.number}>hardest ⅕</span>
      <span>when</span>
      <span className={styles.number}>took</span>
      <span className={styles.number}>size</span>
    </div>
  );
}
