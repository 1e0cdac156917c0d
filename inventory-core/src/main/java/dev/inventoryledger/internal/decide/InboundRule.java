package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Balance;
import dev.inventoryledger.Item;
import dev.inventoryledger.MovementType;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.command.StockCommand;
import dev.inventoryledger.command.StockLine;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Goods come in: on-hand rises. */
record InboundRule<C extends StockCommand>(
        Function<C, List<StockLine>> lines, Function<C, Optional<Instant>> effectiveAt, MovementType type)
        implements Rule<C> {
    @Override
    public void needs(C command, Needs needs) {
        needs.stock(keys(command));
        lines.apply(command).stream()
                .filter(line -> line.expiresAt().isPresent())
                .forEach(line -> needs.lot(line.key()));
    }

    @Override
    public void apply(C command, Draft draft) {
        draft.catalog().requireKnown(keys(command));
        Instant effective = effectiveAt.apply(command).orElse(draft.now());
        Refusal.unless(!effective.isAfter(draft.now()), RejectionReason.EFFECTIVE_IN_FUTURE, "effectiveAt", effective);
        for (StockLine line : lines.apply(command)) {
            bringIn(line, type, effective, draft);
        }
        serveThoseWhoWait(command, draft);
    }

    /** Of untracked items nothing is kept, but what is said of their lots. */
    static void bringIn(StockLine line, MovementType type, Instant effectiveAt, Draft draft) {
        StockKey key = line.key();
        line.expiresAt().ifPresent(date -> LotRules.learn(key, date, draft));
        if (draft.catalog().item(key.sku()).isTracked()) {
            draft.levels().post(key, type, new Balance(line.quantity(), 0, 0), effectiveAt);
        }
    }

    /** Whoever finds too little of such an item meanwhile looks again, and is served after those who wait. */
    private void serveThoseWhoWait(C command, Draft draft) {
        Map<Sku, Set<StockKey>> came = new TreeMap<>();
        for (StockKey key : keys(command)) {
            Item item = draft.catalog().item(key.sku());
            if (item.isTracked() && item.backorder().isPresent()) {
                came.computeIfAbsent(item.sku(), unseen -> new TreeSet<>()).add(key);
            }
        }
        Backlog.require(came.keySet(), draft);
        came.forEach((sku, keys) -> {
            draft.supply().touch(sku);
            new Backlog(draft, sku).serve(keys, Optional.empty());
        });
    }

    private List<StockKey> keys(C command) {
        return lines.apply(command).stream().map(StockLine::key).toList();
    }
}
