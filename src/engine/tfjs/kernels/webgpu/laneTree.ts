/**
 * Joining one value of each lane of a group, in pairs: neighbours first, then pairs of pairs. The
 * order depends on the layout of the lanes alone, so the results are the same bits whether lanes
 * exchange values through the group's memory or, where the device has subgroups, without it.
 */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend, tensor1d } from '@tensorflow/tfjs-core';
import { type Contest, chosenWay } from './kernelChoice.ts';
import { createTensor, type Exchange, type Lanes, runShader, typeOf, view } from './shader.ts';

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
  /** Whether all lanes below `to` are to know the result, not only the first `from`. */
  readonly isShared: boolean;
  readonly exchange: Exchange;
}

/**
 * WGSL of the function. `subgroup` is how many lanes exchange values without memory; it must be
 * called by all lanes of the group.
 */
export function laneTree(joining: Joining): string {
  const { name, type, join, from, to, isShared, exchange } = joining;
  return `
    fn ${name}Joined(low : ${type}, high : ${type}) -> ${type} { return ${join}; }
    var<workgroup> ${name}Held : array<${type}, ${to}>;
    fn ${name}(own : ${type}, lane : u32, subgroup : u32) -> ${type} {
      var value = own;
      ${exchange === 'subgroups' ? exchanged(joining) : ''}
      if (subgroup < ${to}u) {
        if (lane < ${to}u) { ${name}Held[lane] = value; }
        for (var apart = max(${from}u, subgroup); apart < ${to}u; apart *= 2u) {
          workgroupBarrier();
          if (lane % (2u * apart) < ${from}u && lane < ${to}u) {
            value = ${name}Joined(value, ${name}Held[lane + apart]);
            ${name}Held[lane] = value;
          }
        }
        ${isShared ? shared(joining) : ''}
      }
      return value;
    }`;
}

/** Joins values of the same subgroup. What its first lanes come to is what counts. */
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
    value = ${name}Held[lane % ${from}u];
    workgroupBarrier();`;
}

/** Whether a group's lanes exchange values of that many lanes through memory or by subgroups. */
export function exchangeFor(span: Span, lanes: Lanes): Exchange {
  const webgpu = backend() as WebGPUBackend;
  if (!webgpu.device.features.has('subgroups') || span.to <= span.from) return 'memory';
  return exchanges[chosenWay(webgpu, contestOf(span, lanes))];
}

/** Ways to exchange values, which give the same bits. */
export const exchanges = ['memory', 'subgroups'] as const satisfies readonly Exchange[];

/** Groups that join values when the ways are timed, and how often. */
const timedGroups = 64;
const timedRounds = 8;

function contestOf(span: Span, lanes: Lanes): Contest {
  const { from, to } = span;
  return {
    key: `exchange of ${lanes} × ${from} to ${to}`,
    enter: () => {
      const size = timedGroups * to * lanes;
      const x = tensor1d(Float32Array.from({ length: size }, (_, at) => Math.sin(at * 7.77) ** 3));
      const ways = exchanges.map((exchange) => () => {
        const result = createTensor([size]);
        runShader({
          name: 'exchange',
          constants: { rounds: timedRounds, nearest: from, lanesOfGroup: to },
          reads: { x: view(x, lanes) },
          writes: { result: view(result, lanes) },
          size: { groups: timedGroups, groupSize: to, exchange },
          code: contestCode(span, lanes, exchange),
        });
        return result;
      });
      return { ways, dispose: () => x.dispose() };
    },
  };
}

const contestCode = (span: Span, lanes: Lanes, exchange: Exchange) => `
  alias V = ${typeOf(lanes)};
  ${laneTree({ name: 'sum', type: 'V', join: 'low + high', isShared: true, exchange, ...span })}
  fn run(group : u32, lane : u32, subgroup : u32) {
    let at = group * lanesOfGroup + lane;
    var value = V();
    for (var round = 0u; round < rounds; round++) {
      value = value * 0.5 + sum(x[at] + value, lane, subgroup);
    }
    if (at < arrayLength(&result)) { result[at] = value; }
  }`;
