import type { Kikkake } from "./api";
import { createClient, warn } from "./client";

// Puts the client in the place of the snippet's stub. The stub object itself is kept and given the real methods, so
// that pages that hold a reference to it are served too.

type Call = [name: keyof Kikkake, ...args: unknown[]];
type Stub = Call[] & Partial<Kikkake> & { installed?: boolean };

const page = window as unknown as { kikkake?: Stub };
const target = (page.kikkake = page.kikkake || ([] as Stub));

if (!target.installed) {
  let waiting: Call[] = target.splice(0);
  let started = false;

  const script = document.currentScript as HTMLScriptElement | null;
  const client = createClient(script ? new URL(script.src).origin : location.origin, () => {
    started = true;
    const calls = waiting;
    waiting = [];
    calls.forEach(run);
  });

  function run(call: Call): unknown {
    const [name, ...args] = call;
    try {
      if (started || name === "load") return (client[name] as (...args: unknown[]) => unknown)(...args);
      waiting.push(call);
    } catch (error) {
      // The page must not suffer from us.
      warn(error);
    }
    return undefined;
  }

  target.installed = true;
  for (const name of Object.keys(client) as (keyof Kikkake)[]) {
    target[name] = (...args: unknown[]) => run([name, ...args]) as never;
  }
  target.push = (...calls) => {
    calls.forEach(run);
    return 0;
  };

  // `load` comes first wherever the page called it: what was called before it waits for it.
  const load = waiting.findIndex(([name]) => name === "load");
  if (load >= 0) run(waiting.splice(load, 1)[0]!);
}
