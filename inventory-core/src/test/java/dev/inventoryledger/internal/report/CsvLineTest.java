package dev.inventoryledger.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A text of somebody else's stays one cell, and no spreadsheet takes it for a formula. */
class CsvLineTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tea        | tea",
                "1-2        | 1-2",
                "=1+1       | '=1+1",
                "+1         | '+1",
                "-1         | '-1",
                "@SUM(A1)   | '@SUM(A1)",
                "`\t=1`     | `\"'\t=1\"`",
                "`\r=1`     | `\"'\r=1\"`",
                "`\n=1`     | `\"'\n=1\"`",
                "\uff1d1+1  | '\uff1d1+1",
                "\uff0b1    | '\uff0b1",
                "\uff0d1    | '\uff0d1",
                "\uff20A    | '\uff20A",
                "a,b        | \"a,b\"",
                "a;b        | \"a;b\"",
                "`a\tb`     | `\"a\tb\"`",
                "say \"hi\" | \"say \"\"hi\"\"\"",
                "``         | ``",
            })
    void isOneSafeCell(String text, String written) {
        assertThat(new CsvLine().text(text)).hasToString(written + "\r\n");
    }
}
