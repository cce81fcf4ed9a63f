import fc from 'fast-check';

/** The seed of all properties of a test file that don't set one of their own; `EXCISE_SEED=N` runs them again with N. */
export const SEED = Number(process.env.EXCISE_SEED ?? Math.floor(Math.random() * 2 ** 31));

fc.configureGlobal({ seed: SEED });
console.log(`EXCISE_SEED=${SEED}`);

export { fc };
