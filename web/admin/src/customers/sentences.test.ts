import { beforeAll, describe, expect, it } from 'vitest';
import type { Decision, DecisionKind, MessageStatus, TimelineMessage } from '../api/types';
import { messageStatuses } from '../api/types';
import type { Language } from '../i18n';
import { startI18n } from '../i18n';
import ja from '../i18n/ja.json';
import { decisionReason, decisionSentence, messageSentence, type Telling } from './sentences';

let telling: (language: Language) => Telling;

beforeAll(() => {
  const i18n = startI18n('ja');
  telling = (language) => ({
    t: i18n.getFixedT(language),
    language,
    zone: 'Asia/Tokyo',
    nowMs: Date.parse('2026-03-04T01:00:00Z'),
  });
});

const decision = (what: DecisionKind, more: Partial<Decision> = {}): Decision => ({
  scenario: 'cart-abandonment',
  scenarioName: { ja: 'カゴ落ち', en: 'Abandoned cart' },
  run: 'r-1',
  step: 'mail_1',
  what,
  until: null,
  reason: null,
  ...more,
});

describe('a decision told as a sentence', () => {
  it('says until when a run waits, in the workspace zone', () => {
    const waiting = decision('waiting', { until: '2026-03-05T01:00:00Z' });
    expect(decisionSentence(waiting, telling('ja'))).toBe('「カゴ落ち」は3月5日 10:00まで待機します。');
    expect(decisionSentence(waiting, telling('en'))).toBe('“Abandoned cart” is waiting until 5 Mar, 10:00.');
  });

  it('says what is awaited when there is no time', () => {
    expect(decisionSentence(decision('waiting'), telling('ja'))).toBe('「カゴ落ち」は次の行動を待っています。');
  });

  it('tells a block that only defers from one that stops', () => {
    expect(decisionSentence(decision('blocked', { until: '2026-03-04T23:00:00Z' }), telling('ja'))).toContain(
      '見合わせます',
    );
    expect(decisionSentence(decision('blocked'), telling('ja'))).toContain('配信しませんでした');
  });

  it('has a full sentence for every kind in both languages', () => {
    const kinds = Object.keys(ja.decision).filter((key) => !key.endsWith('Until')) as DecisionKind[];
    expect(kinds).toHaveLength(18);
    for (const kind of kinds) {
      expect(decisionSentence(decision(kind), telling('ja'))).toMatch(/「カゴ落ち」.*。$/);
      expect(decisionSentence(decision(kind), telling('en'))).toMatch(/“Abandoned cart”.*\.$/);
    }
  });

  it('falls back to the id of a scenario without a name', () => {
    const unnamed = decision('entered', { scenarioName: { ja: '', en: '' } });
    expect(decisionSentence(unnamed, telling('ja'))).toContain('「cart-abandonment」');
  });

  it('gives the reason in the language of the reader', () => {
    const blocked = decision('blocked', { reason: { ja: '同意がありません。', en: 'No consent.' } });
    expect(decisionReason(blocked, 'ja')).toBe('同意がありません。');
    expect(decisionReason(blocked, 'en')).toBe('No consent.');
    expect(decisionReason(decision('sent'), 'en')).toBe('');
  });
});

describe('a mail told as a sentence', () => {
  const mail = (status: MessageStatus): TimelineMessage => ({
    id: 'm-1',
    scenario: 'welcome',
    step: 'mail',
    channel: 'email',
    subject: 'ご登録 & <お礼>',
    status,
    at: '2026-03-04T01:00:00Z',
    error: null,
  });

  it('names the subject as it is, for every status', () => {
    for (const status of messageStatuses) {
      expect(messageSentence(mail(status), telling('ja'))).toContain('「ご登録 & <お礼>」');
      expect(messageSentence(mail(status), telling('en'))).toContain('“ご登録 & <お礼>”');
    }
  });
});
