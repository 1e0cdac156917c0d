package dev.inventoryledger.benchmarks.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where it ran: figures mean nothing without it. */
final class Machine {
    private Machine() {}

    static String describe(String server) {
        return Runtime.getRuntime().availableProcessors() + " processors (" + processor() + "), "
                + System.getProperty("os.name") + ", Java " + Runtime.version() + ", " + server
                + ", client and server on the same machine; "
                + Threading.describe() + "; one fork, " + Measured.WARMUPS
                + " warm-ups (" + Measured.WARMUPS_ALONE + " of one thread alone) and " + Measured.ITERATIONS
                + " iterations of " + Measured.LENGTH + " each.";
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException unknown) {
            return "unknown";
        }
    }
}
