/** How the app is put on the home screen: the steps of each browser, each with its picture. */
import type { Browser } from './browser.ts';

export type Picture =
  | 'share-low'
  | 'share-high'
  | 'dots'
  | 'lines'
  | 'sheet'
  | 'way-out'
  | 'add'
  | 'home'
  | 'address'
  | 'topmenu';

/** `words`: the message `install_<words>`. */
export interface GuideStep {
  words: Words;
  picture: Picture | null;
}

type Words =
  | 'share_low'
  | 'share_high'
  | 'dots'
  | 'lines'
  | 'menu'
  | `sheet_${'iphone' | 'chrome' | 'samsung' | 'usual'}`
  | 'add_iphone'
  | 'add'
  | 'open'
  | 'open_same'
  | 'address'
  | 'dock'
  | 'open_desktop';

const step = (words: Words, picture: Picture | null = null): GuideStep => ({ words, picture });

/** Empty where the browser cannot do it. */
export function guide({ system, make }: Browser): GuideStep[] {
  if (system === 'iphone') {
    const share = make === 'safari' ? step('share_low', 'share-low') : step('share_high', 'share-high');
    return [share, step('sheet_iphone', 'sheet'), step('add_iphone', 'add'), step('open', 'home')];
  }
  if (system === 'android') {
    const begin = {
      chrome: [step('dots', 'dots'), step('sheet_chrome', 'sheet')],
      samsung: [step('lines', 'lines'), step('sheet_samsung', 'sheet')],
      firefox: [step('dots', 'dots'), step('sheet_usual', 'sheet')],
      other: [step('menu', 'dots'), step('sheet_usual', 'sheet')],
      safari: [step('menu', 'dots'), step('sheet_usual', 'sheet')],
    }[make];
    return [...begin, step('add', 'add'), step('open_same', 'home')];
  }
  if (make === 'firefox') return [];
  const begin = make === 'safari' ? step('dock', 'topmenu') : step('address', 'address');
  return [begin, step('add', 'add'), step('open_desktop')];
}
