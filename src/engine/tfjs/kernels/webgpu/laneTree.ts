/**
 * Joining one value of each lane of a group, in pairs: neighbours first, then pairs of pairs. The
 * order depends on the layout of the lanes alone, so the results are the same bits whether lanes
 * exchange values through the group's memory or, where the device has subgroups, without it.
 */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend, tensor1d } from '@tensorflow/tfjs-core';
import { chosenVariant, type TuningTask } from './autotuning.ts';
import { createTensor, type Exchange, runShader, vectorView } from './shader.ts';

/** Lanes of a group that are joined, as far apart as `from`, 2·`from`, … below `to` lanes. */
export interface Span {
  /** Of the values that are joined side by side. A power of 2, as `to` is. */
  readonly from: number;
  /** At most the lanes of the group. */
  readonly to: number;
}

/** What is joined. */
export interface Joining extends Span {
  /** Name of the function, `name(own : type, lane : u32, subgroup : u32) -> type`. */
  readonly name: string;
  readonly type: string;
  /** Of a structure its members. */
  readonly members?: readonly string[];
  /** WGSL for `low` and `high`, the values of the lower and the higher lanes. */
  readonly join: string;
  /**
   * Whether all lanes below `to` are to know the result, not only the first `from`: for what does
   * not depend on which value is the lower.
   */
  readonly isShared: boolean;
  readonly exchange: Exchange;
}

/**
 * WGSL of the function. `subgroup` is how many lanes exchange values without memory. It must be
 * called by all lanes of the group, and unless the result is shared, once only.
 */
export function laneTree(joining: Joining): string {
  const { name, type, join, from, to, isShared, exchange } = joining;
  return `
    fn ${name}Joined(low : ${type}, high : ${type}) -> ${type} { return ${join}; }
    var<workgroup> ${name}Values : array<${type}, ${to}>;
    fn ${name}(own : ${type}, lane : u32, subgroup : u32) -> ${type} {
      var value = own;
      ${exchange === 'subgroups' ? exchanged(joining) : ''}
      if (subgroup < ${to}u) {
        if (lane < ${to}u) { ${name}Values[lane] = value; }
        for (var apart = max(${from}u, subgroup); apart < ${to}u; apart *= 2u) {
          workgroupBarrier();
          if (lane % (2u * apart) < ${from}u && lane < ${to}u) {
            value = ${name}Joined(value, ${name}Values[lane + apart]);
            ${name}Values[lane] = value;
          }
        }
        ${isShared ? shared(joining) : ''}
      }
      return value;
    }`;
}

/** Joins values of the same subgroup; only the results of its first lanes are used. */
function exchanged({ name, type, members, from, to }: Joining): string {
  const ofHigher = members?.map((member) => `subgroupShuffleXor(value.${member}, apart)`);
  const higher = ofHigher ? `${type}(${ofHigher})` : 'subgroupShuffleXor(value, apart)';
  return `
    for (var apart = ${from}u; apart < min(${to}u, subgroup); apart *= 2u) {
      value = ${name}Joined(value, ${higher});
    }`;
}

/** Hands the first lanes' values on, and lets the memory be used again. */
function shared({ name, from }: Joining): string {
  return `
    workgroupBarrier();
    value = ${name}Values[lane % ${from}u];
    workgroupBarrier();`;
}

/**
 * How lanes of a group exchange values on the active device. By subgroups only where all are of one
 * size, since another size than a shader is told would join other lanes, and where that was found
 * to be faster.
 */
export function exchangeFor({ from, to }: Span): Exchange {
  const webgpu = backend() as WebGPUBackend;
  if (to <= from || !hasSubgroups(webgpu.device)) return 'memory';
  return exchanges[chosenVariant(webgpu, task)];
}

/** Whether a device has subgroups that can be relied on. */
export function hasSubgroups({ features, adapterInfo }: GPUDevice): boolean {
  // Browsers without the feature may not tell of the adapter.
  if (!features.has('subgroups')) return false;
  return adapterInfo.subgroupMinSize === adapterInfo.subgroupMaxSize;
}

/** Variants of exchanging values, which give the same bits. */
export const exchanges = ['memory', 'subgroups'] as const satisfies readonly Exchange[];

/** Lanes and groups that join values when the variants are timed, and how often each. */
const timed = { lanes: 64, groups: 8, rounds: 256 } as const;

/** Numbers and vectors joined again and again, over all lanes and over those eight apart. */
const task: TuningTask = {
  key: 'exchange between lanes',
  prepare: () => {
    const size = timed.groups * timed.lanes;
    const values = Float32Array.from({ length: 4 * size }, (_, at) => Math.sin(at * 7.77) ** 3);
    const x = tensor1d(values);
    const variants = exchanges.map((exchange) => () => {
      const result = createTensor(x.shape);
      runShader({
        name: 'exchange',
        reads: { x: vectorView(x, 4) },
        writes: { result: vectorView(result, 4) },
        size: { groups: timed.groups, groupSize: timed.lanes, exchange },
        code: timedCode(exchange),
      });
      return result;
    });
    return { variants, dispose: () => x.dispose() };
  },
};

const timedCode = (exchange: Exchange) => `
  ${laneTree({
    ...{ name: 'sumOfAll', type: 'f32', join: 'low + high', isShared: true, exchange },
    ...{ from: 1, to: timed.lanes },
  })}
  ${laneTree({
    ...{ name: 'sumOfColumn', type: 'vec4<f32>', join: 'low + high', isShared: true, exchange },
    ...{ from: 8, to: timed.lanes },
  })}
  fn run(group : u32, lane : u32, subgroup : u32) {
    let at = group * ${timed.lanes}u + lane;
    var value = vec4<f32>();
    for (var round = 0u; round < ${timed.rounds}u; round++) {
      let all = sumOfAll(x[at].x + value.y, lane, subgroup) / ${2 * timed.lanes};
      value = sumOfColumn(x[at] + value + all, lane, subgroup) / 32.0;
    }
    if (at < arrayLength(&result)) { result[at] = value; }
  }`;
