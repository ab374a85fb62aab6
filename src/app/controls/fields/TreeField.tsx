/**
 * The field of a tree over the classes, which comes from a file. The file is read in the worker;
 * here are the place to drop it and what it turned out to be.
 */
import { FileText, X } from 'lucide-react';
import { DropZone, FileTrigger } from 'react-aria-components';
import { formatCount } from '../../../lib/numberFormat.ts';
import type { TreeOption } from '../../../spec/fields/optionDescription.ts';
import { isAwaitedTree } from '../../../spec/sections/awaitedTree.ts';
import type { ImportedTree, TreeSpec } from '../../../spec/sections/treeSpec.ts';
import { valueAt } from '../../../store/draft/draft.ts';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';
import { filesIn } from '../../droppedFiles.ts';
import { Button } from '../Button.tsx';
import { FieldLabel, PlainComplaint } from './FieldLabel.tsx';
import treeStyles from './TreeField.module.css';

interface TreeFieldProps {
  readonly option: TreeOption;
  /** Where the tree stands in the draft. */
  readonly path: string;
  readonly complaint: string | null;
  readonly onRemove: () => void;
}

/** A tree from a file, dropped or chosen; what it is, once it is read. */
export function TreeField({ option, path, complaint, onRemove }: TreeFieldProps) {
  const tree = useWorkbench(({ draft }) => valueAt(draft, path)) as TreeSpec | null | undefined;
  const known = tree && !isAwaitedTree(tree) ? tree : null;
  // One that a link asks for can be done without where the experiment has a meaning without it.
  const isOptional = tree && option.neutral !== undefined;
  return (
    <DropZone
      className={treeStyles.zone}
      data-drop-zone="tree"
      aria-label={`${option.label}: drop a file here`}
      onDrop={({ items }) => void filesIn(items).then(actions().readHierarchy)}
    >
      <div className={treeStyles.line}>
        <FieldLabel option={option} />
        {known ? (
          <Known tree={known} onRemove={onRemove} />
        ) : (
          <span className={treeStyles.known}>
            <OpenTree />
            {isOptional && <Remove onRemove={onRemove} />}
          </span>
        )}
      </div>
      {!known && <p className={treeStyles.help}>{option.help}</p>}
      <PlainComplaint complaint={complaint} />
    </DropZone>
  );
}

function Known({ tree, onRemove }: { readonly tree: ImportedTree; readonly onRemove: () => void }) {
  return (
    <span className={treeStyles.known}>
      <b title={tree.name}>{tree.name}</b>
      <span>{formatCount(tree.nodes.length)} nodes</span>
      <Remove onRemove={onRemove} />
    </span>
  );
}

function Remove({ onRemove }: { readonly onRemove: () => void }) {
  return (
    <Button look="quiet" size="small" square aria-label="Remove the tree" onPress={onRemove}>
      <X size={13} />
    </Button>
  );
}

function OpenTree() {
  const isReading = useWorkbench((state) => state.isReadingFile);
  return (
    <FileTrigger
      allowsMultiple
      onSelect={(list) => void actions().readHierarchy([...(list ?? [])])}
    >
      <Button size="small" isDisabled={isReading}>
        <FileText size={13} aria-hidden="true" />
        {isReading ? 'Reading…' : 'Open a tree'}
      </Button>
    </FileTrigger>
  );
}
