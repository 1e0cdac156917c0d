package dev.inventoryledger.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows compiles and runs, and leaves a clean ledger. */
class ReadmeTest {
    private static final Path README = Path.of("..", "README.md");
    private static final Path JOURNAL = Path.of("..", "inventory-core", "README.md");
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final String STOCKED =
            "ledger.registerItem(Item.of(\"CUP\", \"Cup\")); ledger.receive(\"CUP\", \"MAIN\", 10);\n";
    private static final String IMPORTS = """
            import dev.inventoryledger.*;
            import dev.inventoryledger.command.*;
            import dev.inventoryledger.inmemory.*;
            import dev.inventoryledger.jdbc.*;
            import dev.inventoryledger.policy.*;
            import dev.inventoryledger.relay.*;
            import dev.inventoryledger.subscription.*;
            import dev.inventoryledger.view.*;
            import com.zaxxer.hikari.*;
            import java.net.URI;
            import java.sql.Connection;
            import java.time.*;
            import java.util.*;
            """;

    @TempDir
    private Path directory = Path.of("set by JUnit");

    @TestFactory
    Stream<DynamicTest> everyCodeBlockRuns() throws Exception {
        List<String> blocks = blocks(README);
        assertThat(blocks).hasSizeGreaterThanOrEqualTo(4);
        return Stream.concat(blocks.stream(), blocks(JOURNAL).stream())
                .map(block -> DynamicTest.dynamicTest(block.lines().findFirst().orElse(""), () -> {
                    boolean standsAlone = block.contains("InventoryLedger ledger =");
                    String code = standsAlone ? block : blocks.get(0) + STOCKED + block;
                    assertThat(run(code, "ledger.audit().summary()")).startsWith("audit: 0 violations");
                }));
    }

    @Test
    void theTenLinesDoWhatTheySay() throws Exception {
        assertThat(run(blocks(README).get(0), "ledger.availability(\"TEA\").total().toString()"))
                .isEqualTo("Optional[97]");
    }

    @Test
    void aRetryIsTheSameAnswer() throws Exception {
        String code = blocks(README).get(0) + blocks(README).get(1);
        assertThat(run(code, "String.valueOf(first.isAccepted() && first.equals(retry))"))
                .isEqualTo("true");
    }

    @Test
    void itIsShortEnoughToRead() throws Exception {
        assertThat(Files.readAllLines(README)).hasSizeLessThanOrEqualTo(150);
    }

    private static List<String> blocks(Path file) throws Exception {
        List<String> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(Files.readString(file));
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }
        return blocks;
    }

    private String run(String code, String result) throws Exception {
        Path source = directory.resolve("Readme.java");
        Files.writeString(
                source,
                IMPORTS + "public class Readme { public static String run() throws Exception {\n" + code + "return "
                        + result + "; } }");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-cp", System.getProperty("java.class.path"), "-d", directory.toString());
            boolean compiled = compiler.getTask(
                            complaints, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            assertThat(compiled).as(complaints.toString()).isTrue();
        }
        URL[] classes = {directory.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(classes, getClass().getClassLoader())) {
            return (String) loader.loadClass("Readme").getMethod("run").invoke(null);
        }
    }
}
