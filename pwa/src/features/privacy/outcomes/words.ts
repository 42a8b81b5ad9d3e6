/** The words of this chunk: few people go here. */
import { addWords } from '../../../platform/i18n.ts';
import en from './words/en.json' with { type: 'json' };
import nb from './words/nb.json' with { type: 'json' };

const words = { nb, en };

/** Before any screen of it is drawn. */
export const addFigureWords = (): void => addWords(words);
