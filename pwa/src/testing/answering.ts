/** Somebody who answers what the texts ask: each kind of exercise through its own controls. */
import { expect } from 'vitest';
import type { AskingExercise } from '../core/model/answers.ts';
import type { Block, Bundle, Exercise, Option, Step } from '../core/model/content.ts';
import { smallestOf } from '../core/model/practice.ts';
import type { Opened } from './app.ts';
import { found, tap } from './doing.ts';

type Of<K extends Exercise['kind']> = Extract<Exercise, { kind: K }>;

/** What is written where words of one's own are asked for. */
export const own = {
  write: 'Jeg vil ringe broren min på tirsdager.',
  person: 'Kim',
  box: ['På hotellet', 'En tom kveld', 'Uro', '«Bare i dag»', 'Åpnet mobilen', 'Gikk ut'],
};

export const NUMBER = '41234567';

/** The words that a text begins with, up to the first link or note. */
export function opening(blocks: readonly Block[]): string {
  const [first] = blocks;
  const words = first && 'words' in first ? first.words[0] : undefined;
  return typeof words === 'string' ? words.trim() : words && 'words' in words ? String(words.words[0]) : '';
}

export class Answering {
  /** What each answer will be shown as, by its name. */
  readonly given = new Map<string, string[]>();
  readonly app: Opened;
  readonly pack: Bundle;

  constructor(app: Opened, pack: Bundle) {
    this.app = app;
    this.pack = pack;
  }

  /** The one thing to press at the foot. */
  dock = (): Promise<void> => tap(this.app, '.dock .btn.main');

  /** A heading with these words stands. */
  at = (words: string): Promise<HTMLElement> =>
    this.app.until(() => {
      const all = [...document.querySelectorAll<HTMLElement>('h1, h2, h3')];
      const it = all.find((heading) => heading.textContent?.trim() === words);
      if (!it) throw new Error(`no heading ${words} in: ${this.app.text()}`);
      return it;
    });

  /** A choice by its label, within what this selects. */
  async press(label: string, within: () => ParentNode | null = () => document.querySelector('main')): Promise<void> {
    const input = await this.app.until(() => {
      const all = [...(within()?.querySelectorAll('label') ?? [])];
      const it = all.find((one) => one.textContent?.trim() === label)?.control ?? null;
      if (!it) throw new Error(`no choice ${label} in: ${this.app.text()}`);
      return it as HTMLElement;
    });
    input.click();
  }

  /** The part of a page under this heading. */
  part = (name: string): HTMLElement | null =>
    [...document.querySelectorAll<HTMLElement>('main .part')].find((it) =>
      [...it.querySelectorAll('h1, h2, h3')].some((heading) => heading.textContent?.trim() === name),
    ) ?? null;

  /** The screen says that it is kept, and where; or nothing, of what is kept nowhere. */
  kept(exercise: AskingExercise, within: () => ParentNode | null = () => document): Promise<void> {
    const { t } = this.app;
    const words = { sync: t('answer_kept'), device: t('answer_kept_device'), none: '' }[exercise.keep];
    return this.app.until(() => expect(within()?.querySelector('.kept')?.textContent).toBe(words));
  }

  /** Each of these answers stands in a box of its own. */
  sees(names: readonly string[]): Promise<void> {
    const all = names.flatMap((name) => this.given.get(name) ?? [`no answer ${name}`]);
    return this.app.until(() => {
      const stands = [...document.querySelectorAll('main .shown .own, main .shown .answer')].map(
        (it) => it.textContent ?? '',
      );
      for (const words of all)
        expect(
          stands.some((it) => it.includes(words)),
          `${words} in ${stands}`,
        ).toBe(true);
    });
  }

  /** Answers a step whose screen stands; `option` is the place of the choice. */
  async step({ exercise }: Step, option = 0): Promise<void> {
    if (!exercise) return;
    if (exercise.kind === 'review') return this.sees(exercise.show);
    if (exercise.kind === 'practise') return this.practise(exercise);
    this.given.set(exercise.answer, await this.answer(exercise, option));
    await this.kept(exercise);
  }

  private async answer(exercise: AskingExercise, option: number): Promise<string[]> {
    switch (exercise.kind) {
      case 'write':
        await this.app.write(exercise.ask ?? '', own.write);
        return [own.write];
      case 'choose':
        return [await this.choice(exercise.options, option)];
      case 'scale':
        return this.scale(exercise, option);
      case 'list':
        return this.list(exercise, option);
      case 'ifthen':
        return this.ifThen(exercise, option);
      case 'table':
        return this.table(exercise);
    }
  }

  private async choice(options: readonly Option[], at: number): Promise<string> {
    const chosen = options[at];
    if (!chosen) throw new Error(`no option ${at}`);
    await this.press(chosen.label, () => document.querySelector('main .exercise'));
    if (chosen.reply)
      await this.app.until(() => {
        const replies = [...document.querySelectorAll('main .reply')].map((it) => it.textContent ?? '');
        expect(replies.some((it) => it.includes(opening(chosen.reply ?? [])))).toBe(true);
      });
    return chosen.label;
  }

