/**
 * What stands at every field of the form besides its value: the option's name and symbol, its
 * sentence, and the complaint about a value that cannot be.
 */
import { TriangleAlert } from 'lucide-react';
import { FieldError, Text } from 'react-aria-components';
import type { OptionDescription } from '../../../spec/fields/optionDescription.ts';
import styles from './Field.module.css';

/** An option's name, with the paper's symbol, and the mark of our own choices. */
export function FieldLabel({ option }: { readonly option: OptionDescription }) {
  return (
    <span className={styles.label}>
      {option.symbol && <OptionSymbol symbol={option.symbol} className={styles.symbol} />}
      {option.label}
      {option.ours && <span className={styles.ours}>ours</span>}
    </span>
  );
}

interface OptionSymbolProps {
  readonly symbol: string;
  readonly className: string | undefined;
}

/** The paper's symbol, what follows an underscore set low: N_l. */
export function OptionSymbol({ symbol, className }: OptionSymbolProps) {
  const [base, index] = symbol.split('_');
  return (
    <i className={className}>
      {base}
      {index !== undefined && <sub>{index}</sub>}
    </i>
  );
}

/** An option's sentence, for screen readers and for narrow pages. */
export function FieldHelp({ option }: { readonly option: OptionDescription }) {
  return (
    <Text slot="description" className={styles.help}>
      {option.help} {option.equation}
    </Text>
  );
}

/** The reason why a value cannot be, at its field. */
export function FieldComplaint({ complaint }: { readonly complaint: string | null }) {
  return (
    <FieldError className={styles.complaint}>
      <TriangleAlert size={13} aria-hidden="true" />
      <span>{capitalised(complaint ?? '')}</span>
    </FieldError>
  );
}

/** The same where there is no field of the library's to stand at. */
export function PlainComplaint({ complaint }: { readonly complaint: string | null }) {
  if (complaint === null) return null;
  return (
    <p className={styles.complaint} role="alert">
      <TriangleAlert size={13} aria-hidden="true" />
      <span>{capitalised(complaint)}</span>
    </p>
  );
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
