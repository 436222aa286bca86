import type { TFunction } from 'i18next';
import type { Event } from '../api/types';
import type ja from '../i18n/ja.json';

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
