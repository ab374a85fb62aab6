/**
 * Data sets by address or by their name at the Hugging Face Hub. Looking one up asks that site
 * alone and tells what it would cost; fetching is a second press.
 */
import { type FormEvent, useState } from 'react';
import { Form, Input, Label, Text, TextField } from 'react-aria-components';
import { formatBytes } from '../../lib/numberFormat.ts';
import { useFirstState } from '../../store/useFirstState.ts';
import textStyles from '../../views/kit/styles/text.module.css';
import type { RemoteOffer } from '../../worker/protocol/dataRequests.ts';
import { Button } from '../controls/Button.tsx';
import { laterWorkbench, withWorkbench } from '../later/laterWorkbench.ts';
import styles from './Shelf.module.css';
import { sourceOfTyped } from './sourceOfTyped.ts';
import { useOnline } from './useOnline.ts';

type Search =
  | { readonly phase: 'none' }
  | { readonly phase: 'asking' }
  | { readonly phase: 'known'; readonly source: string; readonly offer: RemoteOffer }
  | { readonly phase: 'failed'; readonly message: string };

/** A data set by its address, or by its name at the Hugging Face Hub: its size is told first. */
export function AddressField() {
  const [typed, setTyped] = useState('');
  const [search, setSearch] = useState<Search>({ phase: 'none' });
  const isReading = useFirstState(({ data }) => data.phase === 'reading');
  const isOnline = useOnline();
  const source = sourceOfTyped(typed);
  const lookUp = async (event: FormEvent) => {
    event.preventDefault();
    if (source === null) return;
    setSearch({ phase: 'asking' });
    try {
      setSearch({ phase: 'known', source, offer: await lookUpLater(source) });
    } catch (error) {
      setSearch({ phase: 'failed', message: messageOf(error) });
    }
  };
  return (
    <Form className={styles.address} onSubmit={(event) => void lookUp(event)}>
      <TextField
        value={typed}
        onChange={(value) => {
          setTyped(value);
          setSearch({ phase: 'none' });
        }}
      >
        <Label className={textStyles.heading}>From an address or the Hugging Face Hub</Label>
        <div className={styles.addressLine}>
          <Input
            className={styles.input}
            placeholder="URL or owner/name"
            autoComplete="off"
            spellCheck={false}
          />
          <Button
            type="submit"
            isDisabled={source === null || !isOnline || isReading || search.phase === 'asking'}
          >
            Look up
          </Button>
        </div>
        <Text slot="description" className={textStyles.note}>
          {isOnline
            ? 'Asks that site alone, and fetches nothing yet.'
            : 'There is no network: what is stored or built in opens without.'}
        </Text>
      </TextField>
      <Outcome search={search} isReading={isReading} />
    </Form>
  );
}

function Outcome({ search, isReading }: { readonly search: Search; readonly isReading: boolean }) {
  if (search.phase === 'none') return null;
  if (search.phase === 'asking') return <p role="status">Asking…</p>;
  if (search.phase === 'failed') {
    return (
      <p role="alert" className={styles.failure}>
        {search.message}
      </p>
    );
  }
  const { source, offer } = search;
  return (
    <div className={styles.found} role="status">
      <p>
        <b>{offer.title}</b>: {offer.files === 1 ? 'one file' : `${offer.files} files`} from{' '}
        {offer.hosts.join(' and ')}
        {offer.bytes === null ? ', its size not told before' : ''}.
      </p>
      {offer.notes.map((note) => (
        <p key={note} className={textStyles.note}>
          {note}
        </p>
      ))}
      <Button
        look="primary"
        size="small"
        isDisabled={isReading}
        onPress={() => withWorkbench((workbench) => workbench.fetchData(source))}
      >
        Fetch{offer.bytes === null ? '' : ` ${formatBytes(offer.bytes)}`}
      </Button>
    </div>
  );
}

async function lookUpLater(source: string): Promise<RemoteOffer> {
  const code = await laterWorkbench.read();
  if (code === null) throw new Error('What looks data sets up could not be read. Try again.');
  return code.actions().lookUp(source);
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const remedy = 'remedy' in error ? String(error.remedy) : '';
  return error.message.includes(remedy) ? error.message : `${error.message} ${remedy}`;
}
