/** What other features may use of this one. */
export { OfferFigures } from './Figures.tsx';
export { OfferCode } from './OfferCode.tsx';
export { OfferInstall } from './OfferInstall.tsx';
export { Behind, Onward } from './Onward.tsx';
export { StandingPart } from './StandingPart.tsx';
export { TonightPart } from './TonightPart.tsx';
