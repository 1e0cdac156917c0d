package dev.inventoryledger.jdbc;

/** What a row of an answer is, where one statement answers several questions. */
enum Part {
    LEVEL,
    RESERVATION,
    DUE_FIGURES,
    DUE_HOLD,
    OPEN,
    OUTSTANDING,
    DOCUMENT,
    CLAIM,
    ENTRY,
    ENTRY_POSTING,
    FIRST_POSTING,
    RECENT_POSTING,
    LATER_POSTING,
    OPENING,
    STRAY,
    PENDING
}
