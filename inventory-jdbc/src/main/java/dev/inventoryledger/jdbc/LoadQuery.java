package dev.inventoryledger.jdbc;

import dev.inventoryledger.StockKey;
import dev.inventoryledger.jdbc.Query.Column;
import dev.inventoryledger.spi.DueHolds;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.OpenReservations;
import dev.inventoryledger.spi.OutstandingReservations;
import dev.inventoryledger.spi.PastLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One statement that answers a whole load request, so that all rows are of one moment at any isolation level. Its text
 * depends on what kinds of rows are asked for, not on how many. Used once, by one thread.
 */
final class LoadQuery {
    private static final String OPEN_LINE =
            "n.tenant = ? and n.sku = k.sku and n.location = k.location and n.lot = k.lot and n.open > 0";

    /** Since when a reservation waits. */
    private static final String SINCE = "coalesce(r.retaken_at, r.created_at)";

    /** An order of a thousand lines may answer a thousand questions: its lines come with its first finding alone. */
    private static final String WHICH_FINDING = ", row_number() over (partition by y.id order by y.q) as finding";

    private final Names names;
    private final String tenant;
    private final Engine engine;
    /** What is asked for more than once. */
    private final Query named;

    private final Query sections;
    private final List<DueHolds> dueHolds;
    private final List<OpenReservations> open;
    private final List<OutstandingReservations> outstanding;
    private final List<PastLevel> past;

    LoadQuery(Names names, String tenant, Engine engine, LoadRequest request) {
        this.names = names;
        this.tenant = tenant;
        this.engine = engine;
        named = new Query(engine);
        sections = new Query(engine);
        dueHolds = List.copyOf(request.dueHolds());
        open = List.copyOf(request.open());
        outstanding = List.copyOf(request.outstanding());
        past = List.copyOf(request.past());
        commands(request);
        levels(request);
        scopes(request);
        reservations(request);
        documents(request);
        claims(request);
        dueFigures();
        earliestDueHolds();
        openReservations();
        outstandingReservations();
        JournalQuestions journal = new JournalQuestions(names, tenant, engine, this::section);
        for (int number = 0; number < past.size(); number++) {
            journal.past(past.get(number), number);
        }
        if (!request.openings().isEmpty()) {
            journal.openings(keys(List.copyOf(request.openings()), Function.identity()));
        }
        request.strays().forEach(journal::strays);
    }

    Query query() {
        return new Query(engine).and(named.then()).and(sections);
    }

    /** Adds a row if entries of the tenant wait for their place. */
    LoadQuery withPending() {
        section("(" + Columns.NONE.select(engine, Part.PENDING))
                .append(
                        " from " + names.entry() + " e where " + Names.entriesOf(tenant, "e")
                                + " and e.position < 0 limit 1)",
                        tenant);
        return this;
    }

    List<DueHolds> dueQuestions() {
        return dueHolds;
    }

    List<OpenReservations> openQuestions() {
        return open;
    }

    List<OutstandingReservations> outstandingQuestions() {
        return outstanding;
    }

    List<PastLevel> pastQuestions() {
        return past;
    }

    private Query section(String head) {
        return sections.append(sections.isEmpty() ? head : " union all " + head);
    }

    private void commands(LoadRequest request) {
        if (request.commands().isEmpty()) {
            return;
        }
        named.with("e")
                .append("select e.* from ")
                .rows("k", Column.texts("id", List.copyOf(request.commands())))
                .append(engine.lookUp(names.entry(), "e", "e.tenant = ? and e.command_id = k.id"), tenant);
        section(Columns.ENTRY.select(engine, Part.ENTRY)).append(" from e");
        section(Columns.POSTING.select(engine, Part.ENTRY_POSTING))
                .append(" from e")
                .append(engine.lookUp(
                        names.posting(),
                        "p",
                        "p.position = e.position and p.tenant = e.tenant and p.recorded_at = e.recorded_at"))
                .append(" where e.position < 0 or e.position > " + names.prunedUpTo(), tenant);
    }

