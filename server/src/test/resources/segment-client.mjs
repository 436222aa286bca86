// Segment's own client, unmodified, pointed at Kikkake: one visitor leaves a cart behind, another buys.
import { Analytics } from '@segment/analytics-node';

const analytics = new Analytics({
  writeKey: process.env.WRITE_KEY,
  host: process.env.HOST,
  path: '/v1/batch',
  flushAt: 5,
  flushInterval: 200,
});
analytics.on('error', (error) => {
  console.error(error);
  process.exitCode = 1;
});

for (const userId of ['leaves', 'buys']) {
  analytics.identify({ userId, traits: { email: `${userId}@example.jp`, lastName: '山田', firstName: '花子' } });
  analytics.track({ userId, event: 'Topic Subscribed', properties: { topic: 'offers', source: 'https://shop.example/' } });
  analytics.track({
    userId,
    event: 'Cart Updated',
    properties: {
      cart_id: `cart-${userId}`,
      currency: 'JPY',
      value: 8800,
      item_count: 1,
      cart_url: 'https://shop.example/cart',
      products: [
        { product_id: 'pen', name: '万年筆', price: 8800, quantity: 1, url: 'https://shop.example/pen', image_url: 'https://shop.example/pen.png' },
      ],
    },
  });
}
analytics.track({ userId: 'buys', event: 'Order Completed', properties: { order_id: 'o-1', cart_id: 'cart-buys', value: 8800 } });
await analytics.closeAndFlush({ timeout: 10_000 });
