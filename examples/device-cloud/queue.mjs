/**
 * Work in order: what has the same name is done one after the other, so that an older state never overtakes a newer one. In
 * memory; a cloud in earnest keeps beside its devices' states what the relay has not taken yet. `log` takes a line.
 */
export function createQueue({ log }) {
  const tails = new Map();
  return {
    /** Adds work behind all of the same name; answers its result, undefined when it failed. */
    add(name, work) {
      const done = (tails.get(name) ?? Promise.resolve())
        .then(work)
        .catch(error => log(`${name}: ${error.message}`))
        .finally(() => {
          if (tails.get(name) === done) tails.delete(name);
        });
      tails.set(name, done);
      return done;
    },
    /** Waits until nothing is left to do. */
    async settled() {
      while (tails.size > 0) await Promise.all(tails.values());
    },
  };
}
