import type { TFunction } from 'i18next';
import type { Event } from '../api/types';
import type ja from '../i18n/ja.json';
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

/** What says most about one of our own events; ids stand in the whole of it, which opens with a click. */
const telling = ['link', 'subject', 'text', 'address', 'reason', 'name', 'title', 'scenario', 'message'];

/** A line about an event's properties. */
export function eventDetail({ name, properties }: Pick<Event, 'name' | 'properties'>): string {
  if (!/^(Message|Address|Suppression|LINE|Webhook) /.test(name)) return jsonSummary(properties, 3);
  const said = telling.flatMap((key) => (typeof properties[key] === 'string' ? [properties[key]] : []));
  return said.length > 0 ? said.slice(0, 3).join(' · ') : jsonSummary(properties, 3);
}
