package dev.inventoryledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Location;
import dev.inventoryledger.Movement;
import dev.inventoryledger.MovementQuery;
import dev.inventoryledger.Origin;
import dev.inventoryledger.ReservationQuery;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.policy.Archive;
import dev.inventoryledger.policy.RetentionPolicy;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.subscription.RunningSubscription;
import dev.inventoryledger.testkit.Heard;
import dev.inventoryledger.testkit.WrappedStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tenants with the same SKUs, places and command ids in the same tables neither see nor touch each other. */
class TenantsTest {
    /** Everything that a tenant can be asked. */
    private static List<Object> everything(JdbcStockStore store) {
        InventoryLedger ledger =
                InventoryLedger.over(store).clock(new TestClock()).build();
        return List.of(
                ledger.items(Optional.empty(), 100),
                ledger.locations(Optional.empty(), 100),
                ledger.level("TEA", "A"),
                ledger.levelAsOf(StockKey.of("TEA", "A"), TestClock.START),
                ledger.availability(List.of(new Sku("TEA"), new Sku("CUP"), new Sku("EBOOK"))),
                ledger.lowStock(Optional.empty(), 100),
                ledger.reservations(ReservationQuery.all()),
                ledger.reservations(ReservationQuery.ofOrder("O1")),
                ledger.reservations(ReservationQuery.ofOwner("cart")),
                ledger.reservations(ReservationQuery.holdsExpiringBefore(TestClock.START.plus(Duration.ofDays(1)))),
                placesAside(ledger.movements(MovementQuery.all())),
                placesAside(ledger.movements(MovementQuery.all().ofSku("TEA"))),
                ledger.entries(0, 1_000).stream()
                        .map(entry -> name(entry.origin()) + entry.recordedAt() + entry.postings() + entry.facts())
                        .toList(),
                ledger.audit().violations());
    }

    /** The sweep's commands bear random ids. */
    private static String name(Origin origin) {
        return origin.commandId().value().startsWith("command ") ? origin.toString() : "sweep";
    }

    /** Positions are given to all tenants from one sequence. */
    private static List<String> placesAside(List<Movement> movements) {
        return movements.stream()
                .map(movement -> name(movement.origin()) + movement.recordedAt() + movement.posting())
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aSubscriptionIsNotBehindWhatIsOthers(Dialect dialect) {
        try (HikariDataSource dataSource = dialect == Dialect.H2
                        ? Databases.h2("TRANSACTION_READ_COMMITTED")
                        : Databases.postgres("TRANSACTION_READ_COMMITTED");
                InventoryLedger first =
                        InventoryLedger.over(Databases.newTenant(dataSource)).build();
                InventoryLedger second =
                        InventoryLedger.over(Databases.newTenant(dataSource)).build();
                RunningSubscription running = first.subscribe("all", event -> {})) {
            first.registerLocation(Location.of("A")).orElseThrow();
            Heard.until("all is heard", () -> running.isActive() && entriesBehind(first) == 0);
            second.registerLocation(Location.of("B")).orElseThrow();
            assertThat(entriesBehind(first)).isZero();
            assertThat(running.isActive()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aSubscriptionHoldsNothingBackForWhatIsOthers(Dialect dialect) {
        try (HikariDataSource dataSource = dialect == Dialect.H2
                        ? Databases.h2("TRANSACTION_READ_COMMITTED")
                        : Databases.postgres("TRANSACTION_READ_COMMITTED");
                InventoryLedger first =
                        InventoryLedger.over(Databases.newTenant(dataSource)).build();
                InventoryLedger second =
                        InventoryLedger.over(Databases.newTenant(dataSource)).build()) {
            first.registerLocation(Location.of("A")).orElseThrow();
            first.subscribe("all", event -> {}).close();
            Heard.until("all is heard", () -> isHeard(first));
            second.registerLocation(Location.of("B")).orElseThrow();
            second.registerLocation(Location.of("C")).orElseThrow();
            assertThat(first.prune(RetentionPolicy.keeping(Duration.ZERO), Archive.NOTHING)
                            .heldBackBy())
                    .isEmpty();
            first.registerLocation(Location.of("D")).orElseThrow();
            assertThat(first.prune(RetentionPolicy.keeping(Duration.ZERO), Archive.NOTHING)
                            .heldBackBy())
                    .contains("all");
        }
    }

    private static boolean isHeard(InventoryLedger ledger) {
        try (RunningSubscription running = ledger.subscribe("all", event -> {})) {
            Heard.until("it is active", running::isActive);
            Heard.until("all is heard", () -> entriesBehind(ledger) == 0);
        }
        return true;
    }

    private static long entriesBehind(InventoryLedger ledger) {
        return ledger.subscriptions().get(0).entriesBehind();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void oneTenantsDayIsTheSameWhateverOthersDo(Dialect dialect) {
        try (HikariDataSource dataSource = dialect == Dialect.H2
                ? Databases.h2("TRANSACTION_READ_COMMITTED")
                : Databases.postgres("TRANSACTION_READ_COMMITTED")) {
            JdbcStockStore first = Databases.newTenant(dataSource);
            JdbcStockStore second = Databases.newTenant(dataSource);
            JdbcStockStore third = Databases.newTenant(dataSource);
            List<Object> nothing = everything(second);
            List<String> alone = new Scenario(first, Duration.ZERO).run().answers();
            List<Object> seen = everything(first);
            assertThat(everything(second)).isEqualTo(nothing);
            StockStore disturbed = new WrappedStore(second, snapshot -> snapshot, (store, changes) -> {
                InventoryLedger.over(third).build().releaseExpired(100);
                return store.commit(changes);
            });
            assertThat(new Scenario(disturbed, Duration.ZERO).run().answers()).isEqualTo(alone);
            assertThat(everything(second)).isEqualTo(seen);
            assertThat(everything(first)).isEqualTo(seen);
        }
    }
}
