package dev.inventoryledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Location;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.RetryableStoreException;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.spi.LevelQuery;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.Terms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The tables are made by the store, or by a migration tool of the host's, and are of the version that is needed. */
@ParameterizedClass
@EnumSource(Dialect.class)
class SchemaTest {
    private static final LevelQuery LEVELS = new LevelQuery.All(Optional.empty(), 9);

    private final Dialect dialect;

    private HikariDataSource dataSource;

    SchemaTest(Dialect dialect) {
        this.dialect = dialect;
    }

    @BeforeEach
    void open() {
        dataSource = dialect == Dialect.H2
                ? Databases.h2("TRANSACTION_READ_COMMITTED")
                : Databases.postgres("TRANSACTION_READ_COMMITTED");
    }

    @AfterEach
    void close() {
        dataSource.close();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String folder() {
        return "dev/inventoryledger/jdbc/schema/" + Engine.of(dialect).folder();
    }

    private static void works(JdbcStockStore store) {
        InventoryLedger ledger = InventoryLedger.over(store).build();
        ledger.registerItem(Item.of("TEA", "Tea")).orElseThrow();
        assertThat(ledger.item("TEA")).isPresent();
    }

    @Test
    void withoutTablesTheStoreSaysWhatToRun() {
        assertThatThrownBy(() -> JdbcStockStore.create(dataSource))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the inventory schema (inventory_schema_version) is at version 0, but must be at 6: run "
                        + "V1__inventory_ledger.sql, V2__proof_and_retention.sql, V3__reordering_and_lots.sql,"
                        + " V4__narrower_indexes.sql, V5__terms_on_levels.sql, V6__sourcing.sql"
                        + " from classpath:"
                        + folder()
                        + ", or call createSchema() on the builder");
    }

    @Test
    void aNewerSchemaIsLeftAlone() throws Exception {
        JdbcStockStore.builder(dataSource).createSchema().build();
        execute("insert into inventory_schema_version (version) values (7)");
        assertThatThrownBy(() -> JdbcStockStore.create(dataSource))
                .hasMessageContaining("ahead of this library, which knows version 6");
    }

