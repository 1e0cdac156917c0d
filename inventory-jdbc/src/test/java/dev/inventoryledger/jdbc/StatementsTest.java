package dev.inventoryledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.inventoryledger.Hold;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Line;
import dev.inventoryledger.Location;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.Sku;
import dev.inventoryledger.command.Adjust;
import dev.inventoryledger.command.Command;
import dev.inventoryledger.command.Confirm;
import dev.inventoryledger.command.Count;
import dev.inventoryledger.command.Extend;
import dev.inventoryledger.command.Fulfil;
import dev.inventoryledger.command.Receive;
import dev.inventoryledger.command.Release;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.command.TakeBack;
import dev.inventoryledger.command.Transfer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How many statements each path takes, as the README of this module states: a batch is one, whatever its size. */
class StatementsTest {
    private static final List<String> STATEMENTS = new CopyOnWriteArrayList<>();
    private static final HikariDataSource DATA_SOURCE = Databases.postgres("TRANSACTION_READ_COMMITTED");
    private static final JdbcStockStore STORE = store();
    private static final InventoryLedger LEDGER = InventoryLedger.over(STORE).build();

    private static JdbcStockStore store() {
        return JdbcStockStore.builder(Spied.over(DATA_SOURCE, (stop, call) -> {
                    STATEMENTS.add(stop.call() + " " + stop.sql());
                    return call.proceed();
                }))
                .createSchema()
                .build();
    }

    @BeforeAll
    static void stock() {
        LEDGER.registerLocation(Location.of("A")).orElseThrow();
        LEDGER.registerLocation(Location.of("B")).orElseThrow();
        for (int i = 0; i < 1_000; i++) {
            LEDGER.registerItem(Item.of("SKU" + i, "Item")).orElseThrow();
        }
        for (String sku : List.of("SKU1", "SKU2", "SKU3")) {
            LEDGER.receive(sku, "A", 10_000).orElseThrow();
            LEDGER.receive(sku, "B", 100).orElseThrow();
        }
        for (String id : List.of("toConfirm", "toFulfil", "toRelease", "toExtend")) {
            LEDGER.execute(threeLines().as(id)).orElseThrow();
        }
    }

    @AfterAll
    static void close() {
        DATA_SOURCE.close();
    }

    private static Reserve threeLines() {
        return Reserve.of(
                Line.of("SKU1", 1).at("A"),
                Line.of("SKU2", 1).at("A"),
                Line.of("SKU3", 1).at("A"));
    }

    private record Path(String name, Command<?> command, int loads, int writes) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Each write path ends with a commit, which is counted apart. */
    static List<Path> paths() {
        return List.of(
                new Path("receive", Receive.of("SKU1", "A", 1), 1, 1),
                new Path("take back", TakeBack.of("SKU1", "A", 1), 1, 1),
                new Path("adjust", Adjust.of("SKU1", "A", -1, "why"), 1, 1),
                new Path("count", Count.of("SKU1", "A", 9_999), 1, 1),
                new Path("transfer", Transfer.of("SKU1", "A", "B", 1), 1, 1),
                new Path(
                        "reserve where named, 1 line",
                        Reserve.of(Line.of("SKU1", 1).at("A")),
                        1,
                        1),
                new Path("reserve where named, 3 lines", threeLines(), 1, 1),
                new Path("reserve anywhere", Reserve.of("SKU1", 1), 2, 1),
                new Path("confirm, 3 lines", Confirm.of(new ReservationId("toConfirm")), 2, 1),
                new Path("fulfil, 3 lines", Fulfil.of(new ReservationId("toFulfil")), 2, 1),
                new Path("release, 3 lines", Release.of(new ReservationId("toRelease")), 2, 1),
                new Path("extend, 3 lines", Extend.of(new ReservationId("toExtend"), Hold.standard()), 2, 1),
                new Path("rejected for lack of stock", Reserve.of("SKU1", 100_000), 2, 0));
    }

    private static List<String> statementsOf(Runnable work) {
        STATEMENTS.clear();
        work.run();
        List<String> executed = new ArrayList<>(STATEMENTS);
        executed.removeIf(each -> each.startsWith("getConnection"));
        return executed;
    }

    @ParameterizedTest
    @MethodSource("paths")
    void everyPathTakesSoManyStatements(Path path) {
        List<String> statements = statementsOf(() -> LEDGER.execute(path.command()));
        List<String> loads = statements.stream()
                .filter(each -> each.startsWith("executeQuery select '"))
                .toList();
        boolean commits = statements.contains("commit ");
        assertThat(loads).as("%s", statements).hasSize(path.loads());
        assertThat(statements).hasSize(path.loads() + path.writes() + (commits ? 1 : 0));
        assertThat(commits).isEqualTo(path.writes() > 0);
    }

    @Test
    void whatWasAcceptedBeforeIsAnsweredWithOneLoad() {
        Reserve reserve = threeLines();
        LEDGER.execute(reserve).orElseThrow();
        assertThat(statementsOf(() -> LEDGER.execute(reserve))).hasSize(1);
    }

    @Test
    void aBatchOfManyCommandsTakesNoMoreThanOne() {
        List<Command<?>> commands = new ArrayList<>();
        IntStream.range(0, 200).forEach(i -> commands.add(threeLines()));
        int alone = statementsOf(() -> LEDGER.execute(threeLines())).size();
        List<String> together = statementsOf(() -> commands.stream()
                .map(LEDGER::submit)
                .toList()
                .forEach(stage -> stage.toCompletableFuture().join().orElseThrow()));
        long batches = together.stream().filter("commit "::equals).count();
        assertThat(together).hasSize((int) (batches * alone));
        assertThat(batches).isLessThan(100);
    }

    @Test
    void availabilityOfAThousandSkusIsOneQueryOfLevels() {
        List<Sku> skus =
                IntStream.range(0, 1_000).mapToObj(i -> new Sku("SKU" + i)).toList();
        List<String> statements =
                statementsOf(() -> assertThat(LEDGER.availability(skus)).hasSize(1_000));
        assertThat(statements).as("levels with items, and locations").hasSize(2);
        assertThat(statements)
                .filteredOn(each -> each.contains("inventory_level"))
                .hasSize(1);
    }
}
