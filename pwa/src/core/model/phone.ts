/** How telephone numbers are written, on the screens and by the content check: tests/vectors/phones.json is read by both. */

/** The numbers of an emergency in Norway: the ambulance, and the police. The same as in content/directory.toml, which may be missing where they are shown. */
export const AMBULANCE = '113';
export const POLICE = '112';

const pairs = (digits: string): string => digits.replace(/(\d\d)(?=\d)/g, '$1 ');

/** `116123` as people say it: 116 123 · 22 40 00 40 · 800 33 321 · 02800 · +47 22 40 00 40 · 020-66 77 88. */
export function spokenNumber(phone: string): string {
  if (/^\+47\d{8}$/.test(phone)) return `+47 ${spokenNumber(phone.slice(3))}`;
  if (/^116\d{3}$/.test(phone)) return `116 ${phone.slice(3)}`;
  if (/^800\d{5}$/.test(phone)) return `800 ${phone.slice(3, 5)} ${phone.slice(5)}`;
  if (/^020\d{6}$/.test(phone)) return `020-${pairs(phone.slice(3))}`;
  return /^\d{8}$/.test(phone) ? pairs(phone) : phone;
}