  private async scale({ ranges }: Of<'scale'>, at: number): Promise<string[]> {
    const range = ranges[at];
    if (!range) throw new Error(`no range ${at}`);
    const value = Math.floor((range.from + range.to) / 2);
    await tap(this.app, `main .ten input[value='${value}']`);
    await this.app.until(() =>
      expect(document.querySelector('main .reply')?.textContent).toContain(opening(range.reply)),
    );
    return [String(value)];
  }

  /** One of the things; of people also one more, with a number. */
  private async list(exercise: Of<'list'>, option: number): Promise<string[]> {
    const given = exercise.options.length > 0 ? [await this.choice(exercise.options, option)] : [];
    if (exercise.becomes === 'time') {
      await found(this.app, 'main .place .chips input');
      document.querySelectorAll<HTMLElement>('main .place .chips input')[2]?.click();
      await found(this.app, 'main .calendar td.planned, main .calendar td.hard');
    }
    if (exercise.becomes === 'call' && given.length < exercise.most && exercise.own) {
      await this.app.write(given.length > 0 ? this.app.t('own_words') : (exercise.ask ?? ''), own.person);
      await this.app.write(this.app.t('phone_of', { whom: own.person }), NUMBER);
      given.push(own.person);
    }
    return given;
  }

  /** It begins with an earlier answer, of several with one that is chosen; and so is what to do then. */
  private async ifThen(exercise: Of<'ifthen'>, option: number): Promise<string[]> {
    let when = this.given.get(exercise.start ?? '') ?? [];
    if (when.length > 1) {
      when = when.slice(0, 1);
      await this.press(when[0] ?? '', () => document.querySelector('main .first-half'));
    }
    for (const words of when)
      await this.app.until(() => expect(document.querySelector('main .joined .own')?.textContent).toBe(words));
    const then = await this.choice(exercise.options, option);
    await this.app.until(() => expect(document.querySelector('main .joined .own.then')?.textContent).toBe(then));
    return [...when, then];
  }

  /** Every box: those of a balance stand together, those of a chain and a record come one by one. */
  private async table({ boxes, form }: Of<'table'>): Promise<string[]> {
    const words = own.box.slice(0, boxes.length);
    for (const [at, box] of boxes.entries()) {
      if (at > 0 && form !== 'balance') await this.app.press(this.app.t(form === 'chain' ? 'next_link' : 'next_box'));
      await this.app.write(box.label, words[at] ?? '');
    }
    return words;
  }

  /** The tool takes the screen: a timed one until it is enough, one in steps to its end. */
  private async practise({ tool: id, minutes, done }: Of<'practise'>): Promise<void> {
    const tool = this.pack.tools[id];
    await this.app.press(this.app.t('practise_start', { n: minutes }), 'button');
    if (['wave', 'waiting', 'breathing'].includes(id)) {
      await found(this.app, '[role=timer]');
      await this.dock();
    } else
      for (const step of tool?.steps ?? []) {
        await this.at(step.title);
        await this.dock();
      }
    await this.app.see(done ?? this.app.t('practise_done'));
  }

  /** A whole module from its first screen to the practice taken; `choices` says which option, by the step's id. */
  async module(name: string, choices: Record<string, number> = {}): Promise<void> {
    const module = this.pack.modules[name];
    const practice = module?.practice;
    if (!module || !practice) throw new Error(`no module ${name}`);
    const { steps, title } = module;
    const ends = steps.findIndex((it) => it.id === module.ends) + 1 || steps.length + 1;
    for (const [number, step] of steps.entries()) {
      await this.at(step.title);
      const { t } = this.app;
      const where =
        number === 0
          ? t('where_at_start', { n: 1, of: ends })
          : number < ends
            ? t('where_in_text', { title, step: number + 1, of: ends })
            : t('where_in_text', { title: t('closing_more'), step: number + 1 - ends, of: steps.length + 1 - ends });
      await this.app.until(() => expect(document.querySelector('main .meta')?.textContent).toBe(where));
      await this.step(step, choices[step.id]);
      if (step.id === module.ends) await this.app.press(t('closing_more'));
      else await this.dock();
    }
    await this.at(practice.title);
    const smallest = smallestOf(this.app.state.entries.value, practice);
    for (const words of [practice.do, practice.when, smallest, practice.obstacle]) await this.app.see(words);
    await this.sees(practice.show);
    await this.app.press(this.app.t('practice_take'), 'button');
    await this.at(this.app.t('closing_title'));
    const made = steps.flatMap(({ exercise: it }) => (it && 'answer' in it && it.keep !== 'none' ? it.answer : []));
    // What stood on the card or with the practice is not said again.
    const read = [...steps.flatMap(({ exercise: it }) => (it?.kind === 'review' ? it.show : [])), ...practice.show];
    await this.sees(made.filter((it) => this.given.has(it) && !read.includes(it)));
    await this.dock();
  }
}
