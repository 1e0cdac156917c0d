package dev.inventoryledger.benchmarks.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the summary says is met is met. */
class FigureTest {
    @ParameterizedTest
    @CsvSource({
        "atLeast, 40, 10, 4, yes",
        "atLeast, 39.9, 10, 4, no",
        "atLeast, 0, 10, 4, no",
        "atMost, 15, 10, 1.5, yes",
        "atMost, 15.1, 10, 1.5, no",
        "atMost, 0, 10, 1.5, yes",
    })
    void isMet(String direction, double ours, double baseline, double times, String met) {
        Figure figure = direction.equals("atLeast")
                ? Figure.atLeast("work", ours, baseline, "s", times)
                : Figure.atMost("work", ours, baseline, "s", times);
        assertThat(figure.csv()).endsWith("," + met);
        assertThat(figure.markdown()).endsWith("| " + met + " |");
        assertThat(figure.notMet().csv()).endsWith(",no");
    }

    @Test
    void isALineOfTheSummary() {
        assertThat(Figure.CSV_HEADER).isEqualTo("work,ours,baseline,ratio,target,met");
        assertThat(Figure.atLeast("one \"hot\" SKU, reserve", 19_668.4, 965.25, "reservations/s", 20)
                        .csv())
                .isEqualTo("\"one \"\"hot\"\" SKU, reserve\",19668,965.3,20.376,\">= 20.0 x\",yes");
    }
}
