import type { Json, JsonObject, Scenario } from '../api/types';

/** What the UI reads of a definition: which messages there are, and which step sends which. */

export function messageIds(scenario: Pick<Scenario, 'definition' | 'graph'>): string[] {
  const messages = scenario.definition['messages'];
  if (isObject(messages)) return Object.keys(messages);
  const sends = scenario.graph.nodes.filter((node) => node.kind === 'send');
  return [...new Set(sends.map((node) => messageOfStep(scenario.definition, node.id) ?? node.id))];
}

/** The message that a send step names: `{id: mail_1, send: reminder}` or `{send: {message: reminder}}`. */
export function messageOfStep(definition: JsonObject, step: string): string | null {
  const steps = definition['steps'];
  if (!Array.isArray(steps)) return null;
  const found = steps.find((candidate) => isObject(candidate) && candidate['id'] === step);
  if (!isObject(found)) return null;
  const send = found['send'];
  if (typeof send === 'string') return send;
  return isObject(send) && typeof send['message'] === 'string' ? send['message'] : null;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
