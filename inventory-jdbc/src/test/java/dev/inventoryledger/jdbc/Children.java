package dev.inventoryledger.jdbc;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Java processes of the tests' own. */
final class Children {
    private Children() {}

    /** The command that runs a class of the tests in a process of its own. */
    static List<String> java(Class<?> main, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return command;
    }
}
