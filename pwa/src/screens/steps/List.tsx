/** Up to `most` things, chosen or in own words. A thing may become a call or get a place in the week. */
import { useState } from 'preact/hooks';
import { linesOf, phonesOf } from '../../domain/answers.ts';
import type { Option } from '../../domain/content.ts';
import type { Answer } from '../../domain/records.ts';
import { t } from '../../i18n.ts';
import { CallRow } from '../../parts/Call.tsx';
import { Choices } from '../../parts/Choices.tsx';
import { service } from '../../parts/Words.tsx';
import type { StepProps } from './Body.tsx';
import { OwnLines, Phone } from './OwnLines.tsx';
import { Reply } from './Reply.tsx';
import { Times } from './Times.tsx';

export function List({ exercise, answer, change, around }: StepProps<'list'>) {
  const { options, own, ask = '', hint, most, becomes, answer: name } = exercise;
  const codes = answer.codes ?? [];
  const lines = linesOf(answer.own_text);
  const phones = phonesOf(answer as Answer);
  const [full, setFull] = useState(false);
  const chosen = options.filter((it) => codes.includes(it.code));

  const choose = (next: string[]) => {
    const tooMany = next.length + lines.length > most;
    if (tooMany && most === 1) return change({ codes: next.slice(-1), own_text: '' });
    setFull(tooMany);
    if (!tooMany) change({ codes: next });
  };
  const phonesText = (next: Map<string, string>) =>
    [...next]
      .filter(([, phone]) => phone)
      .map((it) => it.join('\t'))
      .join('\n');
  const last = chosen.at(-1);

  return (
    <div class="exercise">
      {options.length > 0 && <p class="asked">{ask}</p>}
      {options.length > 0 && hint && <p class="meta">{hint}</p>}
      {options.length > 0 && (
        <Choices
          name={name}
          label={ask}
          options={options.map(({ code, label }) => ({ code, label }))}
          chosen={codes}
          choose={choose}
        />
      )}
      {full && (
        <p class="meta" role="status">
          {t('choose_full', { n: most })}
        </p>
      )}
      <Reply reply={last?.reply} go={last?.go} around={around} />
      {becomes === 'call' &&
        chosen.map((option) => (
          <Ring
            key={option.code}
            option={option}
            phone={phones.get(option.code) ?? ''}
            change={(phone) => change({ phones_text: phonesText(new Map(phones).set(option.code, phone)) })}
          />
        ))}
      {own && (
        <OwnLines
          label={options.length > 0 ? t('own_words') : ask}
          hint={options.length > 0 ? undefined : hint}
          most={most === 1 ? 1 : Math.max(lines.length, most - codes.length)}
          phones={becomes === 'call'}
          lines={lines.map((words) => ({ words, phone: phones.get(words) ?? '' }))}
          change={(next) => {
            const kept = new Map([...phones].filter(([key]) => codes.includes(key)));
            for (const line of next) if (line.phone) kept.set(line.words, line.phone);
            change({
              own_text: next.map((it) => it.words).join('\n'),
              ...(becomes === 'call' && { phones_text: phonesText(kept) }),
              ...(most === 1 && next.length > 0 && { codes: [] }),
            });
          }}
        />
      )}
      {becomes === 'time' && (
        <Times
          things={[
            ...chosen.map((it) => ({ key: it.code, words: it.label })),
            ...lines.map((words) => ({ key: words, words })),
          ]}
          times={answer.times ?? {}}
          change={(times) => change({ times })}
        />
      )}
    </div>
  );
}

/** A service rings by itself; anyone else by the number he writes. */
function Ring({ option, phone, change }: { option: Option; phone: string; change: (phone: string) => void }) {
  const found = option.service ? service(option.service) : undefined;
  return found ? (
    <CallRow service={found} />
  ) : (
    <Phone label={t('phone_of', { whom: option.label })} value={phone} change={change} />
  );
}
