import { closeCart } from "./cart";
import { byId, kikkake } from "./page-script";
import { visitor } from "./stored";

/** Answer of `GET /demo/clock`. */
interface Clock {
  now: string;
  factor: number;
  accelerated: boolean;
  next: { due: string; scenario: string; step: string; seconds: number } | null;
  timeZone: string;
}

const POLL_MS = 1000;
/** Between polls the shown time runs on by itself. */
const TICK_MS = 250;

let clock: Clock | undefined;
let receivedAt = 0;

/** Shows the demo's clock while the server has one; without it the bar keeps its links. */
export function startDemoBar(): void {
  byId("demo-reset").addEventListener("click", becomeSomeoneElse);
  byId("demo-skip").addEventListener("click", skip);
  poll();
  setInterval(tick, TICK_MS);
}

/** How long an hour takes here, e.g. `1時間（このデモでは10秒）`; without the clock just `1時間`. */
export function hourInWords(): string {
  return clock?.accelerated ? `1時間（このデモでは${duration(3600 / clock.factor)}）` : "1時間";
}

async function poll(): Promise<void> {
  if (document.visibilityState === "hidden") {
    document.addEventListener("visibilitychange", () => poll(), { once: true });
    return;
  }
  if (await ask("GET", "/demo/clock")) setTimeout(poll, POLL_MS);
}

async function skip(): Promise<void> {
  const button = byId<HTMLButtonElement>("demo-skip");
  button.disabled = true;
  await ask("POST", "/demo/clock/skip");
  tick();
}

/** False when there is no such clock here, so that nobody asks again. */
async function ask(method: string, path: string): Promise<boolean> {
  try {
    const answer = await fetch(path, { method, headers: { Accept: "application/json" } });
    if (answer.status === 404) return false;
    if (answer.ok) {
      clock = (await answer.json()) as Clock;
      receivedAt = performance.now();
      tick();
    }
  } catch {
    // The server is away for a moment: the next poll will tell.
  }
  return true;
}

function tick(): void {
  if (!clock) return;
  const elapsed = performance.now() - receivedAt;
  const factor = clock.accelerated ? clock.factor : 1;
  byId("demo-clock").hidden = false;
  const now = new Date(Date.parse(clock.now) + elapsed * factor);
  const time = byId<HTMLTimeElement>("demo-now");
  time.dateTime = now.toISOString();
  time.textContent = inWords(now, clock.timeZone);
  byId("demo-speed").textContent = clock.accelerated ? speed(clock.factor) : "実時間";
  byId("demo-next").textContent = next(clock, elapsed / 1000);
  byId<HTMLButtonElement>("demo-skip").disabled = !clock.next;
}

function inWords(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("ja-JP", {
    timeZone,
    month: "numeric",
    day: "numeric",
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
  }).format(at);
}

function speed(factor: number): string {
  const hour = 3600 / factor;
  return hour >= 1 ? `1時間=${duration(hour)}` : `1日=${duration(hour * 24)}`;
}

function next({ next }: Clock, elapsedSeconds: number): string {
  if (!next) return "予定されている配信はありません";
  const seconds = Math.ceil(next.seconds - elapsedSeconds);
  return `${seconds > 0 ? `あと${duration(seconds)}で` : "まもなく"}「${next.scenario}」のメール`;
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds * 10) / 10}秒`;
  if (seconds < 5400) return `${Math.round(seconds / 60)}分`;
  return `${Math.round(seconds / 3600)}時間`;
}

function becomeSomeoneElse(): void {
  kikkake.reset();
  closeCart(false);
  visitor.clear();
  location.href = "/shop/?new=1";
}
