import type { TFunction } from 'i18next';
import { expect, it } from 'vitest';
import feedback from '../../../../engine/src/main/java/io/kikkake/engine/Feedback.java?raw';
import line from '../../../../server/src/main/java/io/kikkake/server/line/LineEvents.java?raw';
import ja from '../i18n/ja.json';
import { eventDetail, eventLabel } from './eventNames';

const names = (source: string) => [...source.matchAll(/String [A-Z_]+ = "([^"]+)"/g)].map((match) => match[1] ?? '');
const t = ((key: string) => ja.eventName[key.replace('eventName.', '') as keyof typeof ja.eventName]) as TFunction;

it('has Japanese words for every event the product writes itself', () => {
  const ours = [
    ...names(feedback),
    ...names(line),
  ].filter((name) => name.includes(' '));
  expect(ours.length).toBeGreaterThan(12);
  for (const name of ours) {
    expect([name, eventLabel({ type: 'track', name }, t)]).toEqual([name, expect.stringMatching(/[\u3040-\u9fff]/)]);
  }
});

it('says of a click where it led, and no ids', () => {
  expect(
    eventDetail({
      name: 'Message Clicked',
      properties: { scenario: 'cart', step: 'mail', message: 'cart', topic: 'offers', id: '0af3', link: 'https://a.example/' },
    }),
  ).toBe('https://a.example/ · cart · cart');
});