    private void levels(LoadRequest request) {
        if (request.levels().isEmpty()) {
            return;
        }
        section(Columns.LEVEL.select(engine, Part.LEVEL))
                .append(" from ")
                .rows("k", keys(List.copyOf(request.levels()), Function.identity()))
                .append(
                        engine.lookUp(
                                names.level(),
                                "l",
                                "l.tenant = ? and l.sku = k.sku and l.location = k.location and l.lot = k.lot"),
                        tenant);
    }

    private void scopes(LoadRequest request) {
        List<String> skus = new ArrayList<>();
        List<String> at = new ArrayList<>();
        List<String> locations = new ArrayList<>();
        request.scopes().forEach(scope -> {
            scope.location()
                    .ifPresentOrElse(
                            place -> {
                                at.add(scope.sku().value());
                                locations.add(place.value());
                            },
                            () -> skus.add(scope.sku().value()));
        });
        if (!skus.isEmpty()) {
            section(Columns.LEVEL.select(engine, Part.LEVEL))
                    .append(" from ")
                    .rows("k", Column.texts("sku", skus))
                    .append(engine.lookUp(names.level(), "l", "l.tenant = ? and l.sku = k.sku"), tenant);
        }
        if (!at.isEmpty()) {
            section(Columns.LEVEL.select(engine, Part.LEVEL))
                    .append(" from ")
                    .rows("k", Column.texts("sku", at), Column.texts("location", locations))
                    .append(
                            engine.lookUp(
                                    names.level(), "l", "l.tenant = ? and l.sku = k.sku and l.location = k.location"),
                            tenant);
        }
    }

    private void reservations(LoadRequest request) {
        if (request.reservations().isEmpty()) {
            return;
        }
        section(Columns.RESERVATION.select(engine, Part.RESERVATION))
                .append(" from ")
                .rows("k", Column.texts("id", List.copyOf(request.reservations())))
                .append(engine.lookUp(names.reservation(), "r", "r.tenant = ? and r.id = k.id"), tenant)
                .append(names.joinLines(engine));
    }

    private void documents(LoadRequest request) {
        if (request.documents().isEmpty()) {
            return;
        }
        section(Columns.DOCUMENT.select(engine, Part.DOCUMENT))
                .append(" from ")
                .rows(
                        "k",
                        texts(
                                "kind",
                                request.documents().stream().map(id -> id.kind().name())),
                        texts("name", request.documents().stream().map(id -> id.name())))
                .append(
                        engine.lookUp(names.document(), "d", "d.tenant = ? and d.kind = k.kind and d.name = k.name"),
                        tenant);
    }

    private void claims(LoadRequest request) {
        if (request.claims().isEmpty()) {
            return;
        }
        section(Columns.CLAIM.select(engine, Part.CLAIM))
                .append(" from ")
                .rows(
                        "k",
                        texts(
                                "kind",
                                request.claims().stream().map(id -> id.kind().name())),
                        texts("name", request.claims().stream().map(id -> id.name())))
                .append(
                        engine.lookUp(names.claim(), "c", "c.tenant = ? and c.kind = k.kind and c.name = k.name"),
                        tenant);
    }

    private void dueFigures() {
        if (dueHolds.isEmpty()) {
            return;
        }
        String held = " from " + names.line() + " n where " + OPEN_LINE + " and n.phase = 'HELD' and n.expires_at ";
        Columns figures = Columns.NONE
                .withNumbers("(select coalesce(sum(n.open), 0)" + held + "<= k.now)")
                .withInstants("(select min(n.expires_at)" + held + "> k.now)");
        String head = figures.select(engine, Part.DUE_FIGURES, "k.q", "0");
        section(head).append("", tenant, tenant).append(" from ").rows("k", dueColumns());
    }

    private Column[] dueColumns() {
        return Stream.concat(
                        Stream.of(keys(dueHolds, DueHolds::key)),
                        Stream.of(
                                Column.count(dueHolds.size()),
                                Column.instants(
                                        "now",
                                        dueHolds.stream().map(DueHolds::now).toList()),
                                Column.numbers(
                                        "most",
                                        dueHolds.stream()
                                                .map(question -> (long) question.limit())
                                                .toList())))
                .toArray(Column[]::new);
    }

