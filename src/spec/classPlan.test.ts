import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { everyClass, planClasses } from './classPlan.ts';

const names = ['cat', 'dog', 'oak', 'elm'];
const trees = { name: 'tree', classes: ['oak', 'elm'] };

function issueOf(change: Partial<typeof everyClass>) {
  const plan = planClasses(names, { ...everyClass, ...change });
  return plan.ok ? 'accepted' : `${plan.issues[0].path}: ${plan.issues[0].message}`;
}

describe('planClasses', () => {
  it('keeps all classes where nothing is chosen', () => {
    const plan = planClasses(names, everyClass);
    expect(plan).toEqual({
      ok: true,
      classes: names.map((name, index) => ({ name, members: [index] })),
    });
  });

  it('leaves classes out and puts a merged one where its first member stood', () => {
    const choice = { classes: ['elm', 'dog', 'cat', 'oak'], exclude: ['cat'], merge: [trees] };
    expect(planClasses(names, choice)).toEqual({
      ok: true,
      classes: [
        { name: 'tree', members: [3, 2] },
        { name: 'dog', members: [1] },
      ],
    });
  });

  it('lets a merged class bear the name of a member, and names of any kind', () => {
    const merge = [{ name: 'oak', classes: ['oak', '__proto__'] }];
    const plan = planClasses(['oak', '__proto__', 'elm'], { ...everyClass, merge });
    expect(plan.ok && plan.classes.map(({ name }) => name)).toEqual(['oak', 'elm']);
  });

  it.each([
    [{ exclude: ['bat'] }, 'dataset.exclude: names “bat”, which is no class'],
    [{ merge: [{ name: 'x', classes: ['bat'] }] }, 'dataset.merge: names “bat”'],
    [{ classes: ['cat', 'cat', 'dog'] }, 'dataset.classes: lists “cat” twice'],
    [{ exclude: names }, 'dataset.exclude: leaves no class'],
    [{ exclude: names.slice(1) }, 'dataset.exclude: leaves only “cat”'],
    [{ merge: [{ name: 'all', classes: names }] }, 'dataset.merge: leaves one class'],
    [{ merge: [{ name: 'cat', classes: ['oak', 'elm'] }] }, 'makes a second class “cat”'],
    [{ merge: [trees, { name: 'x', classes: ['oak'] }] }, 'holds the class “oak” twice'],
    [{ merge: [trees, { name: 'tree', classes: ['cat'] }] }, 'two merged classes “tree”'],
    [{ exclude: ['oak'], merge: [trees] }, 'dataset.exclude: holds “oak”, which is merged'],
  ])('refuses %j', (change, reason) => {
    expect(issueOf(change)).toContain(reason);
  });

  it('puts every class that is kept into exactly one class of the run', () => {
    const all = Array.from({ length: 9 }, (_, index) => `c${index}`);
    const choices = fc.tuple(fc.subarray(all), fc.subarray(all));
    fc.assert(
      fc.property(choices, ([exclude, wanted]) => {
        const members = wanted.filter((name) => !exclude.includes(name));
        const merge = members.length === 0 ? [] : [{ name: 'merged', classes: members }];
        const plan = planClasses(all, { classes: null, exclude, merge });
        const left = all.filter((name) => !exclude.includes(name));
        if (!plan.ok) {
          expect(left.length - Math.max(0, members.length - 1)).toBeLessThan(2);
          return;
        }
        const used = plan.classes.flatMap((one) => one.members.map((member) => all[member]));
        expect(used.toSorted()).toEqual(left);
      }),
    );
  });
});
