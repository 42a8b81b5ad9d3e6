/** Help by need: whom to ring, and pages to read. What is opened is not stored anywhere. */
import type { ScreenProps } from '../app.tsx';
import type { Service } from '../domain/content.ts';
import { locale, t } from '../i18n.ts';
import { CallRow } from '../parts/Call.tsx';
import { Part, Screen } from '../parts/Screen.tsx';
import { to } from '../router.ts';
import { pack } from '../state.ts';
import { Row } from './Programme.tsx';
import { dateWords } from './text/dates.ts';

/** The pages to read, the most urgent first. Others (consents) belong to screens of their own. */
const order = [
  'crisis',
  'safety',
  'lapse',
  'threatened',
  'found-out',
  'worried',
  'maybe-under-18',
  'under-18',
  'privacy',
];

const services = (need: string) => pack().directory.filter((it) => it.country === 'NO' && it.needs.includes(need));

export function Help({ args: [need] }: ScreenProps) {
  const named = pack().needs.find((it) => it.code === need);
  if (named) return <Need code={named.code} label={named.label} />;
  const crisis = services('crisis').filter((it) => it.phone);
  const needs = pack().needs.filter((it) => it.code !== 'crisis' && services(it.code).length > 0);
  const pages = order.flatMap((id) => pack().pages[id] ?? []);
  return (
    <Screen back>
      <h1 class="title">{t('help_title')}</h1>
      <p class="read">{t('help_words')}</p>
      <Part name={t('help_now')} after>
        <ul class="rows">
          {crisis.map((it) => (
            <li key={it.id}>
              <CallRow service={it} />
            </li>
          ))}
        </ul>
      </Part>
      {pages.length > 0 && (
        <Part name={t('help_pages')}>
          <ul class="rows">
            {pages.map((page) => (
              <Row key={page.id} href={to('text', 'page', page.id)} words={page.title} />
            ))}
          </ul>
        </Part>
      )}
      <Part name={t('help_needs')}>
        <ul class="rows">
          {needs.map((it) => (
            <Row key={it.code} href={to('help', it.code)} words={it.label} />
          ))}
        </ul>
      </Part>
      <Checked services={pack().directory} />
    </Screen>
  );
}

/** The day the oldest of these was last looked up. */
function Checked({ services }: { services: readonly Service[] }) {
  const oldest = services.map((it) => it.checked).sort()[0];
  return oldest ? <p class="meta gap">{t('numbers_checked', { date: dateWords(oldest) })}</p> : null;
}

function Need({ code, label }: { code: string; label: string }) {
  const found = services(code);
  return (
    <Screen back>
      <h1 class="title">{label}</h1>
      {locale.value === 'en' && found.some((it) => it.phone) && <p class="read">{t('help_numbers')}</p>}
      <ul class="rows calls">
        {found.map((it) => (
          <li key={it.id}>
            <CallRow service={it} small={details(it)} />
            {it.phone && it.url && (
              <a class="link" href={it.url} rel="noreferrer noopener" target="_blank">
                {it.url.replace(/^https?:\/\//, '')}
              </a>
            )}
          </li>
        ))}
      </ul>
      <Checked services={found} />
    </Screen>
  );
}

/** What the service does (which says so when that is day and night), when it is open and whether one can stay nameless. */
const details = (it: Service): string =>
  [it.does, it.hours === '24/7' ? undefined : it.hours, it.anonymous ? t('anonymous') : undefined]
    .filter(Boolean)
    .join(' · ')
    .replaceAll('. · ', ' · ');