    private void earliestDueHolds() {
        if (dueHolds.stream().allMatch(question -> question.limit() == 0)) {
            return;
        }
        section(Columns.RESERVATION.select(engine, Part.DUE_HOLD, "x.q", "x.place"))
                .append(" from (select y.q, y.place, y.id" + WHICH_FINDING)
                .append(" from (select k.q, k.most, n.reservation_id as id, row_number() over")
                .append(" (partition by k.q order by min(n.expires_at), n.reservation_id) as place from ")
                .rows("k", dueColumns())
                .append(" join " + names.line() + " n on " + OPEN_LINE, tenant)
                .append(" and n.phase = 'HELD' and n.expires_at <= k.now group by k.q, k.most, n.reservation_id) y")
                .append(" where y.place <= y.most) x")
                .append(engine.lookUpIfAny(names.reservation(), "r", "r.tenant = ? and r.id = x.id"), tenant)
                .append(names.joinLinesOnce(engine, "x"));
    }

    private void openReservations() {
        if (open.isEmpty()) {
            return;
        }
        Column[] columns = Stream.concat(
                        Stream.of(keys(open, OpenReservations::key)),
                        Stream.of(
                                Column.count(open.size()),
                                texts(
                                        "phase",
                                        open.stream()
                                                .map(question ->
                                                        question.phase().name())),
                                Column.numbers(
                                        "most",
                                        open.stream()
                                                .map(question -> (long) question.limit())
                                                .toList())))
                .toArray(Column[]::new);
        ranked(Part.OPEN, SINCE + " desc, r.id desc");
        sections.rows("k", columns)
                .append(" join " + names.line() + " n on " + OPEN_LINE + " and n.phase = k.phase", tenant);
        endRanked();
    }

    private void outstandingReservations() {
        if (outstanding.isEmpty()) {
            return;
        }
        ranked(Part.OUTSTANDING, SINCE + ", r.id");
        sections.rows(
                        "k",
                        texts(
                                "sku",
                                outstanding.stream()
                                        .map(question -> question.sku().value())),
                        Column.count(outstanding.size()),
                        Column.numbers(
                                "most",
                                outstanding.stream()
                                        .map(question -> (long) question.limit())
                                        .toList()))
                .append(" join " + names.line() + " n on n.tenant = ? and n.sku = k.sku", tenant)
                .append(" and n.phase in ('HELD', 'CONFIRMED') and n.outstanding > 0");
        endRanked();
    }

    /**
     * Begins a question for reservations in an order, so many at most; what follows says through which lines. A left join
     * keeps the order of joining, whatever the statistics of a young table say.
     */
    private void ranked(Part part, String order) {
        section(Columns.RESERVATION.select(engine, part, "r.q", "r.place"))
                .append(" from (select y.*" + WHICH_FINDING)
                .append(" from (select z.q, z.most, row_number() over (partition by z.q order by " + order + ")")
                .append(" as place, r.* from (select distinct k.q, k.most, n.reservation_id from ");
    }

    private void endRanked() {
        sections.append(
                        ") z left join " + names.reservation() + " r on r.tenant = ? and r.id = z.reservation_id) y",
                        tenant)
                .append(" where y.place <= y.most) r")
                .append(names.joinLinesOnce(engine, "r"));
    }

    private static <Q> Column[] keys(List<Q> questions, Function<Q, StockKey> key) {
        List<StockKey> keys = questions.stream().map(key).toList();
        return new Column[] {
            texts("sku", keys.stream().map(each -> each.sku().value())),
            texts("location", keys.stream().map(each -> each.location().value())),
            texts("lot", keys.stream().map(each -> each.lot().value()))
        };
    }

    private static Column texts(String name, Stream<String> values) {
        return Column.texts(name, values.toList());
    }
}
