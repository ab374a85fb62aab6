import { type HandlersByKind, handleByKind } from '../lib/byKind.ts';
import type { MethodSpec } from '../spec/methods/methods.ts';
import { averaging } from './averaging.ts';
import { complementary } from './complementary.ts';
import type { Method, MethodContext } from './context.ts';
import { deepBoosting } from './deepBoosting.ts';
import { jointMixture } from './jointMixture.ts';
import { levelwise } from './levelwise/levelwise.ts';
import { single } from './single.ts';
import { snapshot } from './snapshot.ts';
import { weightAveraging } from './weightAveraging.ts';
import { worstClassBoosting } from './worstClassBoosting.ts';

/** How each kind of method is carried out. */
const generators: HandlersByKind<MethodSpec, [MethodContext], ReturnType<Method>> = {
  single: (method, context) => single(context, method),
  'worst-class-boosting': (method, context) => worstClassBoosting(context, method),
  snapshot: (method, context) => snapshot(context, method.rounds),
  'weight-averaging': (method, context) => weightAveraging(context, method),
  averaging: (method, context) => averaging(context, method.rounds),
  'deep-boosting': (method, context) => deepBoosting(context, method.rounds),
  complementary: (method, context) => complementary(context, method),
  levelwise: (method, context) => levelwise(context, method),
  'joint-mixture': (method, context) => jointMixture(context, method.rounds),
};

/** The generator that carries a method out. */
export function methodOf(method: MethodSpec): Method {
  return (context) => handleByKind(generators, method, context);
}
