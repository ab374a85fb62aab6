import type { Images, JointOutputs, JointTrainer } from '../../engine.ts';
import { DataParallelTrainer, joined } from './dataParallelTrainer.ts';

/** Networks trained together, by several threads: each has all networks and its images. */
export class DataParallelJointTrainer
  extends DataParallelTrainer<JointTrainer>
  implements JointTrainer
{
  async predictMembers(images: Images): Promise<JointOutputs> {
    const parts = await this.share('predictMembers', images, (part) =>
      this.own.predictMembers(part),
    );
    return {
      joint: joined(parts.map(({ joint }) => joint)),
      members: parts[0].members.map((_, k) => joined(parts.map(({ members }) => members[k]))),
      weights: joined(parts.map(({ weights }) => weights)),
    };
  }
}
