package dev.inventoryledger.internal.decide;

import dev.inventoryledger.CommandType;
import dev.inventoryledger.MovementType;
import dev.inventoryledger.command.CancelSupply;
import dev.inventoryledger.command.ChangeItem;
import dev.inventoryledger.command.ChangeLocation;
import dev.inventoryledger.command.Command;
import dev.inventoryledger.command.DeactivateItem;
import dev.inventoryledger.command.DeactivateLocation;
import dev.inventoryledger.command.DescribeLot;
import dev.inventoryledger.command.ExpectSupply;
import dev.inventoryledger.command.Receive;
import dev.inventoryledger.command.ReceiveSupply;
import dev.inventoryledger.command.RegisterItem;
import dev.inventoryledger.command.RegisterLocation;
import dev.inventoryledger.command.TakeBack;
import java.util.EnumMap;
import java.util.Map;

/** Which rule decides which kind of command. */
final class Rules {
    private static final Map<CommandType, Rule<?>> ALL = new EnumMap<>(CommandType.class);

    static {
        ALL.put(CommandType.REGISTER_ITEM, (Rule<RegisterItem>) ItemRules::register);
        ALL.put(CommandType.CHANGE_ITEM, (Rule<ChangeItem>) ItemRules::change);
        ALL.put(CommandType.DEACTIVATE_ITEM, (Rule<DeactivateItem>) ItemRules::deactivate);
        ALL.put(CommandType.REGISTER_LOCATION, (Rule<RegisterLocation>) LocationRules::register);
        ALL.put(CommandType.CHANGE_LOCATION, (Rule<ChangeLocation>) LocationRules::change);
        ALL.put(CommandType.DEACTIVATE_LOCATION, (Rule<DeactivateLocation>) LocationRules::deactivate);
        ALL.put(CommandType.DESCRIBE_LOT, (Rule<DescribeLot>) LotRules::describe);
        ALL.put(CommandType.RECEIVE, new InboundRule<>(Receive::lines, Receive::effectiveAt, MovementType.RECEIPT));
        ALL.put(CommandType.TAKE_BACK, new InboundRule<>(TakeBack::lines, TakeBack::effectiveAt, MovementType.RETURN));
        ALL.put(CommandType.ADJUST, new AdjustRule());
        ALL.put(CommandType.TRANSFER, new TransferRule());
        ALL.put(CommandType.EXPECT_SUPPLY, (Rule<ExpectSupply>) SupplyRules::expect);
        ALL.put(CommandType.CANCEL_SUPPLY, (Rule<CancelSupply>) SupplyRules::cancel);
        ALL.put(CommandType.RECEIVE_SUPPLY, (Rule<ReceiveSupply>) SupplyRules::receive);
        ALL.put(CommandType.SHIP, new ShipRule());
        ALL.put(CommandType.RECEIVE_SHIPMENT, new ReceiveShipmentRule());
        ALL.put(CommandType.REVIEW_STOCK, new ReviewStockRule());
        ALL.put(CommandType.COUNT, new CountRule());
        ALL.put(CommandType.RESERVE, new ReserveRule());
        ALL.put(CommandType.TOP_UP, new TopUpRule());
        ALL.put(CommandType.CONFIRM, new ConfirmRule());
        ALL.put(CommandType.FULFIL, new FulfilRule());
        ALL.put(CommandType.RELEASE, new ReleaseRule());
        ALL.put(CommandType.EXTEND, new ExtendRule());
        ALL.put(CommandType.EXPIRE_HOLDS, new ExpireHoldsRule());
        ALL.put(CommandType.MEND_LEVEL, new MendLevelRule());
    }

    private Rules() {}

    /** The rule of a command; each stands under the type of the commands that it takes. */
    @SuppressWarnings("unchecked")
    static <C extends Command<?>> Rule<C> of(C command) {
        Rule<?> rule = ALL.get(command.type());
        if (rule == null) {
            throw new IllegalStateException("no rule for " + command.type());
        }
        return (Rule<C>) rule;
    }
}
