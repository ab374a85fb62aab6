/** What does not agree between the parts of a model's description, for people. */
import { pathTree } from '../algorithms/levelwise/pathSoftmax.ts';
import { placedNetwork } from '../spec/networks/networkFacts.ts';
import { levelName } from './memberTensors.ts';
import type {
  ClassGrouping,
  ModelHead,
  ModelInput,
  ModelMember,
  TrainedModel,
} from './trainedModel.ts';

/** A model of which only its form counts. */
type ModelForm = Pick<TrainedModel, 'classes' | 'input' | 'joining'> & {
  readonly members: readonly Pick<ModelMember, 'network' | 'head'>[];
};

/** The first complaint; null where all agrees. Networks must fit the input. */
export function modelIssue(model: ModelForm): string | null {
  const { classes, input, members } = model;
  const heads = members.map(({ network, head }, index) => {
    const { classifier } = placedNetwork(network, input.shape, classes.length);
    const issue = headIssue(head, classifier.name, classes.length);
    return issue === null ? null : `network ${index + 1}: ${issue}`;
  });
  return [inputIssue(input), joiningIssue(model), ...heads].find((issue) => issue !== null) ?? null;
}

function inputIssue({ shape, values, normalisation }: ModelInput): string | null {
  const { mean, deviation } = normalisation;
  if (values === 'features' && (shape.height !== 1 || shape.channels !== 1)) {
    return 'features must be 1 × features × 1';
  }
  const count = values === 'features' ? shape.width : shape.channels;
  if (mean.length !== count || deviation.length !== count) {
    return `${count} means and deviations are needed, not ${mean.length} and ${deviation.length}`;
  }
  return deviation.every((value) => value > 0) ? null : 'a deviation must be above 0';
}

function joiningIssue({ joining, members }: ModelForm): string | null {
  switch (joining.kind) {
    case 'alone':
      return members.length === 1 ? null : `${members.length} networks cannot stand alone`;
    case 'vote':
      if (joining.weights.length !== members.length) {
        return `${joining.weights.length} votes for ${members.length} networks`;
      }
      return joining.weights.some((weight) => weight > 0) ? null : 'no network has a vote';
    case 'majority':
      return null;
    case 'dynamic':
      return members.every(({ head }) => head.kind === 'softmax')
        ? null
        : 'only flat networks can be joined by their logits';
  }
}

function headIssue(head: ModelHead, classifier: string, classCount: number): string | null {
  switch (head.kind) {
    case 'softmax':
      return null;
    case 'mixture':
      return mixtureIssue(head.levels, classifier, classCount);
    case 'path':
      return pathIssue(head.groups, classCount);
  }
}

function mixtureIssue(
  levels: Extract<ModelHead, { kind: 'mixture' }>['levels'],
  classifier: string,
  classCount: number,
): string | null {
  const last = levels.length - 1;
  const misnamed = levels.find((level, at) => {
    return level.classifier !== (at === last ? classifier : levelName(at));
  });
  if (misnamed !== undefined) return `no level’s classifier is called so: ${misnamed.classifier}`;
  if (levels[last].units !== classCount) {
    return `the last level has ${levels[last].units} units for ${classCount} classes`;
  }
  const unlike = levels.some(({ weight, units }) => weight !== null && units !== classCount);
  return unlike ? 'a level of groups needs shares' : null;
}

function pathIssue(groups: readonly ClassGrouping[], classCount: number): string | null {
  const isGrouping = ({ groupCount, groupOf }: ClassGrouping) =>
    groupOf.length === classCount && groupOf.every((group) => group < groupCount);
  if (!groups.every(isGrouping)) return 'every class needs a group at each level';
  try {
    pathTree(levelsOfPath(groups), classCount);
    return null;
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

/** Groupings of a head as the arithmetic takes them. */
export function levelsOfPath(groups: readonly ClassGrouping[]) {
  return groups.map(({ groupCount, groupOf }) => {
    return { groupCount, groupOf: Int32Array.from(groupOf) };
  });
}
