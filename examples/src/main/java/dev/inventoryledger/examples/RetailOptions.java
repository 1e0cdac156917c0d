package dev.inventoryledger.examples;

import dev.inventoryledger.policy.AllocationPolicy;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** What the command line of {@link RetailReplay} says. */
record RetailOptions(
        List<Path> files,
        long opening,
        Optional<Path> out,
        List<String> asOf,
        int threads,
        String store,
        boolean subscribe,
        int locations,
        Optional<String> allocation) {
    private static final long MOST_LOCATIONS = 100;

    /** Where nobody says where an order goes, nearest is by priority; and where nothing expires, so is what expires first. */
    private static final NavigableSet<String> ALLOCATIONS =
            new TreeSet<>(AllocationPolicy.builtIn().keySet());

    static RetailOptions parse(String[] args) {
        List<Path> files = new ArrayList<>();
        List<String> asOf = new ArrayList<>();
        Optional<Path> out = Optional.empty();
        long opening = 500;
        long threads = 1;
        String store = ReplayStore.MEMORY;
        boolean subscribe = false;
        long locations = 1;
        Optional<String> allocation = Optional.empty();
        Deque<String> rest = new ArrayDeque<>(List.of(args));
        while (!rest.isEmpty()) {
            String word = rest.pop();
            switch (word) {
                case "--opening" -> opening = positive(word, value(word, rest));
                case "--threads" -> threads = positive(word, value(word, rest));
                case "--subscribe" -> subscribe = true;
                case "--locations" -> locations = positive(word, value(word, rest));
                case "--allocation" -> allocation = Optional.of(allocation(value(word, rest)));
                case "--store" -> store = store(value(word, rest));
                case "--out" -> out = Optional.of(Path.of(value(word, rest)));
                case "--as-of" -> asOf.add(instant(word, value(word, rest)));
                default -> files.add(file(word));
            }
        }
        check(
                !files.isEmpty(),
                "RetailReplay FILE... [--opening N] [--out FILE] [--as-of INSTANT]... [--threads N] [--store STORE]"
                        + " [--subscribe] [--locations K] [--allocation NAME]");
        check(locations <= MOST_LOCATIONS, "--locations is at most " + MOST_LOCATIONS + ": " + locations);
        check(asOf.isEmpty() || out.isPresent(), "--as-of writes beside --out, which is missing");
        return new RetailOptions(
                files,
                opening,
                out,
                asOf,
                Math.toIntExact(Math.min(threads, 1_000)),
                store,
                subscribe,
                Math.toIntExact(locations),
                allocation);
    }

    private static String allocation(String name) {
        check(ALLOCATIONS.contains(name), "--allocation is one of " + ALLOCATIONS + ": " + name);
        return name;
    }

    private static Path file(String word) {
        check(!word.startsWith("--"), "unknown option " + word);
        return Path.of(word);
    }

    private static String value(String option, Deque<String> rest) {
        check(!rest.isEmpty(), option + " needs a value");
        return rest.pop();
    }

    private static String store(String name) {
        check(ReplayStore.isKnown(name), "--store is memory, h2, postgres or a JDBC URL: " + name);
        return name;
    }

    private static long positive(String option, String value) {
        check(value.matches("[0-9]{1,18}") && Long.parseLong(value) > 0, option + " needs a positive number: " + value);
        return Long.parseLong(value);
    }

    private static String instant(String option, String value) {
        try {
            Instant.parse(value);
            return value;
        } catch (DateTimeException unreadable) {
            throw new MalformedInputException(
                    option + " needs an instant like 2010-12-24T12:00:00Z: " + value, unreadable);
        }
    }

    private static void check(boolean holds, String complaint) {
        if (!holds) {
            throw new MalformedInputException(complaint, null);
        }
    }
}
