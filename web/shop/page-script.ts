import type { Kikkake } from "../site/api";

/** The site script, as the snippet put it on this page. */
export const kikkake = (window as unknown as { kikkake: Kikkake }).kikkake;

export function byId<E extends HTMLElement = HTMLElement>(id: string): E {
  const element = document.getElementById(id);
  if (!element) throw new Error(`This page has no #${id}`);
  return element as E;
}

/** Markup whose inserted values are escaped, unless they are markup themselves. */
export class Markup {
  constructor(readonly text: string) {}
}

export function html(parts: TemplateStringsArray, ...values: unknown[]): Markup {
  return new Markup(parts.map((part, i) => part + (i < values.length ? toText(values[i]) : "")).join(""));
}

export function show(element: HTMLElement, content: Markup): void {
  element.innerHTML = content.text;
}

function toText(value: unknown): string {
  if (value instanceof Markup) return value.text;
  if (Array.isArray(value)) return value.map(toText).join("");
  if (value === null || value === undefined || value === false) return "";
  return String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

export function yen(amount: number): string {
  return amount.toLocaleString("ja-JP") + "円";
}

/** Calls `action` with the trimmed fields of a form, in place of submitting it. */
export function onSubmit(form: HTMLFormElement, action: (fields: Record<string, string>) => void): void {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const fields: Record<string, string> = {};
    new FormData(form).forEach((value, name) => (fields[name] = String(value).trim()));
    action(fields);
  });
}

/** Records the consent of a ticked box, with the very words beside it. */
export function subscribeIfTicked(form: HTMLFormElement, topic: string): boolean {
  const ticked = form.querySelector<HTMLInputElement>("input[name=consent]")!.checked;
  if (ticked) kikkake.subscribe(topic, { text: form.querySelector("[data-consent]")!.textContent!.trim() });
  return ticked;
}

export function fill(form: HTMLFormElement, values: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement && value) field.value = value;
  }
}
