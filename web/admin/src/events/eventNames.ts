import type { TFunction } from 'i18next';
import type { Event } from '../api/types';
import ja from '../i18n/ja.json';
import { jsonSummary } from '../ui/Json';

type Known = keyof (typeof ja)['eventName'];

/** Names that shops send by convention (Segment's e-commerce events, our own feedback), with words a marketer uses. */
const known: Record<string, Known> = {
  'Cart Updated': 'cartUpdated',
  'Cart Viewed': 'cartViewed',
  'Cart Emptied': 'cartEmptied',
  'Product Added': 'productAdded',
  'Product Removed': 'productRemoved',
  'Product Viewed': 'productViewed',
  'Product List Viewed': 'productListViewed',
  'Products Searched': 'productsSearched',
  'Checkout Started': 'checkoutStarted',
  'Order Completed': 'orderCompleted',
  'Order Cancelled': 'orderCancelled',
  'Order Refunded': 'orderRefunded',
  'Signed Up': 'signedUp',
  'Signed In': 'signedIn',
  'Document Requested': 'documentRequested',
  'Document Downloaded': 'documentDownloaded',
  'Form Submitted': 'formSubmitted',
  'Meeting Booked': 'meetingBooked',
  'Topic Subscribed': 'topicSubscribed',
  'Topic Unsubscribed': 'topicUnsubscribed',
  'Email Delivered': 'emailDelivered',
  'Email Opened': 'emailOpened',
  'Email Link Clicked': 'emailLinkClicked',
  'Email Bounced': 'emailBounced',
  'Message Sent': 'messageSent',
  'Message Opened': 'messageOpened',
  'Message Clicked': 'messageClicked',
  'Message Bounced': 'messageBounced',
  'Message Complained': 'messageComplained',
  'Message Dropped': 'messageDropped',
  'Message Replied': 'messageReplied',
  'Message Auto-Replied': 'messageAutoReplied',
  'Address Suppressed': 'addressSuppressed',
  'Suppression Lifted': 'suppressionLifted',
  'Subscription Confirmed': 'subscriptionConfirmed',
  'LINE Followed': 'lineFollowed',
  'LINE Unfollowed': 'lineUnfollowed',
  'LINE Message Received': 'lineMessageReceived',
  'LINE Postback': 'linePostback',
  'LINE Linked': 'lineLinked',
  'LINE Unlinked': 'lineUnlinked',
  'Product Restocked': 'productRestocked',
  'Product Price Dropped': 'productPriceDropped',
  'Product Few Left': 'productFewLeft',
  'Product Requested': 'productRequested',
  'Category Requested': 'categoryRequested',
  'Article Published': 'articlePublished',
  'Webhook Answered': 'webhookAnswered',
  'Scenario Started': 'scenarioStarted',
};

/** What an event is called in the reader's language, or null when its own name is all there is. */
export function eventLabel(event: Pick<Event, 'type' | 'name'>, t: TFunction): string | null {
  if (event.type === 'identify') return t('eventName.identify');
  if (event.type === 'alias') return t('eventName.alias');
  if (event.type === 'page' || event.type === 'screen') return t('eventName.page');
  const key = known[event.name];
  if (!key) return null;
  const label = t(`eventName.${key}`);
  return label.toLowerCase() === event.name.toLowerCase() ? null : label;
}

/** The name the sender gave: "Cart Updated"; the type for calls that carry none. */
export function rawName(event: Pick<Event, 'type' | 'name'>): string {
  return event.name || event.type;
}

/** Finds the words for ids that stand in an event's properties. */
export type Naming = {
  t: TFunction;
  scenario: (id: string) => string;
  topic: (id: string) => string;
  /** Subject of the message with this id, where it is known. */
  subject?: (id: string) => string | undefined;
};

const own = /^(Message|Address|Suppression|Subscription|Topic|LINE|Webhook|Scenario) /;

/** Whether the product writes events of this name itself; whoever reads a history need not know what they are called. */
export function isOwn({ name }: Pick<Event, 'name'>): boolean {
  return own.test(name);
}

/** A line about an event's properties; of our own ones what says most, for the whole opens with a click. */
export function eventDetail({ name, properties }: Pick<Event, 'name' | 'properties'>, naming: Naming): string {
  if (!own.test(name)) return jsonSummary(properties, 3);
  const { t } = naming;
  const text = (key: string) => (typeof properties[key] === 'string' ? (properties[key] as string) : '');
  const scenario = text('scenario');
  const aboutTopic = /^(Topic|Subscription) /.test(name);
  const said = [
    text('subject') || naming.subject?.(text('id')),
    text('link') || text('text') || text('data'),
    properties.machine === true && t('events.machine'),
    aboutTopic && text('topic') && naming.topic(text('topic')),
    text('address'),
    reason(text('reason'), t),
    name === 'Message Bounced' && properties.hard === true && t('events.stopped'),
    scenario && naming.scenario(scenario),
  ].filter((words): words is string => typeof words === 'string' && words !== '');
  return said.length > 0 ? said.slice(0, 4).join(' · ') : jsonSummary(properties, 3);
}

function reason(word: string, t: TFunction): string {
  if (word in ja.cause) return t(`cause.${word as keyof typeof ja.cause}`);
  if (word in ja.suppressions.reasons)
    return t(`suppressions.reasons.${word as keyof typeof ja.suppressions.reasons}`);
  return word;
}
