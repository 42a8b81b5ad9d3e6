import type { Code, Service, Text } from '../../core/model/content.ts';
import { belongs } from '../../core/model/face.ts';
import { fits, helpList, isEmergency, servicesFor } from '../../core/model/help.ts';
import { paperDate } from '../../platform/dates.ts';
import { locale, t } from '../../platform/i18n.ts';
import { type ScreenProps, to } from '../../platform/router.ts';
import { Fold, usePrintedWhole } from '../../shared/Fold.tsx';
import { listWords, tag } from '../../shared/moments.ts';
import { FromOperator } from '../../shared/notices/FromOperator.tsx';
import { useClosedLast } from '../../shared/opening.ts';
import { Part, Screen } from '../../shared/Screen.tsx';
import { ServiceRow } from '../../shared/ServiceRow.tsx';
import { face, pack, reader } from '../../shared/state.ts';
import { host } from '../../ui/Call.tsx';
import { LinkRow } from '../../ui/LinkRow.tsx';
import { hasCoaches } from '../coach/index.ts';

export function Help({ args: [need] }: ScreenProps) {
  const named = pack().needs.find((it) => it.code === need && fits(it.code, face.value));
  return named ? <Need need={named} /> : <List />;
}

function List() {
  const { now, crisis, pages, about, needs, abroad } = helpList(pack(), face.value);
  usePrintedWhole();
  return (
    <Screen back>
      <h1 class="title">{t('help_title')}</h1>
      <p class="read">{t('help_words')}</p>
      <FromOperator />
      <Part name={t('help_now')} after>
        <ul class="rows">
          {useClosedLast(now).map((it) => (
            <li key={it.id}>
              <ServiceRow service={it} />
            </li>
          ))}
          {crisis && (
            <LinkRow href={to('text', 'page', crisis.id)} name={crisis.title} small={t('help_crisis_small')} />
          )}
        </ul>
      </Part>
      {hasCoaches() && (reader.value === 'stop' || reader.value === 'near') && (
        <Part name={t('more_coach_part')}>
          <ul class="rows">
            <LinkRow href={to('coach')} name={t('more_coach')} small={t('more_coach_small')} />
          </ul>
        </Part>
      )}
      <Pages name={t('help_pages')} pages={pages} />
      {/* In the relatives' own app these are what is looked for: their own lines are the first of them. */}
      {face.value === 'near' ? (
        <Part name={t('help_needs')}>
          <Needs needs={needs} />
        </Part>
      ) : (
        <Fold id="fold-needs" name={t('help_needs')}>
          <Needs needs={needs} />
        </Fold>
      )}
      {abroad.map(({ country, services }) => (
        <Fold key={country} id={`fold-${country}`} name={t(`help_country_${country}`)}>
          <Services services={services} />
        </Fold>
      ))}
      {pack().directory.some((it) => !it.rung && !isEmergency(it)) && <p class="meta gap">{t('not_all_rung')}</p>}
      <Pages name={t('help_about')} pages={about} />
    </Screen>
  );
}

const Needs = ({ needs }: { needs: readonly Code[] }) => (
  <ul class="rows">
    {needs.map((it) => (
      <LinkRow key={it.code} href={to('help', it.code)} name={it.label} />
    ))}
  </ul>
);

/** Those of the pages that are for who reads. */
function Pages({ name, pages }: { name: string; pages: readonly Text[] }) {
  const shown = pages.filter(({ id }) => belongs(pack(), reader.value, { kind: 'page', id }));
  if (shown.length === 0) return null;
  return (
    <Part name={name}>
      <ul class="rows">
        {shown.map(({ id, title }) => (
          <LinkRow key={id} href={to('text', 'page', id)} name={title} />
        ))}
      </ul>
    </Part>
  );
}

/** What we know of it: the day somebody rang or opened it, else that nobody has, and how old the source is. */
function known(it: Service): string {
  const how = it.phone ? 'rung' : 'opened';
  if (it.rung) return t(`${how}_on`, { date: paperDate(it.rung) });
  return it.year ? `${t(`not_${how}`)} ${t('source_year', { year: it.year })}` : t(`not_${how}`);
}

/** Each with what it does; one with a number may have a page as well. */
function Services({ services }: { services: readonly Service[] }) {
  return (
    <ul class="rows calls">
      {services.map((it) => (
        <li key={it.id}>
          <ServiceRow service={it} small={details(it)} />
          {it.phone && it.url && (
            <a class="link" href={it.url} rel="noreferrer noopener" target="_blank">
              {host(it.url)}
            </a>
          )}
          {!isEmergency(it) && <p class="meta">{known(it)}</p>}
        </li>
      ))}
    </ul>
  );
}

function Need({ need }: { need: Code }) {
  const found = useClosedLast(servicesFor(pack(), need.code));
  return (
    <Screen back>
      <h1 class="title">{need.label}</h1>
      <FromOperator />
      {locale.value === 'en' && found.some((it) => it.phone) && <p class="read">{t('help_numbers')}</p>}
      <Services services={found} />
    </Screen>
  );
}

/** The languages a service answers in, by name; both written forms of Norwegian are one. */
function languageWords(codes: readonly string[]): string {
  const names = new Intl.DisplayNames([tag()], { type: 'language' });
  const plain = [...new Set(codes.map((code) => (code === 'nb' || code === 'nn' ? 'no' : code)))];
  return t('help_languages', { languages: listWords(plain.map((code) => names.of(code) ?? code)) });
}

/** What the service does, when it is open, in which languages, and whether one can stay nameless. */
const details = (it: Service): string =>
  [
    it.does,
    // A span of hours is not torn apart at its dash.
    it.hours === '24/7' ? undefined : it.hours?.replace(/(\d)–(?=\d)/g, '$1\u2060–\u2060'),
    it.languages.length > 0 ? languageWords(it.languages) : undefined,
    it.anonymous ? t('anonymous') : undefined,
  ]
    .filter(Boolean)
    .join(' · ')
    .replaceAll('. · ', ' · ');
