package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Fact;
import dev.inventoryledger.RebuildReport.Difference;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.command.MendLevel;
import dev.inventoryledger.spi.LevelRow;
import java.util.List;

/** A level that is not what its postings come to is brought to that, by a posting that changes nothing and says so. */
final class MendLevelRule implements Rule<MendLevel> {
    @Override
    public void needs(MendLevel command, Needs needs) {
        needs.stock(List.of(command.difference().key()));
    }

    @Override
    public void apply(MendLevel command, Draft draft) {
        Difference found = command.difference();
        draft.catalog().requireKnown(List.of(found.key()));
        LevelRow row = draft.rows().level(found.key());
        Refusal.unless(
                row.version() == found.storedVersion() && row.balance().equals(found.stored()),
                RejectionReason.LEVEL_CHANGED,
                "difference",
                found);
        draft.levels().mend(row, found.version(), found.balance());
        draft.state(new Fact.LevelMended(found));
    }
}
