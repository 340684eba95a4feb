// What a gather makes of the keys that are pressed.
//
// It ends when it has as many digits as it can take, at its finish key, or when its time is up. The finish key ends it
// and is none of its digits; keys pressed after its end are discarded.

export const KEYS = '123456789*0#';

export const GATHER_SECONDS = 5; // assumed of a gather that does not say how long it waits

/** What a gather waits for: `num_digits`, one where nothing is said, unless a least or a most is given. */
export function askOf(fields) {
  const finishOn = fields.finish_on_key ?? null;
  const seconds = fields.timeout_seconds ?? GATHER_SECONDS;
  if (fields.min_digits === undefined && fields.max_digits === undefined) {
    const number = fields.num_digits ?? 1;
    return { least: number, most: number, finishOn, seconds };
  }
  return { least: fields.min_digits ?? 1, most: fields.max_digits ?? null, finishOn, seconds };
}

/** The digits that an entry comes to, and whether it is still open: then only its time can end it. */
export function enter(keys, ask) {
  for (let count = 0; count < keys.length; count += 1) {
    if (keys[count] === ask.finishOn) return { digits: keys.slice(0, count), open: false };
    if (count + 1 === ask.most) return { digits: keys.slice(0, count + 1), open: false };
  }
  return { digits: keys, open: true };
}
