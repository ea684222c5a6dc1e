const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** What a submission id looks like: a ULID, 26 characters of Crockford's base 32. */
export const submissionIdPattern = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/**
 * A new submission id: a ULID, 48 bits of milliseconds and 80 random bits, so that ids sort by the time they were made.
 * @see https://github.com/ulid/spec
 */
export function newSubmissionId(now: number = Date.now(), random: Uint8Array = randomBytes()): string {
  let time = "";
  for (let rest = now, place = 0; place < 10; place++) {
    time = alphabet.charAt(rest % 32) + time;
    rest = Math.floor(rest / 32);
  }
  let tail = "";
  let bits = 0;
  let held = 0;
  for (const byte of random) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      tail += alphabet.charAt((held >> bits) & 31);
    }
    held &= (1 << bits) - 1;
  }
  return time + tail;
}

/** The time at which a submission id was made, in milliseconds since 1970 UTC. */
export function submissionTime(submissionId: string): number {
  let time = 0;
  for (const character of submissionId.slice(0, 10)) time = time * 32 + alphabet.indexOf(character);
  return time;
}

function randomBytes(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(10));
}
