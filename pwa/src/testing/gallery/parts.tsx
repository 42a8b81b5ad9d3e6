/**
 * Every part of the design language on one page, drawn by the parts themselves: `?locale=en&face=near`. It is built by
 * build/parts.ts and stands in the gallery; the app knows nothing of it.
 */
import { render } from 'preact';
import { useState } from 'preact/hooks';
import { fromBrowser } from '../../app/browser.ts';
import { registerWords } from '../../app/words.ts';
import { HeatTable } from '../../features/insights/HeatTable.tsx';
import { Pin } from '../../features/lock/Pin.tsx';
import { enterEnvironment } from '../../platform/environment.ts';
import { locale, speak, t } from '../../platform/i18n.ts';
import { Card } from '../../shared/Card.tsx';
import { Figure } from '../../shared/Figure.tsx';
import { Notice } from '../../shared/notices/Notice.tsx';
import { Saved, tell } from '../../shared/Saved.tsx';
import { Dock, Draft, Part, Screen } from '../../shared/Screen.tsx';
import { answerWhat } from '../../shared/state.ts';
import { Writing } from '../../shared/Writing.tsx';
import { Bars, BarsKey } from '../../ui/Bars.tsx';
import { CallRow } from '../../ui/Call.tsx';
import { Chips, Choices, Three } from '../../ui/Choices.tsx';
import { Field } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { LineChart } from '../../ui/LineChart.tsx';
import { LinkRow } from '../../ui/LinkRow.tsx';
import { StepLink } from '../../ui/StepLink.tsx';
import { Ten, TenToPress } from '../../ui/Ten.tsx';
import { samples } from './samples.ts';
import '../../app/first.ts';
import '../../app/later.ts';
import { moveOn } from '../../shared/today.ts';

const asked = new URLSearchParams(location.search);
const nothing = () => undefined;

function Buttons() {
  const s = samples[locale.value];
  return (
    <Part name={s.buttons}>
      <div class="stack">
        <button type="button" class="btn">
          {s.other}
        </button>
        <button type="button" class="btn quiet">
          {s.quiet}
        </button>
        <button type="button" class="btn main" aria-disabled>
          {s.unready}
        </button>
        <button type="button" class="btn life">
          {s.life}
        </button>
        <button type="button" class="btn main final">
          {s.final}
        </button>
        <a class="link" href="#/help">
          {s.link}
        </a>
      </div>
    </Part>
  );
}

function Chosen() {
  const s = samples[locale.value];
  const [many, setMany] = useState(['one']);
  const [day, setDay] = useState('1');
  const days = s.days.map((label, at) => ({ code: String(at), label }));
  return (
    <Part name={s.choices}>
      <Choices
        name="many"
        label={s.choices}
        options={[
          { code: 'one', label: s.one, small: s.oneSmall },
          { code: 'two', label: s.many },
        ]}
        chosen={many}
        choose={setMany}
      />
      <div class="stack">
        <Three name="day" label={s.choices} options={days} chosen={[day]} choose={([next]) => setDay(next ?? day)} />
        <Chips
          one
          name="chip"
          label={s.choices}
          options={days}
          chosen={[day]}
          choose={([next]) => setDay(next ?? day)}
        />
      </div>
    </Part>
  );
}

function Numbers() {
  const s = samples[locale.value];
  const [value, choose] = useState<number | null>(6);
  return (
    <Part name={s.ten}>
      <Ten name="ten" label={s.ten} value={value} choose={choose} />
      <p id="press" class="read">
        {t('log_press')}
      </p>
      <TenToPress labelledby="press" describedby="press" shut={false} press={nothing} />
    </Part>
  );
}

function Fields() {
  const s = samples[locale.value];
  return (
    <Part name={s.fields}>
      <div class="stack">
        <Field id="group" code label={s.group} help={s.help} value="K7Q" change={nothing} error={s.wrong} />
        <div class="field">
          <label for="own">{s.ownName}</label>
          <Writing id="own" rows={2} value={s.own} change={nothing} />
        </div>
      </div>
      <p class="own">{s.own}</p>
    </Part>
  );
}

