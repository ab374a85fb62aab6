/**
 * The one place where fetching a published data set is agreed to: it names the hosts and the bytes
 * first.
 */
import { useState } from 'react';
import { catalogueEntry } from '../../../data/catalog/catalogue.ts';
import { messageOf } from '../../../lib/messageOf.ts';
import { formatBytes } from '../../../lib/numberFormat.ts';
import { dataTitle } from '../../../store/data/dataSet.ts';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';
import type { RemoteOffer } from '../../../worker/protocol/dataRequests.ts';
import { Button } from '../../controls/Button.tsx';
import styles from './FetchOffer.module.css';

/**
 * Offers to fetch a published data set, `catalog:…` or `hf:owner/name`, with its size told before.
 * Nothing leaves the page until a button is pressed.
 */
export function FetchOffer({ source }: { readonly source: string }) {
  const isReading = useWorkbench(({ data }) => data.phase === 'reading');
  const [offer, setOffer] = useState<RemoteOffer | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const entry = catalogueEntry(source);
  const bytes = offer?.bytes ?? entry?.bytes ?? null;
  const title = dataTitle(source);
  const lookUp = async () => {
    setTrouble(null);
    try {
      setOffer(await actions().lookUp(source));
    } catch (error) {
      setTrouble(messageOf(error));
    }
  };
  return (
    <div className={styles.offer}>
      {bytes === null ? (
        <Button look="primary" size="large" onPress={() => void lookUp()}>
          Ask the Hugging Face Hub for its size
        </Button>
      ) : (
        <Button
          look="primary"
          size="large"
          isDisabled={isReading}
          onPress={() => void actions().fetchData(source)}
        >
          Fetch {title}, {formatBytes(bytes)}
        </Button>
      )}
      <p className={styles.note}>
        It comes over the network from {placesOf(source, offer)} and is stored in this browser.
      </p>
      {offer?.notes.map((note) => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
      {trouble !== null && <p role="alert">{trouble}</p>}
    </div>
  );
}

/** Where it comes from, as far as that is known before it is asked for. */
function placesOf(source: string, offer: RemoteOffer | null): string {
  if (offer !== null) return offer.hosts.join(' and ');
  const [copy] = catalogueEntry(source)?.forPages ?? [];
  if (copy?.kind !== 'files') return 'huggingface.co';
  return [...new Set(copy.files.map(({ address }) => new URL(address).host))].join(' and ');
}
