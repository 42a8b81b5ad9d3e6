/**
 * How long a free text may be, in characters as a field counts them (UTF-16 units, at most three bytes each). Two such
 * texts stand in one entry, and a record holds 65,532 bytes (docs/engineers/protocol.md, "Seals"): both fit, whatever they are written in.
 */
export const longestText = 10_000;

/** A short word of his own, on a chip that fits a phone of 320 px. Chosen by us; no source. */
export const longestWord = 40;
