import type { ConsentDetails, Kikkake, Options, Properties, Traits, User } from "./api";
import { eventContext, pageContext } from "./context";
import { uuid } from "./id";
import { createQueue } from "./queue";
import { forget, keep, read, recall, remove, setCookie, write } from "./store";

const ID = "kikkake_id";
const USER = "kikkake_user";
/** The visitor's own choice: `in`, `out`, or none. */
const CHOICE = "kikkake_choice";

/** By which mail the visitor came, as its link says in the parameter `kk`: a first-party cookie, for 30 days. */
const SEND = "kikkake_send";
const MONTH_SECONDS = 2592000;

type Fields = Record<string, unknown>;

/** The client behind `window.kikkake`. `onStart` runs once `load` has taken effect. */
export function createClient(defaultHost: string, onStart: () => void): Kikkake {
  let options: Options | undefined;
  let queue: ReturnType<typeof createQueue> | undefined;

  function load(writeKey: string, given: Options = {}): void {
    if (options) return;
    options = given;
    arrive();
    const host = (given.host || defaultHost).replace(/\/+$/, "");
    const start = () => {
      queue = createQueue({
        url: host + "/v1/batch",
        writeKey,
        flushAt: given.flushAt || 10,
        flushInterval: given.flushInterval ?? 100,
        allowed: () => !optedOut(),
      });
      listen();
      onStart();
      queue.adopt();
    };
    // A page the browser renders ahead of a click has not been visited yet.
    const page = document as Document & { prerendering?: boolean };
    if (page.prerendering) page.addEventListener("prerenderingchange", start, { once: true });
    else start();
  }

  /** Takes the mail's mark out of the address, so that it is not passed on with it. */
  function arrive(): void {
    const mark = /([?&])kk=([\w-]+)(&|(?=#|$))/;
    const [, , send] = mark.exec(location.href) || [];
    if (!send) return;
    if (!optedOut()) setCookie(SEND, send, MONTH_SECONDS, options!.cookieDomain);
    try {
      const left = location.href.replace(mark, (_, before, __, after) => (after ? before : ""));
      history.replaceState(history.state, "", left);
    } catch {
      // The page may not change its address.
    }
  }

  function mail() {
    const send = recall(SEND);
    return send ? { send } : undefined;
  }

  function listen(): void {
    const on = (target: EventTarget, type: string, action: () => void) =>
      target.addEventListener(type, () => {
        try {
          action();
        } catch (error) {
          warn(error);
        }
      });
    on(window, "pagehide", () => queue!.leave());
    on(window, "pageshow", () => queue!.adopt());
    on(window, "online", () => queue!.retryNow());
    on(document, "visibilitychange", () => {
      if (document.visibilityState === "hidden") queue!.hide();
      else queue!.adopt();
    });
  }

  function send(type: string, fields: Fields): void {
    if (optedOut()) return;
    const event = {
      type,
      messageId: uuid(),
      timestamp: new Date(),
      anonymousId: anonymousId(),
      userId: user()!.userId,
      ...fields,
      context: { ...eventContext(), kikkake: mail() },
    };
    queue!.add(JSON.stringify(event));
  }

  function identify(idOrTraits?: string | number | Traits | null, given?: Traits): void {
    if (optedOut()) return;
    const hasId = typeof idOrTraits === "string" || typeof idOrTraits === "number";
    const traits = (hasId ? given : idOrTraits || given) as Traits | undefined;
    const known = user()!;
    const userId = hasId && idOrTraits !== "" ? String(idOrTraits) : known.userId;
    const changed = known.userId !== undefined && known.userId !== userId;
    // Someone else signs in on this device: two people must not be joined by one anonymous id.
    if (changed) setCookie(SEND, "", 0, options!.cookieDomain);
    if (changed) keep(ID, uuid(), options!.cookieDomain);
    write(USER, JSON.stringify({ userId, traits: { ...(changed ? {} : known.traits), ...traits } }));
    send("identify", { traits: traits || {} });
  }

  function track(event: string, properties?: Properties): void {
    if (!event) throw new Error("track needs an event name");
    send("track", { event, properties: properties || {} });
  }

  function page(name?: string | Properties, given?: Properties): void {
    const named = typeof name === "string";
    const properties = { ...pageContext(), ...(named ? given : name || given) };
    send("page", named ? { name, properties } : { properties });
  }

  function consent(event: string, topic: string, details: ConsentDetails = {}): void {
    if (!topic) throw new Error("consent needs a topic");
    track(event, { topic, source: details.source || location.href, text: details.text });
  }

  function reset(): void {
    remove(USER);
    setCookie(SEND, "", 0, options!.cookieDomain);
    if (!optedOut()) keep(ID, uuid(), options!.cookieDomain);
  }

  function optOut(): void {
    keep(CHOICE, "out", options!.cookieDomain);
    queue!.clear();
    remove(USER);
    setCookie(SEND, "", 0, options!.cookieDomain);
    forget(ID, options!.cookieDomain);
  }

  function optedOut(): boolean {
    const choice = recall(CHOICE);
    return choice ? choice === "out" : !!options!.respectPrivacySignals && signalsPrivacy();
  }

  function anonymousId(): string | undefined {
    if (optedOut()) return undefined;
    const known = recall(ID);
    const id = known || uuid();
    // Also when known: the year starts anew with each visit.
    if (id !== remembered) keep(ID, id, options!.cookieDomain);
    return (remembered = id);
  }
  let remembered: string | undefined;

  function user(): User | undefined {
    try {
      const { userId, traits } = JSON.parse(read(USER)!);
      return { userId, traits: traits || {} };
    } catch {
      return { traits: {} };
    }
  }

  return {
    load,
    identify,
    track,
    page,
    group: (groupId, traits) => send("group", { groupId: String(groupId), traits: traits || {} }),
    alias: (userId, previousId) =>
      send("alias", { userId: String(userId), previousId: String(previousId || user()!.userId || anonymousId()) }),
    subscribe: (topic, details) => consent("Topic Subscribed", topic, details),
    unsubscribe: (topic, details) => consent("Topic Unsubscribed", topic, details),
    reset,
    optOut,
    optIn: () => keep(CHOICE, "in", options!.cookieDomain),
    ready: (callback) => callback(),
    anonymousId,
    user,
  };
}

export function warn(error: unknown): void {
  console.warn("[kikkake]", error);
}

function signalsPrivacy(): boolean {
  const visitor = navigator as Navigator & { globalPrivacyControl?: boolean };
  return !!visitor.globalPrivacyControl || visitor.doNotTrack === "1";
}
