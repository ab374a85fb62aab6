import { assertNever } from '../lib/assertNever.ts';
import type { MethodSpec } from '../spec/experimentSpec.ts';
import { averaging } from './averaging.ts';
import { complementary } from './complementary.ts';
import type { Method } from './context.ts';
import { levelwise } from './levelwise/levelwise.ts';
import { single } from './single.ts';

/** The generator that carries a method out. */
export function methodOf(method: MethodSpec): Method {
  switch (method.kind) {
    case 'single':
      return single;
    case 'averaging':
      return (context) => averaging(context, method.rounds);
    case 'complementary':
      return (context) => complementary(context, method);
    case 'levelwise':
      return (context) => levelwise(context, method);
    default:
      return assertNever(method, 'method');
  }
}
