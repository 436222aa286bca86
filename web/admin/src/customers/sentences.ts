import type { TFunction } from 'i18next';
import type { Decision, TimelineMessage } from '../api/types';
import { inLanguage, type Language } from '../i18n';
import { shortTime } from '../time/format';

/** The customer's history told in sentences. Pure: language, zone and now are passed in. */
export type Telling = { t: TFunction; language: Language; zone: string; nowMs: number };

export function decisionSentence(decision: Decision, { t, language, zone, nowMs }: Telling): string {
  const scenario = inLanguage(decision.scenarioName, language) || decision.scenario;
  const step = decision.step ?? '';
  const { until, what } = decision;
  if (until) {
    const time = shortTime(until, zone, language, nowMs);
    if (what === 'waiting') return t('decision.waitingUntil', { scenario, time });
    if (what === 'deferred') return t('decision.deferredUntil', { scenario, time });
    if (what === 'blocked') return t('decision.blockedUntil', { scenario, time });
  }
  return t(`decision.${what}`, { scenario, step });
}

export function decisionReason(decision: Decision, language: Language): string {
  return inLanguage(decision.reason, language);
}

export function messageSentence(message: TimelineMessage, { t }: Pick<Telling, 't'>): string {
  return t(`messageSentence.${message.status}`, { subject: message.subject });
}
