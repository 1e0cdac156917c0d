package dev.inventoryledger;

/**
 * What one line could not get. Immutable.
 *
 * @param line what was asked for
 * @param missing how many of its units are not there
 */
public record Shortfall(Line line, long missing) {
    @Override
    public String toString() {
        return line + " lacks " + missing;
    }
}
