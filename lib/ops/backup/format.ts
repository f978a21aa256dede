/** Lines of a backup by which a restore knows what it is given. The last one is pg_dump's too: without it, it is cut off. */
export const TAKEN_LINE = '-- Taken at: ';
export const MIGRATIONS_LINE = '-- Migrations: ';
export const END_LINE = '-- PostgreSQL database dump complete';
