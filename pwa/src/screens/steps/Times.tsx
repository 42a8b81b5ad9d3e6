/** A place in the week for each thing chosen: a day, and a clock time if one wants. */
import { t } from '../../i18n.ts';
import { Chips } from '../../parts/Choices.tsx';

export const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

interface Props {
  things: { key: string; words: string }[];
  /** `mon 20:00`, or `mon` */
  times: Record<string, string>;
  change: (times: Record<string, string>) => void;
}

export function Times({ things, times, change }: Props) {
  return (
    <>
      {things.map(({ key, words }) => {
        const [day = '', at = ''] = (times[key] ?? '').split(' ');
        const set = (next: string, clock: string) => change({ ...times, [key]: clock ? `${next} ${clock}` : next });
        return (
          <fieldset class="times" key={key}>
            <legend>{t('when_in_week')}</legend>
            <p class="own">{words}</p>
            <Chips
              name={`day-${key}`}
              label={t('which_day')}
              one
              options={days.map((code) => ({ code, label: t(`day_${code}`) }))}
              chosen={days.filter((it) => it === day)}
              choose={([next]) => next && set(next, at)}
            />
            {day && (
              <div class="field">
                <label for={`at-${key}`}>{t('what_time')}</label>
                <input
                  autocomplete="off"
                  id={`at-${key}`}
                  type="time"
                  value={at}
                  onInput={(event) => set(day, event.currentTarget.value)}
                />
              </div>
            )}
          </fieldset>
        );
      })}
    </>
  );
}

/** `mon 20:00` in words. */
export function timeWords(time: string): string {
  const [day = '', at] = time.split(' ');
  const known = days.find((it) => it === day);
  if (!known) return '';
  return at ? t('day_at', { day: t(`on_${known}`), at }) : t(`on_${known}`);
}
