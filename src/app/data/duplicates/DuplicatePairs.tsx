/**
 * The sheet of equal images: each group of them once, with the split, class and number of every
 * place it stands in. Of many groups the first are listed.
 */
import { useEffect, useState } from 'react';
import type { Duplicates, ImagePlace } from '../../../data/prepare/duplicates.ts';
import { formatCount } from '../../../lib/numberFormat.ts';
import { splitNames } from '../../../spec/units.ts';
import { actions } from '../../../store/useWorkbench.ts';
import { ClassName } from '../../../views/kit/names/ClassName.tsx';
import textStyles from '../../../views/kit/styles/text.module.css';
import { Thumbnail } from '../../../views/kit/thumbnail/Thumbnail.tsx';
import type { DatasetView } from '../../../worker/protocol/dataRequests.ts';
import { Sheet, SheetHead } from '../../controls/Sheet.tsx';
import styles from './DuplicatePairs.module.css';

interface DuplicatePairsProps {
  readonly view: DatasetView;
  readonly duplicates: Duplicates;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Equal images over the page: each once, with the places where it stands. */
export function DuplicatePairs({ view, duplicates, isOpen, onClose }: DuplicatePairsProps) {
  return (
    <Sheet isOpen={isOpen} onClose={onClose}>
      <SheetHead title="Equal images" onClose={onClose} />
      <Listed duplicates={duplicates} />
      <Groups view={view} groups={duplicates.groups} />
    </Sheet>
  );
}

function Listed({ duplicates: { groups, groupCount } }: Pick<DuplicatePairsProps, 'duplicates'>) {
  const some = groups.length < groupCount ? `The first ${formatCount(groups.length)} of ` : '';
  return (
    <p className={textStyles.note}>
      {some}
      {formatCount(groupCount)} {groupCount === 1 ? 'image stands' : 'images stand'} in more than
      one place; those that are tested on first.
    </p>
  );
}

interface GroupsProps {
  readonly view: DatasetView;
  readonly groups: Duplicates['groups'];
}

function Groups({ view, groups }: GroupsProps) {
  const images = useFirstOfEach(groups, view);
  return (
    <ul className={styles.groups}>
      {groups.map((group, at) => (
        <li key={`${group[0].from} ${group[0].index}`} className={styles.group}>
          <Thumbnail bytes={images[at] ?? null} shape={view.drawn} size={48} />
          <ul className={styles.places}>
            {group.map((place) => (
              <li key={`${place.from} ${place.index}`}>
                <Place view={view} place={place} />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

function Place({ view, place }: { readonly view: DatasetView; readonly place: ImagePlace }) {
  return (
    <>
      <span className={styles.role} data-role={place.role}>
        {place.role === 'train' ? 'training' : 'test'}
      </span>{' '}
      <ClassName name={view.classes[place.label]} />{' '}
      <span className={textStyles.note}>image {formatCount(place.index)}</span>
    </>
  );
}

/** The image of each group, fetched while they are looked at. */
function useFirstOfEach(groups: Duplicates['groups'], view: DatasetView): readonly Uint8Array[] {
  const [images, setImages] = useState<readonly Uint8Array[]>([]);
  useEffect(() => {
    let isStale = false;
    void fetchFirst(groups, view).then((found) => {
      if (!isStale) setImages(found);
    });
    return () => {
      isStale = true;
    };
  }, [groups, view]);
  return images;
}

async function fetchFirst(
  groups: Duplicates['groups'],
  { drawn: { height, width, channels } }: DatasetView,
): Promise<readonly Uint8Array[]> {
  const size = height * width * channels;
  const found = new Map<ImagePlace, Uint8Array>();
  const firsts = groups.map(([first]) => first);
  for (const from of splitNames) {
    const places = firsts.filter((place) => place.from === from);
    if (places.length === 0) continue;
    const indices = places.map(({ index }) => index);
    const bytes = await actions()
      .pickImages(from, indices)
      .catch(() => new Uint8Array());
    places.forEach((place, at) => {
      found.set(place, bytes.subarray(at * size, (at + 1) * size));
    });
  }
  return firsts.map((place) => found.get(place) ?? new Uint8Array());
}
