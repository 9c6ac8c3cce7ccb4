/** The value of `auth` until a person decides; `generate` refuses it. */
export const UNDECIDED = 'undecided';
