package dev.inventoryledger.examples;

import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Level;
import dev.inventoryledger.MovementType;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.spi.StockStore;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A real shop's invoices go through the ledger, and every unit is accounted for.
 *
 * <p>{@code RetailReplay FILE… [--opening N] [--out FILE] [--as-of INSTANT]… [--threads N] [--store STORE] [--subscribe]
 * [--locations K] [--allocation NAME]}, where a
 * store is {@code memory}, {@code h2} (a file in the temporary folder), {@code postgres} (a server that comes and goes
 * with the program) or a JDBC URL. With {@code --subscribe}, a subscriber that is killed ten times rebuilds all levels from events.
 * With {@code --locations}, stock is spread over so many (see {@link Warehouses}); orders are allocated by the policy of that name.
 */
public final class RetailReplay {
    private RetailReplay() {}

    public static void main(String[] args) {
        int exitCode = run(args, System.out, System.err);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    static int run(String[] args, PrintStream out, PrintStream err) {
        try {
            replay(RetailOptions.parse(args), out);
            return 0;
        } catch (MalformedInputException malformed) {
            err.println(malformed.getMessage());
            return 2;
        }
    }

    private static void replay(RetailOptions options, PrintStream out) {
        options.out().ifPresent(RetailReplay::requireFolder);
        List<Invoice> invoices = new ArrayList<>();
        options.files().forEach(file -> invoices.addAll(InvoiceFile.read(file)));
        try (ReplayStore store = ReplayStore.named(options.store())) {
            requireEmpty(store.store(), options);
            Replay replay = new Replay(
                    store.store(), options.opening(), Warehouses.of(options.locations()), options.allocation());
            Optional<MortalSubscriber> subscriber = options.subscribe()
                    ? Optional.of(new MortalSubscriber(store.store(), invoices.size()))
                    : Optional.empty();
            subscriber.ifPresent(follower -> replay.beforeEach(follower::nextDocument));
            replay.run(invoices, options.threads());
            InventoryLedger ledger = replay.ledger();
            print(replay, ledger, out);
            if (options.locations() > 1 || options.allocation().isPresent()) {
                out.println("shipments=" + replay.shipments());
            }
            subscriber.ifPresent(follower -> print(follower, replay, ledger, out));
            options.out().ifPresent(file -> writeLevels(file, replay, ledger::level));
            for (String instant : options.asOf()) {
                Function<StockKey, Level> then = key -> ledger.levelAsOf(key, Instant.parse(instant));
                options.out()
                        .map(file -> file.resolveSibling(instant + ".csv"))
                        .ifPresent(file -> writeLevels(file, replay, then));
            }
        }
    }

    /** Before an hour's work is done for nothing. */
    private static void requireFolder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        boolean isThere = folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
        if (!isThere || Files.isDirectory(file)) {
            throw new MalformedInputException("--out " + file + ": no file can be written there", null);
        }
    }

    /** Opening stock would be counted twice. */
    private static void requireEmpty(StockStore store, RetailOptions options) {
        if (store.extent().newest() > 0) {
            throw new MalformedInputException(
                    "--store " + options.store() + ": must be empty, but has a journal", null);
        }
    }

    private static void print(Replay replay, InventoryLedger ledger, PrintStream out) {
        Map<MovementType, Long> moved = UnitsMoved.by(ledger);
        replay.documents().inOrder().forEach((result, count) -> out.println(result + "=" + count));
        out.println("units_received=" + moved.getOrDefault(MovementType.RECEIPT, 0L));
        out.println("units_fulfilled=" + -moved.getOrDefault(MovementType.FULFILMENT, 0L));
        out.println("units_returned=" + moved.getOrDefault(MovementType.RETURN, 0L));
        out.println("units_written_off=" + -moved.getOrDefault(MovementType.ADJUSTMENT, 0L));
        out.println("skus=" + replay.trackedSkus().size());
        long onHand = replay.trackedSkus().stream()
                .mapToLong(sku -> replay.warehouses().total(sku, ledger::level).onHand())
                .sum();
        out.println("on_hand_total=" + onHand);
        out.println(ledger.audit().summary());
    }

    private static void print(MortalSubscriber subscriber, Replay replay, InventoryLedger ledger, PrintStream out) {
        subscriber.catchUp();
        long differences = replay.trackedSkus().stream()
                .flatMap(sku -> replay.warehouses().names().stream().map(place -> StockKey.of(sku, place)))
                .filter(key -> !subscriber.balance(key).equals(ledger.level(key).balance()))
                .count();
        out.println("subscriber_killed=" + subscriber.deaths());
        out.println("subscriber_levels_different=" + differences);
        subscriber.close();
    }

    private static void writeLevels(Path file, Replay replay, Function<StockKey, Level> levelOf) {
        List<String> lines = new ArrayList<>(List.of("sku,on_hand,reserved,available"));
        Comparator<String> byBytes = (a, b) ->
                Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
        for (String sku : replay.trackedSkus().stream().sorted(byBytes).toList()) {
            Level level = replay.warehouses().total(sku, levelOf);
            lines.add(
                    InvoiceFile.quoted(sku) + "," + level.onHand() + "," + level.reserved() + "," + level.available());
        }
        try {
            Files.write(file, lines);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