function Said() {
  const s = samples[locale.value];
  return (
    <Part name={s.said}>
      <Saved />
      <Notice then={{ words: s.careDo, href: '#/storage' }}>{s.care}</Notice>
      <div class="notice danger after-notice">
        <Icon name="warning" />
        <p>{s.danger}</p>
      </div>
    </Part>
  );
}

function Empty() {
  const s = samples[locale.value];
  return (
    <Part name={s.nothing}>
      <div class="empty">
        <p class="read">{s.empty}</p>
        <a class="btn" href="#/log">
          {t('diary_log')}
        </a>
      </div>
      <Draft shown />
    </Part>
  );
}

const weeks = [3, 5, 4, 5].map((of, at) => ({
  from: `2026-11-${String(2 + 7 * at).padStart(2, '0')}`,
  now: at === 3,
  filled: of - 1,
  of,
  figure: `${of - 1}/${of}`,
}));
const evenings = Array.from({ length: 7 }, (_, day) => [0, 1, day % 3, (day * 2) % 5]);

const line = [
  [4, 6, 5],
  [7, 6, 8, 7],
].map((run, place) => run.map((value, step) => ({ key: `${place}-${step}`, at: (place * 5 + step) / 8, value })));
const lineTicks = [
  { at: 0, words: '2.11.' },
  { at: 1, words: '10.11.' },
];

function Figures() {
  const s = samples[locale.value];
  return (
    <Part name={s.figures}>
      <Figure
        finding={s.finding}
        numbers={{
          caption: s.finding,
          columns: [s.week, s.times, s.filled],
          rows: weeks.map(({ from, of, filled }) => ({
            key: from,
            name: from.slice(8),
            cells: [`${of}`, `${filled}`],
          })),
        }}
      >
        <Bars dated={(date) => date.slice(8)} weeks={weeks} most={5} />
        <BarsKey filled={s.filled} rest={s.rest} />
      </Figure>
      <Figure finding={s.heat}>
        <HeatTable rows={evenings} caption={s.heat} leads={() => ({ href: '#', label: '', also: () => {} })} />
      </Figure>
      <Figure finding={s.line} shows={s.lineShows}>
        <LineChart runs={line} most={10} ticks={lineTicks} />
      </Figure>
    </Part>
  );
}

function Rows() {
  const s = samples[locale.value];
  return (
    <Part name={s.rows}>
      <StepLink href="#/programme" title={s.row} small={s.rowSmall} />
      <ul class="rows">
        <LinkRow href="#/help" name={s.row} small={s.rowSmall} />
        <li>
          <CallRow service={{ name: s.service, does: s.serviceDoes, phone: '116117' }} />
        </li>
      </ul>
    </Part>
  );
}

function Plan() {
  const s = samples[locale.value];
  return (
    <Part name={s.card}>
      <Card pairs={[{ label: s.reason, words: [s.own] }]} />
    </Part>
  );
}

function Lock() {
  const [pin, change] = useState('2718');
  const [letters, type] = useState(false);
  return (
    <Part name={samples[locale.value].keys}>
      <Pin
        value={pin}
        change={change}
        done={nothing}
        words={t('pin_open')}
        kind="pin"
        known
        shut={false}
        letters={letters}
        type={type}
      />
    </Part>
  );
}

function Parts() {
  const s = samples[locale.value];
  return (
    <Screen
      heading={s.title}
      tab="today"
      foot={
        <Dock>
          <button type="button" class="btn main">
            {s.main}
          </button>
          <div class="pair">
            <button type="button" class="btn">
              {s.other}
            </button>
            <button type="button" class="btn">
              {s.quiet}
            </button>
          </div>
        </Dock>
      }
    >
      <Buttons />
      <Chosen />
      <Numbers />
      <Fields />
      <Said />
      <Empty />
      <Figures />
      <Rows />
      <Plan />
      <Lock />
    </Screen>
  );
}

enterEnvironment(fromBrowser());
moveOn();
registerWords();
await speak(asked.get('locale') === 'en' ? 'en' : 'nb', true);
if (asked.get('face') === 'near') answerWhat(['relative']);
tell(() => samples[locale.value].saved, nothing);
render(<Parts />, document.body);
