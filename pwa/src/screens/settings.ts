/** What stands under More: small screens in one file, because every file costs a phone more than its bytes. */
export { Consents } from './Consents.tsx';
export { Delete } from './Delete.tsx';
export { Devices } from './Devices.tsx';
export { Erased } from './Erased.tsx';
export { Export } from './Export.tsx';
export { Import } from './Import.tsx';
export { Install } from './Install.tsx';
export { KnownCode } from './KnownCode.tsx';
export { Language } from './Language.tsx';
export { LockSettings } from './lock/Settings.tsx';
export { Mask } from './Mask.tsx';
export { More } from './More.tsx';
export { MoreAbout } from './MoreAbout.tsx';
export { Move } from './Move.tsx';
export { Storage } from './Storage.tsx';
