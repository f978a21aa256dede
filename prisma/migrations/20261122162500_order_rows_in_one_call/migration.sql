-- An order, every row that it is computed from, and the kinds of effects that were asked for it, in one call. A function,
-- so that a statement which locks and writes can read behind that: each statement in a volatile one looks anew. Tables are
-- named without a schema: a rebuild runs the same on copies of its own.
CREATE FUNCTION "order_rows"(of_order text) RETURNS json LANGUAGE plpgsql AS $$
BEGIN
  RETURN (
    SELECT json_build_object(
      'order', o,
      'paymentIntents', (SELECT json_agg(t) FROM payment_intents t WHERE t.order_id = of_order),
      'checkoutSessions', (SELECT json_agg(t) FROM checkout_sessions t WHERE t.order_id = of_order),
      'charges', (SELECT json_agg(t) FROM charges t WHERE t.order_id = of_order),
      'refunds', (SELECT json_agg(t) FROM refunds t WHERE t.order_id = of_order),
      'disputes', (SELECT json_agg(t) FROM disputes t WHERE t.order_id = of_order),
      'invoices', (SELECT json_agg(t) FROM invoices t WHERE t.order_id = of_order),
      'effects', (
        SELECT json_agg(e.kind) FROM effects e
        WHERE e.order_id = of_order AND e.object_id IS NULL AND e.status <> 'skipped'
      )
    ) FROM orders o WHERE o.id = of_order
  );
END $$;
