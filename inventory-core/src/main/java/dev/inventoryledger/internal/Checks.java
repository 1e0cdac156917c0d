package dev.inventoryledger.internal;

import dev.inventoryledger.Line;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What a value must be to enter the ledger; each complaint names the field and the value. */
public final class Checks {
    /** The longest identifier, in UTF-16 units. */
    public static final int MAX_IDENTIFIER_LENGTH = 100;

    /** The longest free text, in UTF-16 units. */
    public static final int MAX_TEXT_LENGTH = 500;

    /** The most lines one command may have. */
    public static final int MAX_LINES = 10_000;

    /** Beyond these, databases disagree on what an instant is. */
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    /** The longest time that anything may be told to take; well below what nanoseconds can count. */
    private static final Duration LONGEST = Duration.ofDays(3_660);

    private static final int SHOWN = 40;

    private Checks() {}

    public static String identifier(String field, String value) {
        return wellFormed(field, value, MAX_IDENTIFIER_LENGTH);
    }

    public static String text(String field, String value) {
        return wellFormed(field, value, MAX_TEXT_LENGTH);
    }

    private static String wellFormed(String field, String value, int maxLength) {
        Objects.requireNonNull(value, field);
        check(!value.isBlank(), field, "must not be blank", value);
        if (value.length() > maxLength) {
            throw complaint(field, "must have at most " + maxLength + " characters", value);
        }
        for (int i = 0; i < value.length(); i += Character.charCount(value.codePointAt(i))) {
            if (!isAllowed(value.codePointAt(i))) {
                throw complaint(field, "must not contain the character U+%04X".formatted(value.codePointAt(i)), value);
            }
        }
        return value;
    }

    private static boolean isAllowed(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> true;
        };
    }

    public static long positive(String field, long value) {
        check(value > 0, field, "must be positive", value);
        return value;
    }

    public static long notNegative(String field, long value) {
        check(value >= 0, field, "must not be negative", value);
        return value;
    }

    public static Instant instant(String field, Instant value) {
        Objects.requireNonNull(value, field);
        check(!value.isBefore(EARLIEST) && !value.isAfter(LATEST), field, "must lie in the years 1 to 9999", value);
        return micros(value);
    }

    /** The ledger keeps time to the microsecond, as databases do. */
    public static Instant micros(Instant value) {
        return value.truncatedTo(ChronoUnit.MICROS);
    }

    /** The first instant, kept to the microsecond, that is not before a bound: what is recorded is compared with both alike. */
    public static Instant bound(Instant value) {
        Instant before = micros(value);
        return before.equals(value) || before.isAfter(LATEST) ? before : before.plus(1, ChronoUnit.MICROS);
    }

    /** The last instant before a bound, kept to the microsecond; before the first of all there is none. */
    public static Instant before(Instant bound) {
        Instant last = micros(bound).minus(1, ChronoUnit.MICROS);
        return last.isBefore(EARLIEST) ? EARLIEST : last;
    }

    /** What is given; whoever gives nothing all the same is told of what. */
    public static <T> Optional<T> given(String field, T value) {
        return Optional.of(Objects.requireNonNull(value, field));
    }

    public static Duration time(String field, Duration least, Duration value) {
        Objects.requireNonNull(value, field);
        check(value.compareTo(least) >= 0, field, "must be at least " + least.toMillis() + " ms", value);
        check(value.compareTo(LONGEST) <= 0, field, "must be at most " + LONGEST.toDays() + " days", value);
        return value;
    }

    public static <L> List<L> lines(String field, List<L> lines) {
        List<L> copy = List.copyOf(lines);
        check(!copy.isEmpty(), field, "must not be empty", copy);
        if (copy.size() > MAX_LINES) {
            throw complaint(field, "must have at most " + MAX_LINES + " lines", copy.size());
        }
        return copy;
    }

    public static <L> List<L> optionalLines(String field, List<L> lines) {
        return lines.isEmpty() ? List.of() : lines(field, lines);
    }

    /** Requires that quantities sum to no more than a number holds. */
    public static void requireSum(String field, List<Line> lines) {
        try {
            long sum = 0;
            for (Line line : lines) {
                sum = Math.addExact(sum, line.quantity());
            }
        } catch (ArithmeticException overflow) {
            throw new IllegalArgumentException(field + ": quantities must sum to at most " + Long.MAX_VALUE, overflow);
        }
    }

    public static <L> List<L> joined(L first, L[] others) {
        return Stream.concat(Stream.of(first), Stream.of(others)).toList();
    }

    public static void check(boolean holds, String field, String rule, Object value) {
        if (!holds) {
            throw complaint(field, rule, value);
        }
    }

    private static IllegalArgumentException complaint(String field, String rule, Object value) {
        return new IllegalArgumentException(field + ": " + rule + ", but was " + shown(value));
    }

    private static String shown(Object value) {
        if (!(value instanceof String text)) {
            return String.valueOf(value);
        }
        StringBuilder shown = new StringBuilder("\"");
        text.chars().limit(SHOWN).forEach(c -> shown.append(isAllowed(c) ? "" + (char) c : "\\u%04X".formatted(c)));
        return shown.append(text.length() > SHOWN ? "…\"" : "\"").toString();
    }
}
