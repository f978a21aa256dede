/** The words of a receipt. A language that lacks one does not compile. */
type ReceiptTexts = {
  subject: (shop: string, amount: string) => string;
  title: string;
  intro: (shop: string) => string;
  amount: string;
  currency: string;
  /** What the shop asked for, where the customer was charged in another currency. */
  price: (currency: string) => string;
  /** The part of the amount that was not paid through Stripe. */
  outside: string;
  date: string;
  order: string;
  footer: (shop: string, recipient: string) => string;
  test: string;
};

const en: ReceiptTexts = {
  subject: (shop, amount) => `Your receipt from ${shop}: ${amount}`,
  title: 'Thank you for your payment',
  intro: (shop) => `${shop} has received your payment.`,
  amount: 'Amount paid',
  currency: 'Currency',
  price: (currency) => `Price in ${currency}`,
  outside: 'Of it, outside of Stripe',
  date: 'Date',
  order: 'Order',
  footer: (shop, recipient) => `${shop} sent this receipt to ${recipient}.`,
  test: 'This is a test payment: no money was moved.',
};

const de: ReceiptTexts = {
  subject: (shop, amount) => `Ihr Zahlungsbeleg von ${shop}: ${amount}`,
  title: 'Vielen Dank für Ihre Zahlung',
  intro: (shop) => `${shop} hat Ihre Zahlung erhalten.`,
  amount: 'Bezahlter Betrag',
  currency: 'Währung',
  price: (currency) => `Preis in ${currency}`,
  outside: 'Davon außerhalb von Stripe',
  date: 'Datum',
  order: 'Bestellung',
  footer: (shop, recipient) => `${shop} hat diesen Beleg an ${recipient} gesendet.`,
  test: 'Dies ist eine Testzahlung: Es wurde kein Geld bewegt.',
};

const fr: ReceiptTexts = {
  subject: (shop, amount) => `Votre reçu de ${shop} : ${amount}`,
  title: 'Merci pour votre paiement',
  intro: (shop) => `${shop} a bien reçu votre paiement.`,
  amount: 'Montant payé',
  currency: 'Devise',
  price: (currency) => `Prix en ${currency}`,
  outside: 'Dont hors de Stripe',
  date: 'Date',
  order: 'Commande',
  footer: (shop, recipient) => `${shop} a envoyé ce reçu à ${recipient}.`,
  test: 'Ceci est un paiement de test : aucune somme n’a été débitée.',
};

const es: ReceiptTexts = {
  subject: (shop, amount) => `Tu recibo de ${shop}: ${amount}`,
  title: 'Gracias por tu pago',
  intro: (shop) => `${shop} ha recibido tu pago.`,
  amount: 'Importe pagado',
  currency: 'Moneda',
  price: (currency) => `Precio en ${currency}`,
  outside: 'De ello, fuera de Stripe',
  date: 'Fecha',
  order: 'Pedido',
  footer: (shop, recipient) => `${shop} ha enviado este recibo a ${recipient}.`,
  test: 'Este es un pago de prueba: no se ha movido dinero.',
};

const it: ReceiptTexts = {
  subject: (shop, amount) => `La tua ricevuta da ${shop}: ${amount}`,
  title: 'Grazie per il pagamento',
  intro: (shop) => `${shop} ha ricevuto il tuo pagamento.`,
  amount: 'Importo pagato',
  currency: 'Valuta',
  price: (currency) => `Prezzo in ${currency}`,
  outside: 'Di cui al di fuori di Stripe',
  date: 'Data',
  order: 'Ordine',
  footer: (shop, recipient) => `${shop} ha inviato questa ricevuta a ${recipient}.`,
  test: 'Questo è un pagamento di prova: non è stato addebitato nulla.',
};

const nl: ReceiptTexts = {
  subject: (shop, amount) => `Je betaalbewijs van ${shop}: ${amount}`,
  title: 'Bedankt voor je betaling',
  intro: (shop) => `${shop} heeft je betaling ontvangen.`,
  amount: 'Betaald bedrag',
  currency: 'Valuta',
  price: (currency) => `Prijs in ${currency}`,
  outside: 'Waarvan buiten Stripe om',
  date: 'Datum',
  order: 'Bestelling',
  footer: (shop, recipient) => `${shop} heeft dit betaalbewijs naar ${recipient} gestuurd.`,
  test: 'Dit is een testbetaling: er is geen geld overgemaakt.',
};

const pt: ReceiptTexts = {
  subject: (shop, amount) => `Seu recibo de ${shop}: ${amount}`,
  title: 'Obrigado pelo seu pagamento',
  intro: (shop) => `${shop} recebeu o seu pagamento.`,
  amount: 'Valor pago',
  currency: 'Moeda',
  price: (currency) => `Preço em ${currency}`,
  outside: 'Dos quais fora da Stripe',
  date: 'Data',
  order: 'Pedido',
  footer: (shop, recipient) => `${shop} enviou este recibo para ${recipient}.`,
  test: 'Este é um pagamento de teste: nenhum valor foi cobrado.',
};

const ja: ReceiptTexts = {
  subject: (shop, amount) => `${shop} の領収書：${amount}`,
  title: 'お支払いありがとうございます',
  intro: (shop) => `${shop} がお支払いを受け取りました。`,
  amount: 'お支払い金額',
  currency: '通貨',
  price: (currency) => `${currency} での価格`,
  outside: 'うち Stripe 以外でのお支払い',
  date: '日付',
  order: '注文',
  footer: (shop, recipient) => `この領収書は ${shop} から ${recipient} に送信されました。`,
  test: 'これはテスト決済です。実際の請求は行われていません。',
};

/** By primary subtag; what is not here is written in English. */
export const TEXTS = { en, de, fr, es, it, nl, pt, ja } as const;

export type Language = keyof typeof TEXTS;
