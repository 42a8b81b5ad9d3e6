/** The words and the look of these screens come with them. */
import './coach.css';
import { addWords } from '../../platform/i18n.ts';
import en from './words/en.json' with { type: 'json' };
import nb from './words/nb.json' with { type: 'json' };

const words = { nb, en };

/** Before any screen of it is drawn. */
export const addCoachWords = (): void => addWords(words);
