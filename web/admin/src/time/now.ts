import { useSyncExternalStore } from 'react';
import type { DemoClock } from '../api/types';

/**
 * The workspace's "now". Outside the demo it is this computer's clock; in the demo it is the server's
 * accelerated clock, carried on between two polls. Ticks once a second for whoever looks.
 */
type Base = { virtual: number; real: number; factor: number };

let base: Base = { virtual: 0, real: 0, factor: 1 };
let snapshot = Date.now();
let timer: number | undefined;
const listeners = new Set<() => void>();

export function followClock(clock: DemoClock): void {
  base = { virtual: Date.parse(clock.now), real: Date.now(), factor: clock.accelerated ? clock.factor : 1 };
  tick();
}

export function nowMs(): number {
  return base.real === 0 ? Date.now() : base.virtual + (Date.now() - base.real) * base.factor;
}

/** What `read` makes of the current time; renders again only when that changes. */
export function useNow<T extends string | number>(read: (now: number) => T): T {
  return useSyncExternalStore(subscribe, () => read(snapshot));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) {
    tick();
    timer = window.setInterval(tick, 1000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.clearInterval(timer);
  };
}

function tick(): void {
  snapshot = nowMs();
  listeners.forEach((listener) => listener());
}
