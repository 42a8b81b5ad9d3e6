/** Faults that nobody waits for and nobody is shown. Where one is caught it is named here; the page keeps the list (src/shared/faults.ts). */

type Listener = (code: string, fault: unknown) => void;

let listener: Listener = () => undefined;

/** From now on `heard` is told of each. Before, and in a worker, they are forgotten. */
export function hearFaults(heard: Listener): void {
  listener = heard;
}

/** Notes a fault under `code`: where in the code it was caught, in two or three words. */
export const noteFault = (code: string, fault: unknown): void => listener(code, fault);

/** The handler of a promise that may fail without anybody being told: notes the fault, and goes on with `otherwise`. */
export function noted(code: string): (fault: unknown) => undefined;
export function noted<T>(code: string, otherwise: T): (fault: unknown) => T;
export function noted(code: string, otherwise?: unknown): (fault: unknown) => unknown {
  return (fault) => {
    noteFault(code, fault);
    return otherwise;
  };
}
