/**
 * The link that holds the drafted experiment. It holds no images: whoever opens it brings or
 * fetches the data.
 */
import { Link as LinkIcon } from 'lucide-react';
import { useState } from 'react';
import { DialogTrigger, Input, Label, TextField } from 'react-aria-components';
import { isRepeatOf } from '../../analysis/run/repeatVerdict.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { startingNetworkOf } from '../../spec/experimentSpec.ts';
import { awaitedTreeOf } from '../../spec/experimentTree.ts';
import { decodeLink, encodeLink, LinkTooLong } from '../../spec/link.ts';
import { benchOf } from '../../store/bench/benchSlice.ts';
import { shownRun } from '../../store/runs/runView.ts';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import textStyles from '../../views/kit/styles/text.module.css';
import { Button } from '../controls/Button.tsx';
import styles from '../controls/FloatingDialog.module.css';
import { FloatingDialog } from '../controls/FloatingDialog.tsx';

/** Copies the experiment as a link, and shows it for those whose browser forbids copying. */
export function SharePopover() {
  const isValid = useWorkbench(({ draft }) => draft.spec !== null);
  const [shared, setShared] = useState<SharedLink>({ link: '', note: '' });
  return (
    <DialogTrigger
      onOpenChange={(isOpen) => {
        if (isOpen) void currentLink().then(setShared);
      }}
    >
      <Button look="quiet" isDisabled={!isValid}>
        <LinkIcon size={15} aria-hidden="true" />
        Share
      </Button>
      <FloatingDialog
        label="Share the experiment"
        title="A link that runs the same experiment"
        note="It holds the form, not the images: whoever opens it brings their own copy of the data. Of a finished run it holds the digest as well, against which a repeat is checked, and what you changed on its bench."
      >
        <ShareForm {...shared} />
      </FloatingDialog>
    </DialogTrigger>
  );
}

interface SharedLink {
  /** Empty where there is none. */
  readonly link: string;
  /** What whoever opens it is asked for, or why there is none. */
  readonly note: string;
}

function ShareForm({ link, note }: SharedLink) {
  const [copied, setCopied] = useState<'no' | 'yes' | 'refused'>('no');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link);
      setCopied('yes');
    } catch {
      setCopied('refused');
    }
  };
  return (
    <>
      <div className={styles.line}>
        <TextField className={styles.grow} value={link} isReadOnly>
          <Label className="visuallyHidden">Link</Label>
          <Input className={styles.input} onFocus={(event) => event.currentTarget.select()} />
        </TextField>
        <Button look="primary" onPress={copy} isDisabled={link === ''}>
          {copied === 'yes' ? 'Copied' : 'Copy link'}
        </Button>
      </div>
      {note !== '' && <p className={textStyles.note}>{note}</p>}
      <p className={textStyles.note} role="status">
        {copied === 'refused' && 'The browser refused: select the link and copy it by hand.'}
      </p>
    </>
  );
}

/** The link to the draft, as whoever opens it reads it. */
async function currentLink(): Promise<SharedLink> {
  const { spec } = actions().draft;
  if (spec === null) return { link: '', note: '' };
  try {
    const address = new URL(location.href);
    address.hash = await encodeLink(spec, resultOfShown(spec), benchOf(actions().bench, spec));
    return { link: address.href, note: askedFor(address.hash) };
  } catch (error) {
    if (error instanceof LinkTooLong) return { link: '', note: error.message };
    throw error;
  }
}

/** What a link has no room for, beside the data. */
function askedFor(link: string): string {
  const reading = decodeLink(link);
  if (!reading.ok) return '';
  const tree = awaitedTreeOf(reading.spec);
  const network = startingNetworkOf(reading.spec);
  return [
    tree &&
      `The tree “${tree.name}” has no room in it: whoever opens the link is asked for its file.`,
    network && 'It starts from a trained network, which is asked for as well.',
  ]
    .filter(Boolean)
    .join(' ');
}

/** What the shown run came to, where it is a finished run of the experiment. */
function resultOfShown(spec: ExperimentSpec) {
  const run = shownRun(actions())?.newest ?? null;
  if (run === null || run.end === null || !isRepeatOf(run.spec, spec)) return null;
  return { device: run.device.kind, digest: run.end.digest };
}
