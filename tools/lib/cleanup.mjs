// Everything that was started is ended again, in reverse order, on Ctrl-C, on SIGTERM and at the normal end.

/** Signals a whole process group; a group that is gone already is no error. */
export function killGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
    return true;
  } catch (error) {
    if (error.code === 'ESRCH' || error.code === 'EPERM') return false;
    throw error;
  }
}

const tasks = [];
let running;

/** Registers an ending; returns a function that forgets it (because it was ended by hand). */
export function onEnd(task) {
  tasks.push(task);
  return () => {
    const at = tasks.indexOf(task);
    if (at >= 0) tasks.splice(at, 1);
  };
}

/** Runs all endings once; one that fails does not keep the others from running. */
export function endAll() {
  running ??= (async () => {
    while (tasks.length > 0) {
      try {
        await tasks.pop()();
      } catch (error) {
        process.stderr.write(`clean-up: ${error?.message ?? error}\n`);
      }
    }
    running = undefined;
  })();
  return running;
}

let armed = false;
/** Makes Ctrl-C and SIGTERM end what was started before the process goes. A second Ctrl-C does not wait. */
export function endOnSignals({ quiet = false } = {}) {
  if (armed) return;
  armed = true;
  let asked = false;
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ]) {
    process.on(signal, async () => {
      if (asked) process.exit(code);
      asked = true;
      if (!quiet) process.stdout.write('\nstopping…\n');
      await endAll();
      process.exit(code);
    });
  }
}

/** Process groups still alive when this process exits without having run the endings (a crash, process.exit). */
const groups = new Set();
export function trackGroup(pid) {
  groups.add(pid);
  return () => groups.delete(pid);
}
process.on('exit', () => {
  for (const pid of groups) killGroup(pid, 'SIGKILL');
});
