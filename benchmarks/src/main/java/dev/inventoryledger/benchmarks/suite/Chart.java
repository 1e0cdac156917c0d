package dev.inventoryledger.benchmarks.suite;

import java.util.List;
import java.util.Locale;

/** The ratios as bars, on a scale of powers of ten; another colour where the target is not met. */
final class Chart {
    private static final int WIDTH = 1060;
    private static final int LEFT = 630;
    private static final int ROW = 26;
    private static final double DECADES = 5;
    private static final double LOWEST = -3;

    private Chart() {}

    static String of(List<Figure> figures) {
        int height = ROW * (figures.size() + 2);
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">%n<text x=\"8\" y=\"18\">the ledger to its baseline; the line is 1</text>%n",
                WIDTH,
                height));
        for (int i = 0; i < figures.size(); i++) {
            svg.append(row(figures.get(i), ROW * (i + 1)));
        }
        double one = x(1);
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.0f\" x2=\"%.0f\" y1=\"%d\" y2=\"%d\" stroke=\"black\"/>%n</svg>%n",
                one,
                one,
                ROW,
                height - ROW / 2));
        return svg.toString();
    }

    private static double x(double ratio) {
        double decades = Math.max(0, Math.min(DECADES, Math.log10(ratio) - LOWEST));
        return LEFT + decades * (WIDTH - LEFT - 60) / DECADES;
    }

    private static String row(Figure figure, int top) {
        double end = x(figure.ratio());
        String colour = figure.met() ? "#2a7d4f" : "#b3552b";
        String work = figure.work().replace("&", "&amp;").replace("<", "&lt;");
        return String.format(
                Locale.ROOT,
                "<text x=\"8\" y=\"%d\">%s</text><rect x=\"%d\" y=\"%d\" width=\"%.0f\" height=\"14\" fill=\"%s\"/>"
                        + "<text x=\"%.0f\" y=\"%d\">%.2f</text>%n",
                top + 16,
                work,
                LEFT,
                top + 5,
                end - LEFT,
                colour,
                end + 4,
                top + 16,
                figure.ratio());
    }
}
