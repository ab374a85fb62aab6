import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import styles from './RenameField.module.css';

interface RenameFieldProps {
  readonly title: string;
  /** Null where nothing was changed. */
  readonly onRenamed: (title: string | null) => void;
}

/** A name being written in its place: Enter or leaving it takes it, Escape does not. */
export function RenameField({ title, onRenamed }: RenameFieldProps) {
  const [typed, setTyped] = useState(title);
  const field = useRef<HTMLInputElement>(null);
  // Leaving the field by Enter or Escape also blurs it.
  const isDone = useRef(false);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const end = (name: string | null) => {
    if (isDone.current) return;
    isDone.current = true;
    onRenamed(name === title ? null : name);
  };
  const onKey = (event: KeyboardEvent) => {
    // The list must not take letters, arrows and Space for its own.
    event.stopPropagation();
    if (event.key === 'Enter') end(typed.trim());
    if (event.key === 'Escape') end(null);
  };
  return (
    <input
      ref={field}
      className={styles.input}
      aria-label={`New name of ${title}`}
      value={typed}
      maxLength={200}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={onKey}
      onKeyUp={(event) => event.stopPropagation()}
      onPointerDown={(event) => event.stopPropagation()}
      onMouseDown={(event) => event.stopPropagation()}
      onBlur={() => end(typed.trim())}
    />
  );
}
