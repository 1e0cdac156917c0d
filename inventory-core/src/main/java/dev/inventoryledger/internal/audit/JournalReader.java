package dev.inventoryledger.internal.audit;

import dev.inventoryledger.Entry;
import dev.inventoryledger.UnreadableEntryException;
import dev.inventoryledger.internal.read.JournalTip;
import dev.inventoryledger.spi.EntryQuery;
import dev.inventoryledger.spi.StockStore;
import java.util.List;
import java.util.function.Consumer;

/** Reads a journal page by page, as far as it goes, and further whenever it is asked to. Used by one thread. */
final class JournalReader {
    private static final int PAGE = 1_000;

    private final StockStore store;
    private final Consumer<UnreadableEntryException> unreadable;
    private final Consumer<List<Entry>> pages;
    private long position;

    /** What cannot be read is left out, unless whoever is told of it throws. */
    JournalReader(StockStore store, Consumer<UnreadableEntryException> unreadable, Consumer<List<Entry>> pages) {
        this.store = store;
        this.unreadable = unreadable;
        this.pages = pages;
    }

    /** Reads on to what is committed now, however long a commit that is under way keeps readers back. */
    void catchUp() {
        JournalTip.await(store);
        readOn();
    }

    private void readOn() {
        boolean goesOn = true;
        while (goesOn) {
            try {
                goesOn = read(PAGE);
            } catch (UnreadableEntryException edited) {
                readUpTo(edited);
            }
        }
    }

    /** Whether there is more. */
    private boolean read(int most) {
        List<Entry> page = store.entries(new EntryQuery.After(position, most));
        if (!page.isEmpty()) {
            pages.accept(page);
            position = page.get(page.size() - 1).position();
        }
        return page.size() == most;
    }

    /** What stands before it is read one by one; itself is left out. */
    private void readUpTo(UnreadableEntryException edited) {
        try {
            while (position < edited.position()) {
                read(1);
            }
        } catch (UnreadableEntryException reached) {
            unreadable.accept(reached);
            position = reached.position();
        }
    }
}
