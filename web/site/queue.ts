import { uuid } from "./id";
import { keysStartingWith, read, remove, write } from "./store";

const PREFIX = "kikkake_queue_";
const MAX_EVENTS = 200;
const MAX_AGE_MS = 3 * 24 * 3600 * 1000;
/** Browsers refuse beacons beyond 64 KiB in all. */
const MAX_BATCH_BYTES = 60000;
/** The server refuses larger events. */
const MAX_EVENT_BYTES = 32000;
const HEARTBEAT_MS = 3000;
/** A queue whose tab showed no heartbeat for so long has lost its tab. */
const ORPHANED_AFTER_MS = 10000;
const REQUEST_TIMEOUT_MS = 15000;
const FIRST_RETRY_MS = 500;
const MAX_RETRY_MS = 60000;
const MAX_RETRY_AFTER_MS = 300000;

interface Settings {
  url: string;
  writeKey: string;
  flushAt: number;
  flushInterval: number;
  allowed: () => boolean;
}

/**
 * Events on their way to the server. Each is kept as its JSON text, under this tab's own key in local storage, until
 * the server has answered. The same event may be sent twice (after a lost answer, or by two tabs), always with the
 * same messageId, which the server knows how to ignore.
 */
export function createQueue(settings: Settings) {
  let key = PREFIX + uuid();
  let events: string[] = [];
  let inFlight: string[] = [];
  let failures = 0;
  let timer = 0;
  let heartbeat = 0;
  let adoption = 0;
  let request: AbortController | undefined;

  function add(event: string): void {
    if (bytes(event) > MAX_EVENT_BYTES) throw new Error("event larger than 32 KB dropped");
    events.push(event);
    persist();
    if (!failures) schedule();
  }

  function schedule(): void {
    if (events.length - inFlight.length >= settings.flushAt) flush();
    else if (!timer) later(settings.flushInterval);
  }

  function later(ms: number): void {
    clearTimeout(timer);
    timer = window.setTimeout(flush, ms);
  }

  function flush(): void {
    clearTimeout(timer);
    timer = 0;
    if (!settings.allowed()) return clear();
    events = events.filter(isFresh);
    persist();
    if (inFlight.length || !events.length) return;
    const batch = (inFlight = firstBatch(events));
    post(body(batch)).then(([status, retryAfterMs]) => {
      if (inFlight !== batch) return;
      inFlight = [];
      if (!status || status === 408 || status === 429 || status >= 500) {
        later(Math.max(retryAfterMs, backoff(failures++)));
      } else {
        failures = 0;
        drop(batch);
        if (status >= 400) console.warn("[kikkake] events refused, status", status);
        if (events.length) schedule();
      }
    });
  }

  /** The answer's status (0: none came) and how long the server asked to be left alone, in milliseconds. */
  async function post(text: string): Promise<[number, number]> {
    const controller = (request = new AbortController());
    const timeout = setTimeout(() => controller.abort(), REQUEST_TIMEOUT_MS);
    try {
      // A string body goes as text/plain, which spares other origins the CORS preflight. Not keepalive: that would
      // eat into the 64 KiB that the beacon may need on leaving.
      const answer = await fetch(settings.url, {
        method: "POST",
        body: text,
        credentials: "omit",
        signal: controller.signal,
      });
      return [answer.status, retryAfter(answer.headers.get("Retry-After"))];
    } catch {
      return [0, 0];
    } finally {
      clearTimeout(timeout);
    }
  }

  /** The page is hidden and may never be seen again. What a request already carries is left to that request. */
  function hide(): void {
    if (!failures) beacon(events.filter((event) => !inFlight.includes(event)));
  }

  /** The page goes away. What no beacon took, or what a failing server might lose, is left for the next page. */
  function leave(): void {
    const keepCopy = failures > 0;
    if (keepCopy) persist();
    const unsent = beacon(events);
    const left = keepCopy ? events.concat() : unsent;
    if (left.length) write(key, store(0, left));
    else remove(key);
    // A page may come back from the back/forward cache: it then starts over with a queue of its own.
    stop();
    key = PREFIX + uuid();
  }

  /** Hands events to beacons and returns those that no beacon took. */
  function beacon(waiting: string[]): string[] {
    if (!settings.allowed()) {
      clear();
      return [];
    }
    while (waiting.length) {
      const batch = firstBatch(waiting);
      if (!navigator.sendBeacon?.(settings.url, body(batch))) break;
      waiting = waiting.slice(batch.length);
      if (!failures) drop(batch);
    }
    return waiting;
  }

  /** Takes over the events of tabs that are gone, and looks again while there are other tabs with events. */
  function adopt(): void {
    clearTimeout(adoption);
    let othersAlive = false;
    for (const other of keysStartingWith(PREFIX)) {
      if (other === key) continue;
      const [alive, ...lines] = (read(other) || "0").split("\n");
      if (Math.abs(Date.now() - +alive!) < ORPHANED_AFTER_MS) {
        othersAlive = true;
      } else {
        remove(other);
        events = lines.filter((line) => !events.includes(line)).concat(events);
      }
    }
    if (othersAlive) adoption = window.setTimeout(adopt, ORPHANED_AFTER_MS);
    if (events.length && !failures) flush();
  }

  /** Forgets everything not yet sent, in every tab. */
  function clear(): void {
    stop();
    keysStartingWith(PREFIX).forEach(remove);
  }

  function stop(): void {
    clearTimeout(timer);
    clearTimeout(heartbeat);
    clearTimeout(adoption);
    request?.abort();
    events = [];
    inFlight = [];
    timer = failures = 0;
  }

  function drop(batch: string[]): void {
    events = events.filter((event) => !batch.includes(event));
    persist();
  }

  function persist(): void {
    clearTimeout(heartbeat);
    events = events.slice(-MAX_EVENTS);
    if (!events.length) return remove(key);
    write(key, store(Date.now(), events));
    heartbeat = window.setTimeout(persist, HEARTBEAT_MS);
  }

  /** The connection is back: no reason to wait any longer. */
  function retryNow(): void {
    failures = 0;
    flush();
  }

  function body(batch: string[]): string {
    const head = JSON.stringify({ writeKey: settings.writeKey, sentAt: new Date() });
    return `${head.slice(0, -1)},"batch":[${batch}]}`;
  }

  return { add, flush, hide, leave, adopt, clear, retryNow };
}

function store(aliveAt: number, events: string[]): string {
  return [aliveAt, ...events].join("\n");
}

function firstBatch(events: string[]): string[] {
  let size = 200;
  const end = events.findIndex((event) => (size += bytes(event) + 1) > MAX_BATCH_BYTES);
  return end < 0 ? events.concat() : events.slice(0, end);
}

function bytes(text: string): number {
  return new Blob([text]).size;
}

function isFresh(event: string): boolean {
  try {
    return Date.parse(JSON.parse(event).timestamp) > Date.now() - MAX_AGE_MS;
  } catch {
    return false;
  }
}

function backoff(failures: number): number {
  return Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** failures) * (0.5 + Math.random() / 2);
}

/** RFC 9110 section 10.2.3: seconds, or a date. */
function retryAfter(header: string | null): number {
  if (!header) return 0;
  const ms = +header >= 0 ? +header * 1000 : Date.parse(header) - Date.now();
  return Math.min(MAX_RETRY_AFTER_MS, ms) || 0;
}
