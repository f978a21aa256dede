// Verifies and stores nothing, as https://docs.stripe.com/webhooks/quickstart shows it for Express.
import express from 'express';
import Stripe from 'stripe';

const stripe = new Stripe('sk_test_bench');
const app = express();

app.post('/webhook', express.raw({ type: 'application/json', limit: '1mb' }), (request, response) => {
  let event;
  try {
    event = stripe.webhooks.constructEvent(request.body, request.headers['stripe-signature'], process.env.BENCH_SECRET);
  } catch (error) {
    return response.status(400).send(`Webhook Error: ${error.message}`);
  }
  switch (event.type) {
    case 'payment_intent.succeeded':
      break;
    default:
  }
  response.json({ received: true });
});

const server = app.listen(0, '127.0.0.1', () => console.log(`listening on ${server.address().port}`));
