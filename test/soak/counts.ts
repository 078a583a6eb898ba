/** How often the long tests do what they do: a few times in `npm test`, many times in `npm run soak`. */
export const soaking = process.env.FRAMES_SOAK === '1';

export const killRounds = soaking ? 50 : 5;

/** Malformed messages of each protocol. */
export const malformedMessages = soaking ? 20_000 : 1000;
