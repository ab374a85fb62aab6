/**
 * Why files were not imported, in the words of the refusal: the file and the place in it, what was
 * found, what is allowed, what to do. The data set that was there stays.
 */
import { TriangleAlert, X } from 'lucide-react';
import type { DataFault } from '../../../data/dataError.ts';
import type { Refusal } from '../../../store/data/dataSet.ts';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';
import { Button } from '../../controls/Button.tsx';
import styles from './RefusalPanel.module.css';

/** What was not imported: file, place, what was found, what is allowed, what to do. */
export function RefusalPanel() {
  const refusal = useWorkbench((state) => state.refusal);
  if (refusal === null) return null;
  return (
    <section className={styles.panel} role="alert">
      <TriangleAlert size={17} className={styles.icon} aria-hidden="true" />
      <div className={styles.text}>
        <h2 className={styles.title}>{refusal.title}</h2>
        {refusal.fault === null ? <PlainReason {...refusal} /> : <Fault {...refusal.fault} />}
        {refusal.action !== undefined && (
          <div className={styles.action}>
            <Button size="small" onPress={refusal.action.act}>
              {refusal.action.label}
            </Button>
          </div>
        )}
      </div>
      <Button
        look="quiet"
        size="small"
        square
        aria-label="Dismiss"
        onPress={() => actions().dismissRefusal()}
      >
        <X size={15} />
      </Button>
    </section>
  );
}

function PlainReason({ message, remedy }: Refusal) {
  return (
    <>
      <p>{message}</p>
      {remedy !== '' && <Remedy text={remedy} />}
    </>
  );
}

function Fault({ file, place, found, allowed, remedy }: DataFault) {
  return (
    <>
      <p>
        <code>{file}</code>
        {place !== null && (
          <>
            , <code>{place}</code>
          </>
        )}
        : {found}. Allowed: {allowed}.
      </p>
      <Remedy text={remedy} />
    </>
  );
}

function Remedy({ text }: { readonly text: string }) {
  return (
    <p>
      <b>What to do:</b> <span className={styles.remedy}>{sentence(text)}</span>
    </p>
  );
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
