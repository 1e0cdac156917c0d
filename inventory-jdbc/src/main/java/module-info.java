/** The stock store over a relational database. */
module dev.inventoryledger.jdbc {
    requires transitive dev.inventoryledger.core;
    requires transitive java.sql;
    requires static org.jspecify;
    requires org.slf4j;

    exports dev.inventoryledger.jdbc;

    // So that migration tools find the scripts.
    opens dev.inventoryledger.jdbc.schema.h2;
    opens dev.inventoryledger.jdbc.schema.postgresql;
}
