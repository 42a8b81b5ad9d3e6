/** Up to `most` things, chosen or in own words. A thing may become a call or get a place in the calendar. */
import { useState } from 'preact/hooks';
import { itemsOf, linesOf, makerOf } from '../../core/model/answers.ts';
import { thingsOf } from '../../core/model/calendar.ts';
import type { Option } from '../../core/model/content.ts';
import { hardTable } from '../../core/model/hard-evening.ts';
import { numbersOf, numbersText } from '../../core/model/plan-people.ts';
import type { Answer } from '../../core/model/records.ts';
import { t } from '../../platform/i18n.ts';
import { eveningSituation } from '../../shared/evenings.ts';
import { hardestTimes, together } from '../../shared/findings.ts';
import { capital } from '../../shared/moments.ts';
import { ServiceRow } from '../../shared/ServiceRow.tsx';
import { pack } from '../../shared/state.ts';
import { service } from '../../shared/Words.tsx';
import { Choices } from '../../ui/Choices.tsx';
import { ExerciseReply } from './ExerciseReply.tsx';
import { InTheCalendar } from './InTheCalendar.tsx';
import { type OwnLine, OwnLines, Phone } from './OwnLines.tsx';
import { useOfUse } from './ofUse.ts';
import type { StepProps } from './step.ts';
import { Taken, useTaken } from './Taken.tsx';
import { ThingTimes } from './ThingTimes.tsx';

export function List({ exercise, answer, change, around, kept }: StepProps<'list'>) {
  const { own, ask = '', hint, most, becomes, answer: name } = exercise;
  const options = useOfUse(exercise.options, name);
  const codes = answer.codes ?? [];
  const lines = linesOf(answer.own_text);
  const numbers = numbersOf(answer);
  const times = answer.times ?? {};
  const { offer, take, undo } = useTaken(answer, change);
  const [full, setFull] = useState(false);
  const chosen = options.filter((it) => codes.includes(it.code));

  const choose = (next: string[]) => {
    const tooMany = next.length > codes.length && next.length + lines.length > most;
    if (tooMany && most === 1) return take(lines[0], { codes: next.slice(-1), ...written([]) });
    setFull(tooMany);
    if (!tooMany) take(undefined, { codes: next });
  };
  /** The fields of these lines, with the numbers and the times that stand beside them. */
  const written = (next: readonly OwnLine[]): Partial<Answer> => {
    const beside = new Map([...numbers].filter(([key]) => options.some((it) => it.code === key)));
    const places = Object.fromEntries(Object.entries(times).filter(([key]) => options.some((it) => it.code === key)));
    for (const { words, phone, more = [], time } of next) {
      if (phone || more.length > 0) beside.set(words, [...(beside.get(words) ?? []), phone ?? '', ...more]);
      if (time) places[words] = time;
    }
    return {
      own_text: next.map((it) => it.words).join('\n'),
      ...(becomes === 'call' && { phones_text: numbersText(beside) }),
      ...(becomes === 'time' && { times: places }),
    };
  };
  const write = (next: readonly OwnLine[], seen: string, gone?: string) => {
    setFull(false);
    take(gone, { ...written(next), ...(most === 1 && next.length > 0 && { codes: [] }) }, { own_text: seen });
  };
  const replyTo = (code: string | undefined, beneath = false) => {
    const option = chosen.find((it) => it.code === code);
    return <ExerciseReply reply={option?.reply} go={option?.go} around={around} beneath={beneath} />;
  };
  const hard = exercise.plan.includes('evenings');
  const each = most > 1 && options.some((it) => it.reply || it.go);
  const maker = becomes === 'time' ? makerOf(pack(), name) : undefined;

  return (
    <div class="exercise">
      {options.length > 0 && (
        <>
          <p class="asked">{ask}</p>
          {hint && <p class="meta">{hint}</p>}
          {hard && <OftenHard />}
          <Choices
            name={name}
            label={ask}
            options={options.map(({ code, label }) => ({ code, label }))}
            one={most === 1}
            free
            chosen={codes}
            choose={choose}
            beneath={each ? (code) => replyTo(code, true) : undefined}
          />
          {!each && replyTo(codes.at(-1))}
        </>
      )}
      <p class="meta" role="status">
        {full && t('choose_full', { n: most })}
      </p>
      {becomes === 'call' &&
        chosen.map((option) => (
          <Ring
            key={option.code}
            option={option}
            phone={numbers.get(option.code)?.[0] ?? ''}
            change={(phone) => {
              const more = numbers.get(option.code)?.slice(1) ?? [];
              change({ phones_text: numbersText(new Map(numbers).set(option.code, [phone, ...more])) });
            }}
          />
        ))}
      {options.length > 0 && kept}
      {own && (
        <OwnLines
          label={options.length > 0 ? t('own_words') : ask}
          hint={options.length > 0 ? undefined : hint}
          most={most === 1 ? 1 : Math.max(lines.length, most - codes.length)}
          phones={becomes === 'call'}
          lines={lines.map((words, at) => ({
            words,
            ...(becomes === 'call' && numbered(lines, at, numbers)),
            ...(times[words] && { time: times[words] }),
          }))}
          change={write}
          remove={(next, gone, seen) => write(next, seen, gone.words)}
        />
      )}
      <Taken offer={offer} undo={undo} />
      {options.length === 0 && kept}
      {becomes === 'time' && (
        <ThingTimes
          hard={hard}
          things={itemsOf(exercise, answer)}
          times={times}
          change={(next) => change({ times: next })}
        />
      )}
      {maker && <InTheCalendar maker={maker} things={thingsOf(maker, answer)} />}
    </div>
  );
}

/** When the diary says that it is hardest. It stays while the screen stands. */
function OftenHard() {
  const [found] = useState(() => hardestTimes(hardTable(eveningSituation()) ?? []));
  if (!found) return null;
  const words = t('evening_why', { ...found, when: capital(found.when) });
  return <p class="meta">{together(`${words} ${t('evenings_logged')}`)}</p>;
}

/** The number beside this line: of the same name twice each has its own, and the last carries what more there is. */
function numbered(
  lines: readonly string[],
  at: number,
  numbers: ReadonlyMap<string, readonly string[]>,
): Pick<OwnLine, 'phone' | 'more'> {
  const words = lines[at] ?? '';
  const all = numbers.get(words) ?? [];
  const nth = lines.slice(0, at).filter((it) => it === words).length;
  const more = lines.lastIndexOf(words) === at ? all.slice(nth + 1) : [];
  return { phone: all[nth] ?? '', ...(more.length > 0 && { more }) };
}

/** A service rings by itself; anyone else by the number he writes. */
function Ring({ option, phone, change }: { option: Option; phone: string; change: (phone: string) => void }) {
  const found = option.service ? service(option.service) : undefined;
  return found ? (
    <ServiceRow service={found} />
  ) : (
    <Phone label={t('phone_of', { whom: option.label })} value={phone} change={change} />
  );
}
