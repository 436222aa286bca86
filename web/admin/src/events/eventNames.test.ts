import type { TFunction } from 'i18next';
import { expect, it } from 'vitest';
import feedback from '../../../../engine/src/main/java/io/kikkake/engine/Feedback.java?raw';
import line from '../../../../server/src/main/java/io/kikkake/server/line/LineEvents.java?raw';
import cause from '../../../../server/src/main/java/io/kikkake/server/feedback/Cause.java?raw';
import { startI18n } from '../i18n';
import en from '../i18n/en.json';
import ja from '../i18n/ja.json';
import { eventDetail, eventLabel, type Naming } from './eventNames';

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

const naming: Naming = {
  t: startI18n('ja').getFixedT('ja'),
  scenario: (id) => ({ cart: 'カゴ落ち' })[id] ?? id,
  topic: (id) => ({ offers: 'お得な情報' })[id] ?? id,
  subject: (id) => ({ '0af3': 'カートに商品が残っています' })[id],
};
const message = { scenario: 'cart', step: 'mail', message: 'cart', topic: 'offers', id: '0af3' };

it('says of a click in which mail it was and where it led, and no ids', () => {
  const properties = { ...message, link: 'https://a.example/' };
  expect(eventDetail({ name: 'Message Clicked', properties }, naming)).toBe(
    'カートに商品が残っています · https://a.example/ · カゴ落ち',
  );
});

it('says of an open by a program that it was no person', () => {
  expect(eventDetail({ name: 'Message Opened', properties: { ...message, machine: true } }, naming)).toContain(
    '本人ではありません',
  );
});

it('says of a bounce why, and whether mail still goes there', () => {
  const properties = { ...message, id: 'x', address: 'a@example.jp', hard: true, reason: 'unknown-user' };
  expect(eventDetail({ name: 'Message Bounced', properties }, naming)).toBe(
    'a@example.jp · 宛先が存在しない · 以後この宛先には送りません · カゴ落ち',
  );
});

it('names the topic of a consent', () => {
  expect(eventDetail({ name: 'Topic Unsubscribed', properties: { topic: 'offers', source: 'mail' } }, naming)).toBe(
    'お得な情報',
  );
});

it('has words for every cause of a bounce, and advice for those we can help, in both languages', () => {
  const causes = [...cause.matchAll(/^ {4}([A-Z_]+)\(Verdict\.([A-Z]+)\)/gm)].map(([, name = '', verdict]) => ({
    name: name.toLowerCase().replaceAll('_', '-'),
    ours: verdict === 'BLOCK' || verdict === 'POLICY',
  }));
  expect(causes.length).toBeGreaterThan(15);
  for (const texts of [ja, en]) {
    expect(Object.keys(texts.cause).sort()).toEqual(causes.map(({ name }) => name).sort());
    expect(Object.keys(texts.refusals.advice).sort()).toEqual(
      causes.flatMap(({ name, ours }) => (ours ? [name] : [])).sort(),
    );
  }
});
