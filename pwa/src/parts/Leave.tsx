/** Quick exit: blank and quiet at once, keys dropped, the only history entry replaced. It says nothing about other history. */
import { locale, t } from '../i18n.ts';
import { vault } from '../state.ts';
import { Icon } from './Icon.tsx';
import { silence } from './voice.ts';

const away = { nb: 'https://www.yr.no/', en: 'https://www.bbc.com/weather' };

export function leave(): void {
  silence();
  document.documentElement.classList.add('left');
  document.body.replaceChildren();
  document.title = ' ';
  vault.value?.close();
  history.replaceState(null, '', '/');
  location.replace(away[locale.value]);
}

/** Shift three times within five seconds does the same (GOV.UK «Exit this page»). */
export function watchKeys(): void {
  let times: number[] = [];
  addEventListener('keydown', (event) => {
    if (event.key !== 'Shift' || event.repeat) {
      if (event.key !== 'Shift') times = [];
      return;
    }
    times = [...times.filter((at) => event.timeStamp - at < 5000), event.timeStamp];
    if (times.length >= 3) leave();
  });
}

export function Leave() {
  return (
    <a
      class="leave"
      href={away[locale.value]}
      rel="noreferrer"
      onClick={(event) => {
        event.preventDefault();
        leave();
      }}
    >
      <Icon name="close" />
      {t('leave')}
    </a>
  );
}
