/**
 * What a change makes of a kind that is chosen: as in the form, the part of the experiment becomes what
 * a person who picks the kind starts from, so that no fields of another kind stay behind.
 */
import type { ExperimentSpec } from '../experimentSpec.ts';
import { startingMembers } from '../methods/levelwise/members.ts';
import {
  choosesMembers,
  choosesObjective,
  hierarchicalKinds,
  isMethodKind,
  networkCountOf,
  publishedScheduleOf,
  startingMethod,
} from '../methods/methodFacts.ts';
import { isNetworkKind, startingNetwork } from '../networks/networkFacts.ts';
import { isObjectiveKind, startingObjective } from '../objectives/objectiveFacts.ts';
import { plainChoice } from '../objectives/objectives.ts';
import { isScheduleKind, startingSchedule } from '../sections/trainingSpec.ts';
import type { SpecIssue } from '../specIssue.ts';

/** Whether a part was chosen, or what is in the way. What is no value of it is left for the reader to refuse. */
type Choice = boolean | SpecIssue;

/** Sets a part of the experiment. */
type Choosing = (spec: ExperimentSpec, kind: unknown) => Choice;

const choices: Readonly<Record<string, Choosing>> = {
  'method.kind': chooseMethod,
  'method.objective.kind': chooseObjective,
  'method.members': chooseMembers,
  'network.kind': (spec, kind) => {
    if (Array.isArray(spec.network) || !isNetworkKind(kind)) return false;
    if (!isOfKind(spec.network, kind)) spec.network = startingNetwork(kind);
    return true;
  },
  // Absent starts from random weights, so that there may be no part yet to set a field of.
  'start.network': (spec, network) => setStart(spec, network === null ? null : { network }),
  'start.as': (spec, as) => setStart(spec, { as }),
  start: (spec, start) => setStart(spec, start),
  'training.schedule.kind': (spec, kind) => {
    if (!isScheduleKind(kind)) return false;
    const { training } = spec;
    if (!isOfKind(training.schedule, kind)) {
      training.schedule = startingSchedule(kind, training.epochs);
    }
    return true;
  },
};

/** What is no start is left for the reader to refuse; null starts from random weights. */
function setStart(spec: ExperimentSpec, change: unknown): boolean {
  if (change === null) delete spec.start;
  else spec.start = Object.assign({ as: 'weights' }, spec.start, change);
  return true;
}

const isOfKind = (part: unknown, kind: string): boolean =>
  typeof part === 'object' && part !== null && 'kind' in part && part.kind === kind;

/** Carries out a change of a kind. Returns whether it was one, or why the experiment cannot have such a part. */
export function chooseKind(spec: ExperimentSpec, path: string, value: unknown): Choice {
  return choosesKind(path) && choices[path](spec, value);
}

/** Whether a field chooses what other fields there are. */
export const choosesKind = (path: string): boolean => Object.hasOwn(choices, path);

function chooseMethod(spec: ExperimentSpec, kind: unknown): Choice {
  if (!isMethodKind(kind)) return false;
  const { method, training, dataset } = spec;
  if (isOfKind(method, kind)) return true;
  const classCount = dataset.classes?.length;
  if (classCount === undefined && hierarchicalKinds.includes(kind)) {
    return {
      path: 'method.kind',
      message:
        'how many groups suit it depends on the classes. Begin with a preset of it, such as levelwise-fixed',
    };
  }
  spec.method = startingMethod(kind, {
    rounds: networkCountOf(method),
    classCount: classCount ?? 0,
    epochs: training.epochs,
  });
  const published = publishedScheduleOf(kind);
  if (published !== null && !isOfKind(training.schedule, published)) {
    training.schedule = startingSchedule(published, training.epochs);
  }
  return true;
}

/** Level-wise networks, as a person who picks them starts from; a whole part is left to the reader. */
function chooseMembers(spec: ExperimentSpec, choice: unknown): Choice {
  const { method, training, dataset } = spec;
  if (choice !== 'flat' && choice !== 'level-wise') return false;
  if (!choosesMembers(method)) {
    return {
      path: 'method.members',
      message:
        'only complementary networks can be level-wise; set method.kind=complementary before it',
    };
  }
  if (choice === 'flat') delete method.members;
  else if (method.members === undefined) {
    const classCount = dataset.classes?.length;
    if (classCount === undefined) {
      return {
        path: 'method.members',
        message:
          'how many groups suit it depends on the classes. Begin with a preset of it, such as glyphs-levelwise-members-quick',
      };
    }
    method.members = startingMembers({
      rounds: networkCountOf(method),
      classCount,
      epochs: training.epochs,
    });
  }
  return true;
}

function chooseObjective(spec: ExperimentSpec, kind: unknown): Choice {
  const { method } = spec;
  if (!choosesObjective(method)) {
    return {
      path: 'method.objective.kind',
      message: 'only a single network has a choice of objectives; set method.kind=single before it',
    };
  }
  if (kind === plainChoice) delete method.objective;
  else if (!isObjectiveKind(kind)) method.objective = Object.assign({}, method.objective, { kind });
  else if (!isOfKind(method.objective, kind)) method.objective = startingObjective(kind);
  return true;
}
