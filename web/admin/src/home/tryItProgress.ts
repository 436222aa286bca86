import { api } from '../api/api';
import type { Event, Instant } from '../api/types';
import { compareSeq } from '../events/useEventFeed';

/** How far this person has come with the demo's three steps, kept in this browser. */
export type TryItProgress = {
  /** The newest event when the checklist was first seen: what came before was somebody else. */
  since: string | null;
  opened: boolean;
  cart: { customer: string | null; at: Instant } | null;
  /** The mail that the cart led to. */
  mail: string | null;
  hidden: boolean;
};

const stored = 'kikkake.tryIt';
const start: TryItProgress = { since: null, opened: false, cart: null, mail: null, hidden: false };
const cartEvents = new Set(['Cart Updated', 'Product Added']);

export function readProgress(): TryItProgress {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(stored) ?? 'null');
    return kept && typeof kept === 'object' ? { ...start, ...kept } : start;
  } catch {
    return start;
  }
}

export function writeProgress(progress: TryItProgress): void {
  localStorage.setItem(stored, JSON.stringify(progress));
}

/** Looks at what has arrived since; answers the same object when nothing is new. */
export async function watchProgress(progress: TryItProgress, signal: AbortSignal): Promise<TryItProgress> {
  if (progress.since === null) {
    const { events } = await api.events.list({ limit: 1 }, signal);
    return { ...progress, since: events[0]?.seq ?? '0' };
  }
  if (progress.cart === null) {
    const { events } = await api.events.list({ limit: 50 }, signal);
    const cart = newestCart(events, progress.since);
    return cart
      ? { ...progress, opened: true, cart: { customer: cart.customer?.label ?? null, at: cart.timestamp } }
      : progress;
  }
  const { mails } = await api.mailbox.list({ limit: 20 }, signal);
  const after = Date.parse(progress.cart.at);
  const mail = mails.findLast((candidate) => Date.parse(candidate.at) >= after);
  return mail ? { ...progress, mail: mail.id } : progress;
}

export function newestCart(events: Event[], since: string): Event | undefined {
  return events.find((event) => compareSeq(event.seq, since) > 0 && cartEvents.has(event.name));
}
