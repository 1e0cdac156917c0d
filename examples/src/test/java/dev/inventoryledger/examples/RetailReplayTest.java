package dev.inventoryledger.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The replay's rules, on small files: which document becomes which command, and what is counted. */
class RetailReplayTest {
    private static final String HEADER = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice\n";

    @TempDir
    private Path directory = Path.of("set by JUnit");

    private record Result(int exitCode, List<String> out, String err) {}

    private static Result replay(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = RetailReplay.run(args, printing(out), printing(err));
        return new Result(
                exitCode,
                out.toString(StandardCharsets.UTF_8).lines().toList(),
                err.toString(StandardCharsets.UTF_8).strip());
    }

    private static PrintStream printing(OutputStream out) {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    private String file(String name, String rows) throws Exception {
        Path file = directory.resolve(name);
        Files.writeString(file, HEADER + rows);
        return file.toString();
    }

    @Test
    void everyKindOfDocumentIsCountedAndEveryUnitAccountedFor() throws Exception {
        String rows = """
                1,10A,Tea,6,2010-12-01 08:00:00,1
                1, 10A ,Tea,2,2010-12-01 08:00:00,1
                1,POST,Postage,1,2010-12-01 08:00:00,1
                2,10a,"Cup, ""small""\",20,2010-12-01 09:00:00,1
                C3,10A,Tea,-3,2010-12-01 10:00:00,1
                4,10A,,-4,2010-12-01 11:00:00,0
                5,10A,lost,-9,2010-12-01 12:00:00,0
                1,10A,Tea,1,2010-12-01 13:00:00,1
                1,20,New,1,2010-12-01 13:00:00,1
                """;
        Path out = directory.resolve("levels.csv");
        Result result = replay(
                file("a.csv", rows),
                "--opening",
                "10",
                "--out",
                out.toString(),
                "--as-of",
                "2010-12-01T09:30:00Z",
                "--as-of",
                "2010-11-30T00:00:00Z");
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .startsWith(
                        "documents=6",
                        "orders_accepted=1",
                        "orders_rejected=1",
                        "returns=1",
                        "writeoffs_accepted=1",
                        "writeoffs_rejected=1",
                        "documents_conflicting=1",
                        "units_received=30",
                        "units_fulfilled=8",
                        "units_returned=3",
                        "units_written_off=4",
                        "skus=3",
                        "on_hand_total=21")
                .last()
                .asString()
                .startsWith("audit: 0 violations, ");
        assertThat(out).hasContent("sku,on_hand,reserved,available\n10A,1,0,1\n10a,10,0,10\n20,10,0,10\n");
        assertThat(directory.resolve("2010-12-01T09:30:00Z.csv"))
                .hasContent("sku,on_hand,reserved,available\n10A,2,0,2\n10a,10,0,10\n20,0,0,0\n");
        assertThat(directory.resolve("2010-11-30T00:00:00Z.csv"))
                .hasContent("sku,on_hand,reserved,available\n10A,0,0,0\n10a,0,0,0\n20,0,0,0\n");
    }

    @Test
    void aDocumentSentTwiceHasOneEffectAndANumberBelongsToOneKindOfDocument() throws Exception {
        String order = file("order.csv", "1,10,Tea,6,2010-12-01 08:00:00,1\n");
        assertThat(replay(order, order, "--opening", "10").out())
                .contains("documents=2", "orders_accepted=2", "units_fulfilled=6", "on_hand_total=4");
        String other = file("other.csv", "2,10,Tea,1,2010-12-01 08:30:00,1\n");
        assertThat(replay(order, other, order, "--opening", "10").out())
                .contains("documents=3", "orders_accepted=3", "documents_conflicting=0", "units_fulfilled=7");
        String writeOff = file("writeoff.csv", "1,10,Tea,-1,2010-12-01 09:00:00,1\n");
        assertThat(replay(order, other, writeOff, "--opening", "10").out())
                .contains("documents_conflicting=1", "units_written_off=0");
    }

    /** Where orders may be split, spreading the stock changes nothing that a shop could count. */
    @ParameterizedTest
    @ValueSource(strings = {"priority", "fewest-shipments", "evenly", "nearest"})
    void theStockOfSeveralLocationsSellsLikeThatOfOne(String allocation) throws Exception {
        StringBuilder rows = new StringBuilder();
        for (int number = 0; number < 200; number++) {
            int sku = number % 5;
            String line = number % 7 == 6
                    ? "C%d,%d,Tea,-2,2010-12-01 08:00:00,1%n"
                    : number % 11 == 10 ? "%d,%d,,-3,2010-12-01 08:00:00,0%n" : "%d,%d,Tea,4,2010-12-01 08:00:00,1%n";
            rows.append(line.formatted(number, sku));
            if (number % 3 == 0 && number % 7 != 6 && number % 11 != 10) {
                rows.append("%d,%d,Tea,3,2010-12-01 08:00:00,1%n".formatted(number, (sku + 1) % 5));
            }
        }
        String file = file("many.csv", rows.toString());
        Path one = directory.resolve("one.csv");
        Path several = directory.resolve("several.csv");
        Result single = replay(file, file, "--opening", "90", "--out", one.toString());
        Result spread = replay(
                file,
                file,
                "--opening",
                "90",
                "--out",
                several.toString(),
                "--locations",
                "4",
                "--allocation",
                allocation);
        assertThat(spread.err()).isEmpty();
        assertThat(figures(spread)).isEqualTo(figures(single));
        assertThat(several).hasSameTextualContentAs(one);
        assertThat(spread.out()).anyMatch(line -> line.startsWith("shipments="));
        assertThat(single.out()).noneMatch(line -> line.startsWith("shipments="));
    }

    private static List<String> figures(Result result) {
        return result.out().stream()
                .filter(line -> !line.startsWith("audit") && !line.startsWith("shipments"))
                .toList();
    }

    @Test
    void anAllocationThatNobodyKnowsIsNamed() throws Exception {
        String order = file("order.csv", "1,10,Tea,6,2010-12-01 08:00:00,1\n");
        Result result = replay(order, "--allocation", "whatever");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("--allocation", "fewest-shipments", "whatever");
    }

    @Test
    void aSubscriberThatIsKilledAgainAndAgainEndsAtTheSameLevels() throws Exception {
        StringBuilder rows = new StringBuilder();
        for (int number = 0; number < 300; number++) {
            rows.append("%d,%d,Tea,1,2010-12-01 08:00:00,1%n".formatted(number, number % 7));
        }
        Result result = replay(file("orders.csv", rows.toString()), "--opening", "30", "--subscribe");
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("subscriber_levels_different=0");
        assertThat(result.out().stream().filter(line -> line.matches("subscriber_killed=[1-9][0-9]*")))
                .hasSize(1);
    }

    @Test
    void severalThreadsComeToTheSameFigures() throws Exception {
        Random random = new Random(7);
        StringBuilder rows = new StringBuilder();
        for (int number = 0; number < 400; number++) {
            boolean isReturn = random.nextInt(6) == 0;
            for (int line = 0; line <= random.nextInt(5); line++) {
                int sign = isReturn || random.nextInt(40) == 0 ? -1 : 1;
                rows.append("%s%d,%d,Text,%d,2010-12-%02d 08:00:00,1%n"
                        .formatted(
                                isReturn ? "C" : "",
                                number,
                                random.nextInt(20),
                                sign * (1 + random.nextInt(30)),
                                1 + number / 20));
            }
        }
        String file = file("many.csv", rows.toString());
        Path one = directory.resolve("one");
        Path many = directory.resolve("many");
        Files.createDirectories(one);
        Files.createDirectories(many);
        Result alone = replay(file, "--opening", "60", "--out", one + "/a.csv", "--as-of", "2010-12-10T00:00:00Z");
        Result together = replay(
                file, "--opening", "60", "--out", many + "/a.csv", "--as-of", "2010-12-10T00:00:00Z", "--threads", "8");
        assertThat(together.out()).isEqualTo(alone.out());
        assertThat(alone.out()).noneMatch(line -> line.equals("orders_rejected=0"));
        assertThat(many.resolve("a.csv")).hasSameTextualContentAs(one.resolve("a.csv"));
        assertThat(many.resolve("2010-12-10T00:00:00Z.csv"))
                .hasSameTextualContentAs(one.resolve("2010-12-10T00:00:00Z.csv"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres", "jdbc:h2:mem:replay;DB_CLOSE_DELAY=-1"})
    void everyStoreComesToTheSameFigures(String store) throws Exception {
        String file = file("stores.csv", """
                1,10,Tea,6,2010-12-01 08:00:00,1
                1,POST,Postage,1,2010-12-01 08:00:00,1
                2,10,Tea,20,2010-12-01 09:00:00,1
                C3,10,Tea,-3,2010-12-01 10:00:00,1
                4,10,lost,-4,2010-12-01 11:00:00,0
                """);
        Result inMemory = replay(file, "--opening", "10");
        Result stored = replay(file, "--opening", "10", "--store", store);
        assertThat(stored.out()).isEqualTo(inMemory.out());
        assertThat(stored.exitCode()).isZero();
    }

    @Test
    void gzipIsReadToo() throws Exception {
        Path file = directory.resolve("a.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((HEADER + "1,10,Tea,6,2010-12-01 08:00:00,1\n").getBytes(StandardCharsets.UTF_8));
        }
        assertThat(replay(file.toString()).out()).contains("orders_accepted=1", "on_hand_total=494");
    }

    @TestFactory
    Stream<DynamicTest> malformedInputEndsWithOneLine() {
        return Stream.of(
                malformed("1,10,Tea,six,2010-12-01 08:00:00,1", "line 2: Quantity is no whole number: six"),
                malformed("1,10,Tea,0,2010-12-01 08:00:00,1", "line 2: Quantity is zero"),
                malformed("1,10,Tea,1,yesterday,1", "line 2: "),
                malformed("1,10,Tea,1", "line 2: missing column InvoiceDate"),
                malformed("1,  ,Tea,1,2010-12-01 08:00:00,1", "line 2: StockCode is blank"),
                malformed(
                        "1,10,Tea,1,2010-12-01 08:00:00,1\n,10,Tea,1,2010-12-01 08:00:00,1",
                        "line 3: InvoiceNo is blank"),
                malformed(
                        "1," + "9".repeat(101) + ",Tea,1,2010-12-01 08:00:00,1", "line 2: sku: must have at most 100"));
    }

    private DynamicTest malformed(String rows, String complaint) {
        return DynamicTest.dynamicTest(complaint, () -> {
            Result result = replay(file("bad.csv", rows + "\n"));
            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.out()).isEmpty();
            assertThat(result.err()).contains("bad.csv, " + complaint).doesNotContain("\n");
        });
    }

    @Test
    void badArgumentsEndWithOneLine() throws Exception {
        Path headless = directory.resolve("headless.csv");
        Files.writeString(headless, "A,B\n");
        assertThat(replay(headless.toString()).err()).contains("line 1: missing column InvoiceNo");
        assertThat(replay().err()).startsWith("RetailReplay FILE");
        assertThat(replay("none.csv").err()).contains("none.csv");
        assertThat(replay("a.csv", "--opening", "-1").err()).contains("--opening needs a positive number: -1");
        assertThat(replay("a.csv", "--opening").err()).contains("--opening needs a value");
        assertThat(replay("a.csv", "--as-of", "noon", "--out", "x").err()).contains("--as-of needs an instant");
        assertThat(replay("a.csv", "--as-of", "2010-12-10T00:00:00Z").err()).contains("--out");
        assertThat(replay("a.csv", "--what").err()).contains("unknown option --what");
        assertThat(replay("--what").exitCode()).isEqualTo(2);
        assertThat(replay("a.csv", "--out", directory.resolve("none/levels.csv").toString())
                        .err())
                .contains("no file can be written there");
        Path damaged = directory.resolve("damaged.csv.gz");
        Files.write(damaged, Arrays.copyOf(zipped(HEADER + "1,10A,Tea,1,2010-12-01 08:00:00,1\n".repeat(5_000)), 200));
        assertThat(replay(damaged.toString()).err())
                .contains("damaged.csv.gz, line ")
                .doesNotContain("\n");
    }

    private static byte[] zipped(String text) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void aStoreIsReplayedIntoOnce() throws Exception {
        String tea = file("tea.csv", "1,10A,Tea,1,2010-12-01 08:00:00,1\n");
        String url = "jdbc:h2:file:" + directory.resolve("shop");
        assertThat(replay(tea, "--store", url).exitCode()).isZero();
        assertThat(replay(tea, "--store", url).err()).contains(": must be empty, but has a journal");
    }

    @Test
    void rowsOfAWriteOffMayCancelEachOtherOut() throws Exception {
        Result result = replay(file("back.csv", """
                2,10A,lost,-5,2010-12-01 08:00:00,0
                1,10A,found,-5,2010-12-01 09:00:00,0
                1,10A,found,5,2010-12-01 09:00:00,0
                2,10A,lost,-5,2010-12-01 10:00:00,0
                2,10A,lost,5,2010-12-01 10:00:00,0
                """));
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("writeoffs_accepted=2", "documents_conflicting=1", "units_written_off=5");
    }

    /** More than a level can hold. */
    @Test
    void aReturnThatIsRejectedIsCounted() throws Exception {
        Result result = replay(file("much.csv", """
                1,10A,Tea,1,2010-12-01 08:00:00,1
                C2,10A,Tea,-9223372036854775807,2010-12-01 09:00:00,1
                """));
        assertThat(result.out()).contains("documents=2", "returns=0", "returns_rejected=1");
    }
}
