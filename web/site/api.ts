/** What `window.kikkake` offers a page. Every call is safe before the script has loaded: it is kept and replayed. */
export interface Kikkake {
  /** Starts sending. Nothing is stored or sent before this call. */
  load(writeKey: string, options?: Options): void;
  identify(userId?: string | number | Traits | null, traits?: Traits): void;
  track(event: string, properties?: Properties): void;
  page(name?: string | Properties, properties?: Properties): void;
  group(groupId: string | number, traits?: Traits): void;
  alias(userId: string | number, previousId?: string | number): void;
  /** Records consent for a topic; `text` is what the customer read and agreed to. */
  subscribe(topic: string, details?: ConsentDetails): void;
  unsubscribe(topic: string, details?: ConsentDetails): void;
  /** Forgets the person: a new anonymous id, no user id, no traits. What was tracked before is still sent. */
  reset(): void;
  /** From now on, here and in every tab of this site, nothing is sent and nothing but this choice is stored. */
  optOut(): void;
  optIn(): void;
  ready(callback: () => void): void;
  /** `undefined` before loading and while opted out. */
  anonymousId(): string | undefined;
  user(): User | undefined;
}

export interface Options {
  /** Origin of the Kikkake server; default: where this script came from. */
  host?: string;
  /** Send at once when this many events wait (default 10). */
  flushAt?: number;
  /** Milliseconds an event may wait for company (default 100). */
  flushInterval?: number;
  /** Share the anonymous id between subdomains, e.g. `.example.jp`; default: this host only. */
  cookieDomain?: string;
  /** Treat Global Privacy Control and Do Not Track as opting out, unless the visitor opted in here. */
  respectPrivacySignals?: boolean;
}

export type Traits = Record<string, unknown>;
export type Properties = Record<string, unknown>;
export interface ConsentDetails {
  text?: string;
  /** Where consent was given; default: the address of this page. */
  source?: string;
}
export interface User {
  userId?: string;
  traits: Traits;
}
