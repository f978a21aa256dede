/**
 * Stands in for Stripe's script, which comes from Stripe's host only: fields to type into, and the calls that the pages
 * make. What a card does is decided by whoever answers https://api.stripe.com, as with the real one.
 */
(() => {
  const COLOURS = ['colorBackground', 'colorText'];

  function paymentElement(group) {
    const listeners = {};
    const box = document.createElement('div');
    const input = document.createElement('input');
    return {
      input,
      mount(place) {
        const label = document.createElement('label');
        label.textContent = 'Card number';
        label.style.cssText = 'display:block;font-weight:500';
        input.style.cssText =
          'display:block;width:100%;height:44px;margin-top:4px;padding:0 12px;border:1px solid;border-radius:6px';
        label.append(input);
        box.append(label);
        place.append(box);
        this.restyle();
        queueMicrotask(() => listeners.ready?.(this));
      },
      restyle() {
        const { variables = {} } = group.options.appearance ?? {};
        const [background, text] = COLOURS.map((name) => variables[name]);
        Object.assign(input.style, { background, color: text });
        box.dataset.amount = group.options.amount ?? '';
      },
      on(event, callback) {
        listeners[event] = callback;
        return this;
      },
      off: () => undefined,
      update: () => undefined,
      unmount: () => box.remove(),
      destroy: () => box.remove(),
    };
  }

  function elements(options) {
    const group = { options };
    let element = null;
    return {
      create() {
        element = paymentElement(group);
        return element;
      },
      getElement: () => element,
      update(changed) {
        Object.assign(group.options, changed);
        element?.restyle();
      },
      async submit() {
        if (element.input.value.replaceAll(' ', '').length === 16) return {};
        return {
          error: { type: 'validation_error', code: 'incomplete_number', message: 'Your card number is incomplete.' },
        };
      },
      card: () => element.input.value.replaceAll(' ', ''),
    };
  }

  async function confirm(kind, { elements: group, clientSecret, confirmParams }) {
    const id = clientSecret.split('_secret_')[0];
    let answered;
    try {
      const response = await fetch(`https://api.stripe.com/v1/${kind}s/${id}/confirm`, {
        method: 'POST',
        body: JSON.stringify({ card: group.card(), ...confirmParams.payment_method_data?.billing_details }),
      });
      answered = await response.json();
    } catch {
      return {
        error: {
          type: 'api_connection_error',
          message: 'We are experiencing issues connecting to our payments provider.',
        },
      };
    }
    if (answered.error) return answered;
    const query = new URLSearchParams({
      [kind]: id,
      [`${kind}_client_secret`]: clientSecret,
      redirect_status: 'succeeded',
    });
    location.assign(`${confirmParams.return_url}?${query}`);
    return new Promise(() => undefined);
  }

  window.Stripe = Object.assign(
    () => ({
      elements,
      confirmPayment: (options) => confirm('payment_intent', options),
      confirmSetup: (options) => confirm('setup_intent', options),
      createToken: () => undefined,
      createPaymentMethod: () => undefined,
      confirmCardPayment: () => undefined,
      _registerWrapper: () => undefined,
      registerAppInfo: () => undefined,
    }),
    { version: 'endive' },
  );
})();
