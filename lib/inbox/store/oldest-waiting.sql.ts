/**
 * Seconds that the oldest event which is due has waited; negative where its next try is still to come, null where none
 * waits. One text for health, doctor, metrics and alert: they must not disagree.
 */
export const OLDEST_WAITING_SQL = `
select extract(epoch from now() - min(coalesce(next_attempt_at, received_at)))::float8 as seconds
from hookwell.webhook_events where status in ('pending', 'retrying')`;
