/** What other features may use of this one. */
export { OfferFigures } from './Figures.tsx';
export { OfferInstall } from './OfferInstall.tsx';
export { Onward } from './Onward.tsx';
export { Standing } from './Standing.tsx';
export { Tonight } from './Tonight.tsx';
