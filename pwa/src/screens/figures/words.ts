/** The words of this chunk: few people go here. */
import { teach } from '../../i18n.ts';
import en from '../../messages/en/figures.json' with { type: 'json' };
import nb from '../../messages/nb/figures.json' with { type: 'json' };

teach({ nb, en });
