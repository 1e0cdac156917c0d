package dev.inventoryledger;

import dev.inventoryledger.internal.Checks;
import java.util.HexFormat;

/**
 * A small value that stands for a journal up to a position: kept where nobody who can write to the database can reach it, and
 * handed back to a later audit, it shows every entry up to there that was edited, removed or inserted since, the newest included.
 * Immutable.
 *
 * @param position the last position that it covers; 0 for an empty journal
 * @param entries how many entries stand up to there
 * @param digest what these entries and their positions come to
 */
public record Anchor(long position, long entries, EntryDigest digest) {
    /** Before the first entry. */
    public static final Anchor START = new Anchor(0, 0, new EntryDigest(0, 0));

    private static final int HALF = 16;

    /**
     * {@return the anchor that a text stands for}
     *
     * @param text what {@link #toString} gave
     * @throws IllegalArgumentException if it stands for none
     */
    public static Anchor parse(String text) {
        Checks.check(text.matches("[0-9]{1,18}-[0-9]{1,18}-[0-9a-f]{32}"), "anchor", "must be an anchor's text", text);
        String[] parts = text.split("-", -1);
        EntryDigest digest = new EntryDigest(
                HexFormat.fromHexDigitsToLong(parts[2].substring(0, HALF)),
                HexFormat.fromHexDigitsToLong(parts[2].substring(HALF)));
        return new Anchor(Long.parseLong(parts[0]), Long.parseLong(parts[1]), digest);
    }

    @Override
    public String toString() {
        return position + "-" + entries + "-" + digest;
    }
}
