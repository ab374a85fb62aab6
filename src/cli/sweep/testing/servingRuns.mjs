/**
 * Stands in for a process that carries out runs, without training any. What becomes of a run is its
 * place: below 100 it finishes, below 200 it fails after others, below 300 it fails, below 400 it kills
 * its process, below 500 it finishes as the last of its process, from there it waits to be interrupted;
 * null ends it.
 */
let runs = 0;

const tell = (code, isSpent) => process.send({ type: 'ended', code, isSpent });

process.on('message', ({ index }) => {
  if (index === null) return process.disconnect();
  console.error(`${process.pid}`);
  const isAfterOthers = runs++ > 0;
  if (index < 100 || (index < 200 && !isAfterOthers)) tell(0, false);
  else if (index < 300) tell(3, true);
  else if (index < 400) process.kill(process.pid, 'SIGKILL');
  else if (index < 500) tell(0, true);
});
process.on('SIGINT', () => {
  tell(130, true);
  process.disconnect();
});
process.on('disconnect', () => process.exit());
process.send({ type: 'ready' });
