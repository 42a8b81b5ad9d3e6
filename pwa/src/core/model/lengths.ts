/**
 * How long a free text may be, in characters as a field counts them (UTF-16 units, at most three bytes each). Two such
 * texts stand in one entry, and a record holds 65,532 bytes (docs/engineers/protocol.md, "Seals"): both fit, whatever they are written in.
 */
export const longestText = 10_000;
