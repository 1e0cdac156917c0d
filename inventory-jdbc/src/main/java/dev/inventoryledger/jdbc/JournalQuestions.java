package dev.inventoryledger.jdbc;

import dev.inventoryledger.jdbc.Query.Column;
import dev.inventoryledger.spi.PastLevel;
import dev.inventoryledger.spi.StrayRows;
import java.util.function.Function;

/**
 * What a load asks of the journal beyond entries: the past, openings, rows that belong to nothing.
 *
 * @param names how the tables are called
 * @param tenant whose rows
 * @param engine whose SQL
 * @param section begins one more part of the load's statement
 */
record JournalQuestions(Names names, String tenant, Engine engine, Function<String, Query> section) {
    void past(PastLevel question, int index) {
        String number = String.valueOf(index);
        String ofKey =
                " from " + names.posting() + " p where p.tenant = ? and p.sku = ? and p.location = ? and p.lot = ?";
        Object[] key = {
            tenant,
            question.key().sku().value(),
            question.key().location().value(),
            question.key().lot().value()
        };
        section.apply("(" + Columns.POSTING.select(engine, Part.FIRST_POSTING, number, "0"))
                .append(ofKey, key)
                .append(" order by p.recorded_at, p.version limit 1)");
        String withHead = " from " + names.entry() + " e" + names.joinPostings()
                + " where p.tenant = ? and p.sku = ? and p.location = ? and p.lot = ?";
        section.apply("(" + Columns.MOVEMENT.select(engine, Part.RECENT_POSTING, number, "p.version"))
                .append(withHead, key)
                .append(
                        " and p.recorded_at <= ? order by p.recorded_at desc, p.version desc limit ?)",
                        question.instant(),
                        question.recent());
        section.apply(Columns.MOVEMENT.select(engine, Part.LATER_POSTING, number, "p.version"))
                .append(withHead, key)
                .append(" and p.recorded_at > ? and p.effective_at <= ?", question.instant(), question.instant())
                .append(" and p.effective_at < p.recorded_at");
    }

    /** Up to where a journal was pruned, no key has more than one posting. */
    void openings(Column[] keys) {
        section.apply(Columns.MOVEMENT.select(engine, Part.OPENING))
                .append(" from ")
                .rows("k", keys)
                .append(" join " + names.posting() + " p on p.tenant = ? and p.sku = k.sku", tenant)
                .append(" and p.location = k.location and p.lot = k.lot and p.position > 0")
                .append(" and p.position <= " + names.prunedUpTo(), tenant)
                .append(" join " + names.entry() + " e on e.position = p.position and e.tenant = p.tenant")
                .append(" and e.recorded_at = p.recorded_at");
    }

    /** Rows that no query by entry or reservation would ever show. */
    void strays(StrayRows question) {
        section.apply("("
                        + stray("'posting'", "p.sku", "p.location")
                                .withNumbers("p.position", "p.version")
                                .select(engine, Part.STRAY))
                .append(
                        " from " + names.posting() + " p left join " + names.entry() + " e on e.position = p.position"
                                + " and e.tenant = p.tenant and e.recorded_at = p.recorded_at where p.tenant = ?",
                        tenant)
                .append(
                        " and (e.position is null or p.ordinal > 0 and not exists (select 1 from " + names.posting()
                                + " q where q.position = p.position and q.ordinal = p.ordinal - 1) and p.position > "
                                + names.prunedUpTo() + ") limit ?)",
                        tenant,
                        question.limit());
        section.apply("("
                        + stray("'line'", "n.reservation_id", "n.sku")
                                .withNumbers("n.ordinal", "n.open")
                                .select(engine, Part.STRAY))
                .append(
                        " from " + names.line() + " n left join " + names.reservation() + " r on r.tenant = n.tenant"
                                + " and r.id = n.reservation_id and r.phase = n.phase and r.expires_at = n.expires_at"
                                + " where n.tenant = ?",
                        tenant)
                .append(
                        " and (r.id is null or n.ordinal > 0 and not exists (select 1 from " + names.line()
                                + " m where m.tenant = n.tenant and m.reservation_id = n.reservation_id"
                                + " and m.ordinal = n.ordinal - 1)) limit ?)",
                        question.limit());
    }

    private static Columns stray(String... texts) {
        return Columns.NONE.withTexts(texts);
    }
}
