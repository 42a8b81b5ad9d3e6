/** What Help lists, for whom and from where: Norway by need, then the other countries; nothing both as a page and as a need. */
import { isRecord } from './codec.ts';
import type { Bundle, Code, Face, Service, Text } from './content.ts';

/** The country whose numbers the texts give. */
const home = 'NO';

/** Needs that speak of his own acts, or of those he met: they are no part of the relatives' own app. */
const hisNeeds: readonly string[] = [
  'stop-buying',
  'violence-used',
  'porn-gambling',
  'interest-children',
  'sell-sex',
  'trafficking',
];

export const fits = (need: string, face: Face): boolean => face === 'stop' || !hisNeeds.includes(need);

/** The number of an emergency (112, 113) has three digits. Nobody tries it out, and nobody needs to be told so when ringing it. */
export const isEmergency = ({ phone }: Pick<Service, 'phone'>): boolean => phone?.length === 3;

/** The services of a need, in one country. */
export const servicesFor = (bundle: Bundle, need: string, country = home): Service[] =>
  bundle.directory.filter((it) => it.country === country && it.needs.includes(need));

/** Whether a text rings or links to this service anywhere. */
function names(tree: unknown, service: string): boolean {
  if (Array.isArray(tree)) return tree.some((it) => names(it, service));
  if (!isRecord(tree)) return false;
  return (
    tree.service === service || (tree.kind === 'help' && tree.id === service) || names(Object.values(tree), service)
  );
}

/** Whether a page in Help is this need by another way in: the same name, and each service in it or under another need. */
function doubled(bundle: Bundle, need: Code, pages: readonly Text[], face: Face): boolean {
  const page = pages.find((it) => it.id === need.code || it.title.toLowerCase() === need.label.toLowerCase());
  const elsewhere = (it: Service) => it.needs.some((other) => other !== need.code && fits(other, face));
  return (
    page !== undefined &&
    servicesFor(bundle, need.code).every((it) => names([page.intro, page.steps], it.id) || elsewhere(it))
  );
}

/** Needs with a place of their own in the list. */
const apart: readonly string[] = ['crisis', 'abroad'];

/** Pages that tell of the app and of who can see what: they stand last, where nobody looks for help in a crisis. */
const ofTheApp: readonly string[] = ['coach-secrecy', 'privacy', 'about'];

export interface HelpList {
  /** to ring, when it cannot wait */
  now: Service[];
  /** the page that says the same in words */
  crisis: Text | undefined;
  /** to read, the most urgent first */
  pages: Text[];
  /** the same, of the app itself */
  about: Text[];
  needs: Code[];
  /** Sweden, then every other country together, each with its services */
  abroad: { country: 'SE' | 'EU'; services: Service[] }[];
}

export function helpList(bundle: Bundle, face: Face): HelpList {
  const pages = bundle.help[face].flatMap((id) => bundle.pages[id] ?? []);
  const needs = bundle.needs.filter(
    (it) =>
      !apart.includes(it.code) &&
      fits(it.code, face) &&
      servicesFor(bundle, it.code).length > 0 &&
      !doubled(bundle, it, pages, face),
  );
  // Their own lines stand first in their own app.
  if (face === 'near') needs.sort((a, b) => Number(b.code === 'relatives') - Number(a.code === 'relatives'));
  const elsewhere = bundle.directory.filter((it) => it.country !== home && it.needs.some((need) => fits(need, face)));
  const sweden = elsewhere.filter((it) => it.country === 'SE');
  // Norwegians abroad have lines of their own; they stand where one looks for another country.
  const others = [...elsewhere.filter((it) => it.country !== 'SE'), ...servicesFor(bundle, 'abroad')];
  return {
    now: servicesFor(bundle, 'crisis').filter((it) => it.phone),
    crisis: pages.find((it) => it.id === 'crisis'),
    pages: pages.filter((it) => it.id !== 'crisis' && !ofTheApp.includes(it.id)),
    about: pages.filter((it) => ofTheApp.includes(it.id)),
    needs,
    abroad: [
      { country: 'SE' as const, services: sweden },
      { country: 'EU' as const, services: others },
    ].filter((it) => it.services.length > 0),
  };
}