    @Test
    void createSchemaMayRunTwiceAndByManyAtOnce() {
        List<CompletableFuture<JdbcStockStore>> all = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> JdbcStockStore.builder(dataSource).createSchema().build()))
                .toList();
        all.forEach(store -> assertThat(store.join()).isNotNull());
        works(JdbcStockStore.builder(dataSource).createSchema().build());
    }

    /** Scripts that another has run meanwhile need not do nothing. */
    @Test
    void whoeverComesSecondRunsNothing() {
        AtomicBoolean isFirstLook = new AtomicBoolean(true);
        List<String> made = new ArrayList<>();
        DataSource second = Spied.over(dataSource, (stop, call) -> {
            if (stop.sql().contains("create") || stop.sql().contains("alter")) {
                made.add(stop.sql());
            }
            try {
                return call.proceed();
            } finally {
                if (stop.sql().contains("max(version)") && isFirstLook.getAndSet(false)) {
                    JdbcStockStore.builder(dataSource).createSchema().build();
                }
            }
        });
        works(JdbcStockStore.builder(second).createSchema().build());
        assertThat(made).isEmpty();
    }

    /** On a large table it takes long to build an index, if only to drop it again. */
    @Test
    void onlyWhatIsMissingIsRun() throws Exception {
        JdbcStockStore.builder(dataSource).createSchema().build();
        execute("drop table inventory_pruning");
        execute("delete from inventory_schema_version where version >= 5");
        JdbcStockStore.builder(dataSource).createSchema().build();
        assertThatThrownBy(() -> execute("select * from inventory_pruning")).isInstanceOf(SQLException.class);
    }

    /** Levels of an older version say nothing of terms: their items are asked, until they are written. */
    @Test
    void levelsOfBeforeSpeakOfTermsOnceTheyAreWritten() throws Exception {
        JdbcStockStore store = JdbcStockStore.builder(dataSource).createSchema().build();
        InventoryLedger ledger = InventoryLedger.over(store).build();
        ledger.registerLocation(Location.of("A")).orElseThrow();
        ledger.registerItem(Item.of("TEA", "Tea")).orElseThrow();
        ledger.receive("TEA", "A", 5).orElseThrow();
        execute("alter table inventory_level drop column terms");
        execute("delete from inventory_schema_version where version >= 5");
        JdbcStockStore newer = JdbcStockStore.builder(dataSource).createSchema().build();
        InventoryLedger after = InventoryLedger.over(newer).build();
        assertThat(newer.levels(LEVELS)).extracting(LevelRow::terms).containsExactly(Terms.OF_ITEM);
        assertThat(after.availability("TEA").total()).contains(5L);
        after.review("TEA").orElseThrow();
        assertThat(newer.levels(LEVELS)).extracting(LevelRow::terms).containsExactly(Terms.PLAIN);
        assertThat(after.availability("TEA").total()).contains(5L);
        assertThat(after.audit().violations()).isEmpty();
    }

    /** Reservations of an older version say nothing of where they may take from: their units come from anywhere. */
    @Test
    void reservationsOfBeforeTakeFromAnywhere() throws Exception {
        JdbcStockStore store = JdbcStockStore.builder(dataSource).createSchema().build();
        InventoryLedger ledger = InventoryLedger.over(store).build();
        ledger.registerLocation(Location.of("A")).orElseThrow();
        ledger.registerItem(Item.of("TEA", "Tea").withReorder(3, 10)).orElseThrow();
        ReservationId id =
                ledger.execute(Reserve.of("TEA", 2).partially()).orElseThrow().id();
        execute("alter table inventory_reservation drop column sourcing");
        execute("alter table inventory_reservation drop column retaken_at");
        execute("delete from inventory_schema_version where version = 6");
        InventoryLedger after = InventoryLedger.over(
                        JdbcStockStore.builder(dataSource).createSchema().build())
                .build();
        after.receive("TEA", "A", 2).orElseThrow();
        assertThat(after.topUp(id).orElseThrow().sourcing()).isEmpty();
        assertThat(after.reservation(id).orElseThrow().open()).isEqualTo(2);
        assertThat(after.lowStock(Optional.empty(), 10)).hasSize(1);
        assertThat(after.audit().violations()).isEmpty();
    }

    @Test
    void tablesMayHaveAnotherPrefixAndSchema() throws Exception {
        execute("create schema warehouse");
        works(JdbcStockStore.builder(dataSource)
                .schema("warehouse")
                .tablePrefix("il_")
                .createSchema()
                .build());
        execute("select count(*) from warehouse.il_level");
        works(JdbcStockStore.builder(dataSource)
                .schema("warehouse")
                .createSchema()
                .build());
        works(JdbcStockStore.builder(dataSource)
                .tablePrefix("il_")
                .createSchema()
                .build());
    }

    private void migrate() {
        migrateFrom("0");
    }

    private void migrateFrom(String baseline) {
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:" + folder())
                .placeholders(Map.of("schema", "", "prefix", "inventory_"))
                .table("inventory_flyway_history")
                .baselineOnMigrate(true)
                .baselineVersion(baseline)
                .load()
                .migrate();
    }

    @Test
    void flywayRunsTheScripts() {
        migrate();
        works(JdbcStockStore.create(dataSource));
    }

    @Test
    void flywayRunsTheScriptsBesideAHostsOwn(@TempDir Path scripts) throws Exception {
        Files.writeString(scripts.resolve("V1__shop.sql"), "create table customer (id integer)");
        Flyway ofTheHost = Flyway.configure()
                .dataSource(dataSource)
                .locations("filesystem:" + scripts)
                .load();
        ofTheHost.migrate();
        migrate();
        migrate();
        works(JdbcStockStore.create(dataSource));
        ofTheHost.validate();
    }

    /** The scripts of before would look for columns that later ones have dropped. */
    @Test
    void flywayGoesOnFromWhatTheStoreHasMade() {
        JdbcStockStore.builder(dataSource).createSchema().build();
        migrateFrom("6");
        works(JdbcStockStore.create(dataSource));
    }

    @Test
    void aDriversOwnDataSourceWillDo() {
        JdbcStockStore store = JdbcStockStore.builder(Databases.plain(dataSource.getJdbcUrl()))
                .dialect(dialect)
                .createSchema()
                .build();
        works(store);
    }

    @Test
    void aPoolThatDoesNotCommitByItselfWillDo() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(dataSource.getJdbcUrl());
        config.setAutoCommit(false);
        try (HikariDataSource manual = new HikariDataSource(config)) {
            works(JdbcStockStore.builder(manual).createSchema().build());
        }
    }

    /** What pools say of themselves has no state, and is of no common type. */
    @Test
    void aPoolThatHasNoConnectionToGiveIsAskedAgain() {
        AtomicInteger exhausted = new AtomicInteger();
        DataSource pool = Proxies.of(DataSource.class, (method, arguments) -> {
            if (exhausted.getAndDecrement() > 0) {
                throw new SQLException("pool exhausted");
            }
            return Proxies.invoke(method, dataSource, arguments);
        });
        JdbcStockStore store = JdbcStockStore.builder(pool).createSchema().build();
        InventoryLedger patient = InventoryLedger.over(store).build();
        exhausted.set(2);
        patient.registerItem(Item.of("TEA", "Tea")).orElseThrow();
        InventoryLedger hasty =
                InventoryLedger.over(store).retryFor(Duration.ZERO).build();
        exhausted.set(1);
        assertThatThrownBy(() -> hasty.registerItem(Item.of("CUP", "Cup")))
                .isInstanceOf(RetryableStoreException.class)
                .hasMessageContaining("pool exhausted");
    }

    @Test
    void aDatabaseThatDoesNotTellTextsApartIsRefused() {
        if (dialect == Dialect.H2) {
            DataSource careless = Databases.plain("jdbc:h2:mem:careless;IGNORECASE=TRUE");
            assertThatThrownBy(() -> JdbcStockStore.create(careless))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("IGNORECASE");
            DataSource dirty = Databases.h2("TRANSACTION_READ_UNCOMMITTED");
            assertThatThrownBy(() -> JdbcStockStore.create(dirty))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("READ UNCOMMITTED");
            return;
        }
        DataSource latin = Databases.plain(Databases.newPostgresUrl("encoding 'SQL_ASCII' template template0"));
        assertThatThrownBy(() -> JdbcStockStore.create(latin)).hasMessageContaining("must be UTF8");
    }

    @Test
    void namesAndTenantsAreChecked() {
        JdbcStoreBuilder builder = JdbcStockStore.builder(dataSource);
        assertThatThrownBy(() -> builder.tablePrefix("x; drop table y"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tablePrefix");
        assertThatThrownBy(() -> builder.schema("Upper")).hasMessageContaining("schema");
        assertThatThrownBy(() -> builder.tenant(" ")).hasMessageContaining("tenant");
        assertThatThrownBy(() -> builder.closeGapsAfter(Duration.ofSeconds(-1))).hasMessageContaining("grace");
        assertThatThrownBy(() -> builder.closeGapsAfter(ChronoUnit.FOREVER.getDuration()))
                .hasMessageContaining("grace: must be from 0 to 3660 days");
    }

    @Test
    void theDatabaseChecksTheInvariantsToo() throws Exception {
        works(JdbcStockStore.builder(dataSource).createSchema().build());
        String insert =
                "insert into inventory_level (tenant, sku, location, lot, version, on_hand, reserved, allocated,"
                        + " status, changed_at) values ('', 'TEA', 'A', '', 1, %s, 'IN_STOCK', current_timestamp)";
        for (String unsound : List.of("-1, 0, 0", "5, 6, 0", "5, 2, 3", "5, 2, -1")) {
            assertThatThrownBy(() -> execute(insert.formatted(unsound)))
                    .isInstanceOf(SQLException.class)
                    .extracting(error -> ((SQLException) error).getSQLState())
                    .asString()
                    .startsWith("23");
        }
        execute(insert.formatted("5, 2, 1"));
    }
}
