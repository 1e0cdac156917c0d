package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Fact;
import dev.inventoryledger.RebuildReport.Difference;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.command.MendLevel;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.LoadRequest;
import java.util.List;

/** A level that is not what its postings come to is brought to that, by a posting that changes nothing and says so. */
final class MendLevelRule implements Rule<MendLevel> {
    @Override
    public void needs(MendLevel command, LoadRequest.Builder needs) {
        StockNeeds.of(List.of(command.difference().key()), needs);
    }

    @Override
    public void apply(MendLevel command, Draft draft) {
        Difference found = command.difference();
        StockNeeds.requireKnown(List.of(found.key()), draft);
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
