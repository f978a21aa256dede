import { expect, test } from 'vitest';
import { listenArguments } from './listen-arguments';

const forwardTo = 'http://127.0.0.1:3000/api/webhook';
const rest = ['--forward-to', forwardTo, '--skip-update', '--color', 'off'];

test.each(['1.51.0', '1.52.0', '1.100.2', '2.0.0'])('%s has to be told to forward everything', (version) => {
  expect(listenArguments({ version, forwardTo })).toEqual(['listen', '--all-snapshot', ...rest]);
});

test.each(['1.50.11', '1.42.14', '1.9.0', '0.9.0'])(
  '%s forwards everything by itself, and knows no --all-snapshot',
  (version) => {
    expect(listenArguments({ version, forwardTo })).toEqual(['listen', ...rest]);
  },
);

test('chosen events take the place of all of them', () => {
  const events = 'charge.refunded,payment_intent.succeeded';
  expect(listenArguments({ version: '1.52.0', forwardTo, events })).toEqual(['listen', '--events', events, ...rest]);
});

test('a stand-in without TLS has a websocket without TLS', () => {
  const args = (apiBase: string) => listenArguments({ version: '1.52.0', forwardTo, apiBase });
  expect(args('http://127.0.0.1:4000').slice(-3)).toEqual(['--api-base', 'http://127.0.0.1:4000', '--no-wss']);
  expect(args('https://api.example.com').slice(-2)).toEqual(['--api-base', 'https://api.example.com']);
});
