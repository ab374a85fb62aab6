/**
 * Whether an experiment has a field, by what its method, network and objective describe as theirs. A
 * field that only others have (μ, with averaging) is neither right nor wrong: it says nothing there.
 */
import type { ExperimentSpec } from '../experimentSpec.ts';
import { levelwiseOptions } from '../methods/levelwise/levelwiseOptions.ts';
import { membersPath } from '../methods/levelwise/members.ts';
import {
  choosesObjective,
  levelwisePartOf,
  methodOptionsOf,
  startUsesOf,
} from '../methods/methodFacts.ts';
import { networkFields } from '../networks/networkFacts.ts';
import { objectiveFields } from '../objectives/objectiveFacts.ts';
import { describedPath, optionAt } from '../options.ts';
import { hasValueAt } from './applyChange.ts';

/** Whether the field at a path says something in an experiment, or would if it were set. */
export function knowsField(spec: ExperimentSpec, path: string): boolean {
  const { method, network } = spec;
  if (optionAt(path) === null) return hasValueAt(spec, path);
  const [part, next] = path.split('.');
  if (path === 'method.kind' || path === 'network.kind') return true;
  if (path.startsWith(`${membersPath}.`)) {
    const { members } = method as { members?: unknown };
    return members !== undefined && Object.hasOwn(levelwiseOptions, describedPath(path));
  }
  if (part === 'method') return knowsOfMethod(spec, path);
  if (part === 'network') {
    return !Array.isArray(network) && networkFields(network.kind).some((one) => one.path === path);
  }
  if (part === 'start') return startUsesOf(method).length > 0;
  if (part === 'tree') return levelwisePartOf(method) === null;
  if (next === 'schedule') return path === 'training.schedule.kind' || hasValueAt(spec, path);
  return true;
}

function knowsOfMethod({ method }: ExperimentSpec, path: string): boolean {
  if (!Object.hasOwn(methodOptionsOf(method), path)) return false;
  const isOfObjective = choosesObjective(method) && path !== 'method.objective.kind';
  if (!isOfObjective) return true;
  return objectiveFields(method.objective?.kind).some((one) => one.path === path);
}
