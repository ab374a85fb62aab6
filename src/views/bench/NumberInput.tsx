import { useState } from 'react';
import styles from './Bench.module.css';

interface NumberInputProps {
  readonly label: string;
  /** As it stands while nobody types. */
  readonly text: string;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}

/** A number to be typed: taken with Enter or on leaving, left as it was where it is none. */
export function NumberInput({ label, text, min, max, onChange }: NumberInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const take = () => {
    const value = Number((typed ?? '').replace(',', '.'));
    const isOne = typed !== null && typed.trim() !== '' && value >= min && value <= max;
    if (isOne) onChange(value);
    setTyped(null);
  };
  return (
    <input
      className={styles.number}
      aria-label={label}
      inputMode="decimal"
      value={typed ?? text}
      title={`From ${min} to ${max}`}
      onChange={(event) => setTyped(event.target.value)}
      onFocus={(event) => event.target.select()}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take();
        if (event.key === 'Escape') setTyped(null);
      }}
    />
  );
}
