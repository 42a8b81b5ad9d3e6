/** The week's summary: what the one function says, with the share drawn as steps. On Today the finding only, in Insights whole. */
import { computed } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { lately } from '../core/model/diary.ts';
import { fallsBetween } from '../core/model/rated.ts';
import { lastRide } from '../core/model/ride-said.ts';
import { type Numbers, parts, summary } from '../core/model/summary.ts';
import { labelsOf } from '../core/model/summary-labels.ts';
import { summaryWords } from '../core/model/summary-words.ts';
import { locale, t } from '../platform/i18n.ts';
import { BarsKey } from '../ui/Bars.tsx';
import { labelOf } from './codes.ts';
import { fellWords, together } from './findings.ts';
import { Part } from './Screen.tsx';
import { SubPart } from './SubPart.tsx';
import { entries, pack, settings, today } from './state.ts';
import { running } from './today.ts';

/** More steps than this are too thin to tell apart; the sentence has the numbers. */
const MOST_STEPS = 14;

/** «Uten kjøp: 5 ganger»: nobody takes a step for a day. */
const counted = (what: string, n: number): string => `${what}: ${summaryWords[locale.value].times(n)}`;

/** A step for each time: what passed, the purchases, and the urges of today that are not over; under them what they are and how many. */
function PassedShare({ passed, purchases, open }: Numbers) {
  const steps = [
    ...Array<string>(passed).fill('passed'),
    ...Array<undefined>(purchases).fill(undefined),
    ...Array<string>(open).fill('not-over'),
  ];
  // With nothing filled, one step or none but purchases would look like a drawing that is broken.
  const hollow = passed === 0 && (open === 0 || steps.length === 1);
  if (hollow || steps.length > MOST_STEPS) return null;
  return (
    <>
      <div class="share" aria-hidden="true">
        {steps.map((kind, step) => (
          <i key={`step-${step + 1}`} class={kind} />
        ))}
      </div>
      <BarsKey
        read
        filled={passed > 0 && counted(t('weeks_passed'), passed)}
        rest={purchases > 0 && counted(t('weeks_purchases'), purchases)}
        open={open > 0 && counted(t('seven_later'), open)}
      />
    </>
  );
}

/** Nothing is over yet: the urges are of now. */
const onlyOpen = ({ times, open }: Numbers): boolean => times === 0 && open > 0;

/**
 * That the urge fell, where half of the times or more were a purchase, or nothing is over yet. On Today not the only one, which stands
 * there as the last ride.
 */
function fellBeside(numbers: Numbers, whole: boolean): string[] {
  const { passed, purchases, from, until } = numbers;
  if (!onlyOpen(numbers) && (purchases === 0 || passed > purchases)) return [];
  const { urges } = lately(entries.value.values(), from).read;
  const fallen = fallsBetween(urges, from, until);
  if (!whole && fallen.length === 1 && lastRide(urges, running.value)?.way === fallen[0]?.way) return [];
  return fellWords(fallen, (way) => labelOf('ways', way));
}

const weekNow = computed(() => summary(entries.value.values(), today.value, running.value));

/**
 * Whether Today has anything to say of the week. An urge of now has nothing to add: what was done with it stands there already.
 * Nor has the first day without one.
 */
export function weekSays(): boolean {
  const numbers = weekNow.value;
  return numbers.days > 0 && !onlyOpen(numbers) && (numbers.of > 1 || numbers.times > 0);
}

interface Props {
  /** All of it, and not the finding alone. */
  whole?: boolean;
  /** A drawing that tells more than the share, with its finding. */
  drawn?: (finding: string) => ComponentChildren;
}

export function Week({ whole = false, drawn }: Props) {
  const numbers = weekNow.value;
  if (numbers.days === 0 || (!whole && !weekSays())) return null;
  const labels = whole ? labelsOf(pack(), entries.value, settings.value, today.value) : {};
  const { passed, days, change, trigger, way, next } = parts(numbers, locale.value, labels);
  const fell = fellBeside(numbers, whole);
  const lead = onlyOpen(numbers) && fell.length > 0 ? fell.splice(0) : [passed, ...(whole ? [] : fell)];
  const rest = [...fell, days, change, trigger, way, next].filter((it) => it !== undefined);
  const Named = whole ? SubPart : Part;
  return (
    <Named name={t('seven_title')}>
      {drawn?.(lead.join(' ')) || (
        <figure>
          <figcaption class="lead">{together(lead.join(' '))}</figcaption>
          <PassedShare {...numbers} />
        </figure>
      )}
      {whole && <p class="read">{together(rest.join(' '))}</p>}
    </Named>
  );
}
