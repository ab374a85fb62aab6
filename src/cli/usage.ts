/** What the command line takes, for people. */
import { describeChoiceFlags } from './choiceOptions.ts';

export const usage = `Usage:
  npm run espalier -- run <spec.json or link> [--data <data>…] --out <folder>
                          [--resume | --force] [--expect <digest>]
                          [--device wasm|wasm-fused|webgpu|webgpu-mixed|cpu] [--threads <number>] [--memory <size>]
                          [--save-predictions] [--save-network]
                          [--features <model.json, folder or zip> --pixels unit|signed|bytes]
                          [--network <network.safetensors, model.onnx or model.json> [--member <number>] [--start-as weights|round]]
                          [--hierarchy <file>]…
  npm run espalier -- run <sweep.json or link> --index <number> (--out <folder> | --results <folder>)
  npm run espalier -- sweep plan <sweep.json> [--json]
  npm run espalier -- sweep run <sweep.json> --out <folder> [--at-once <number>] [--done <results.jsonl>]…
  npm run espalier -- sweep status <sweep.json> <folder>… [--json]
  npm run espalier -- sweep gather <sweep.json> <folder or results.jsonl>… --out <results.jsonl>
  npm run espalier -- sweep collect <sweep.json> <folder or results.jsonl>… [--json | --csv | --markdown | --latex]
                          [--baseline <setting>] [--measures top1,hardestFifth] [--test t|wilcoxon]
                          [--of-version <version>]
  npm run espalier -- sweep submit <sweep.json> --out <folder> --slurm [--go] [--cpus <number>]
                          [--at-once <number>] [--tasks <number>] [--time 2:00:00] [--sbatch=<option>]…
  npm run espalier -- sweep submit <sweep.json> --out <folder> --kubernetes [--cpus <number>]
                          [--at-once <number>] [--time <seconds>] [--image <name>] [--claim <name>]
  npm run espalier -- compare <folder of a flat run> <folder of another run> [--json]
  npm run espalier -- report <run folder>… --out <report.html>
  npm run espalier -- export <run folder, model.onnx, model.json or model.safetensors> --format onnx|tfjs|safetensors
                          --out <file or folder> [--member <number>] [--force]
  npm run espalier -- export <run folder or exported model> --publish <owner/name> [--public] [--add-version]
                          [--format onnx|tfjs|safetensors] [--member <number>]
  npm run espalier -- whatif <run folder> [--members 1,2,4] [--votes equal|best|<one a member>]
                          [--mu 0.76] [--update printed|released] [--errors soft|hard] [--json]
  npm run espalier -- predict <run folder> <picture or folder>… [--json | --csv]
                          [--device wasm|wasm-fused|webgpu|webgpu-mixed|cpu] [--threads <number>]
  npm run espalier -- profile <spec.json or link> [--data <data>…] [--device wasm|wasm-fused|webgpu|webgpu-mixed|cpu] [--json]
  npm run espalier -- inspect <data>… [--json] [--memory <size>]
  npm run espalier -- spec <preset> [--set training.epochs=2]…
  npm run espalier -- presets
  npm run espalier -- networks [--images 32x32x3] [--classes 100] [--json]
  npm run espalier -- project export <run folder>… --out <file> [--with-networks] [--with-data]
  npm run espalier -- project import <file> --out <folder>

--network names the trained network that the experiment starts from, saved or exported; --member says
which of an exported model of several networks. --initial is the same by its earlier name. --start-as says whether every network begins with its weights, or it is the first round.

--features trains on what the penultimate layer of a TensorFlow.js model makes of the images, computed
once and kept beside fetched data sets.

--save-network writes network.safetensors, and of runs of several networks each one as
network-<round>.safetensors, the last one under both names.

export writes the trained model of a run that was made with --save-network: all of its networks and how
they are joined, or one of them (--member), as an ONNX graph, a TensorFlow.js layers model, or safetensors
with the Python that loads them in PyTorch (docs/models.md). --out names a folder, a .zip with all files,
or the one .onnx or .safetensors. --publish sends it to the Hugging Face Hub in place of that, with the
access token in HF_TOKEN: private unless --public is given, and into a repository that holds files only
with --add-version.

A sweep is many runs in one file (docs/sweeps.md), each known by its place. run --index does one of
them: finished it is left as it is, begun it is gone on with. --results <folder> puts it into a folder
there that is named after it, as sweep run does, which keeps all cores busy with as many runs at once.
Runs of a sweep use one thread each unless --threads says otherwise. Where a sweep takes several data
sets, --data-for <source>=<path> says where each lies, as --data-for local:optdigits=digits.
collect reads any folders of results and prints one table, the same however the runs were spread; what
is missing, failed or differs it says beside it. gather puts what the finished runs came to into one
small file (.jsonl, or .jsonl.gz), which stands for their folders: collect and status read it, and
sweep run --done passes over the runs in it. submit writes what a cluster needs, and with --go
submits it.

--set changes a field of the experiment. Where it chooses a kind (method.kind=single, then
method.objective.kind=focal; network.kind, training.schedule.kind), that part begins anew.

networks lists every kind of network in its published sizes, with the parameters and multiply-adds
that it has on such images.

whatif trains nothing: it votes the saved outputs of a run's networks again (--save-predictions) with
some of them, or with other weights, and tells what another μ, update or kind of class errors would
have made of the class errors that its log tells.

predict asks the networks of a run (made with --save-network) about new pictures, which are made what
the run's images were; of a folder every picture in it. Pictures that cannot be read are told of on
standard error, with exit code 2; the others are answered all the same.

profile trains some steps of an experiment, throws them away, and says by kernel and by layer where their
time goes and how near it comes to what the device can do: on WASM on one thread by its clock, on WebGPU by
the adapter's timestamps, where it offers them.

A project file holds runs for the Runs page of a browser, or from it. A run keeps what it comes to after every epoch. --resume goes on with the one in the folder, however
it ended, and starts it where nothing was kept; without it or --force a folder that holds a run is
left alone. Where --expect or the link tells a digest, the run says whether it came to the same.

run and inspect also take what files may leave open:
${describeChoiceFlags()}

Photographs that come to more than --memory <size> once decoded, as 512MB or 1GiB, are not held in
memory: run decodes them from their files as training needs them, and comes to the same digest.

<data> is files and folders, or builtin:glyphs, builtin:shapes, or what is fetched and kept from
then on (in ESPALIER_CACHE, else ~/.cache/espalier): catalog:mnist, catalog:fashion-mnist,
catalog:kmnist, catalog:cifar-10, catalog:cifar-100, hf:<owner>/<name>, or an https:// address.

Exit codes: 0 done, 2 bad input, 3 training failed, 4 another process is at that run of a sweep,
5 collected, but some runs are missing, failed or differ, 130 interrupted.`;
