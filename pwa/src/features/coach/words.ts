/** The words and the look of these screens come with them. */
import './coach.css';
import { teach } from '../../platform/i18n.ts';
import en from './words/en.json' with { type: 'json' };
import nb from './words/nb.json' with { type: 'json' };

teach({ nb, en });
