package dev.inventoryledger.jdbc;

import dev.inventoryledger.CommandId;
import dev.inventoryledger.Entry;
import dev.inventoryledger.Movement;
import dev.inventoryledger.Posting;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.spi.ClaimId;
import dev.inventoryledger.spi.ClaimRow;
import dev.inventoryledger.spi.Document;
import dev.inventoryledger.spi.DueHolds;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.PastLevel;
import dev.inventoryledger.spi.Snapshot;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts a snapshot together from the rows of a load. Used once, by one thread. */
final class SnapshotRows {
    /** One of several questions of a kind. */
    private record Question(Part part, int number) {}

    private record Due(long quantity, Optional<java.time.Instant> nextExpiry) {}

    private final Map<StockKey, LevelRow> levels = new LinkedHashMap<>();
    private final ReservationRows reservations = new ReservationRows();
    private final Map<ReservationId, Reservation> requested = new HashMap<>();
    private final List<Document> documents = new ArrayList<>();
    private final Map<ClaimId, ClaimRow> claims = new HashMap<>();
    private final EntryRows entries = new EntryRows();
    private final Map<Integer, Due> due = new HashMap<>();
    private final Map<Question, SortedMap<Long, ReservationId>> found = new HashMap<>();
    private final Map<Integer, Posting> first = new HashMap<>();
    private final Map<Question, NavigableMap<Long, Movement>> movements = new HashMap<>();
    private final Set<ReservationId> asked = new LinkedHashSet<>();
    private final Map<StockKey, Movement> openings = new HashMap<>();
    private final List<String> strays = new ArrayList<>();
    private boolean pending;

    boolean sawPending() {
        return pending;
    }

    void add(Row row) throws SQLException {
        Part part = row.part();
        switch (part) {
            case LEVEL -> addLevel(Values.level(row));
            case RESERVATION -> reservations.add(row).ifPresent(asked::add);
            case DUE_FIGURES -> due.put(row.question(), new Due(row.number(0), row.maybeInstant(0)));
            case DUE_HOLD, OPEN, OUTSTANDING -> find(new Question(part, row.question()), row);
            case DOCUMENT -> documents.add(Values.document(row));
            case CLAIM -> addClaim(Values.claim(row));
            case ENTRY -> entries.addHead(row);
            case ENTRY_POSTING -> entries.addPosting(row);
            case FIRST_POSTING -> first.put(row.question(), Values.posting(row));
            case RECENT_POSTING, LATER_POSTING ->
                movements
                        .computeIfAbsent(new Question(part, row.question()), unseen -> new TreeMap<>())
                        .put(row.place(), Values.movement(row));
            case OPENING -> addOpening(Values.movement(row));
            case STRAY -> strays.add(Values.stray(row));
            case PENDING -> pending = true;
        }
    }

    private void addLevel(LevelRow level) {
        levels.put(level.key(), level);
    }

    private void addOpening(Movement opening) {
        openings.put(opening.posting().key(), opening);
    }

    private void addClaim(ClaimRow claim) {
        claims.put(claim.id(), claim);
    }

    private void find(Question question, Row row) throws SQLException {
        Optional<ReservationId> id = reservations.add(row);
        if (id.isPresent()) {
            found.computeIfAbsent(question, unseen -> new TreeMap<>()).put(row.place(), id.get());
        }
    }

    Snapshot snapshot(LoadRequest request, LoadQuery query) {
        asked.forEach(id -> requested.put(id, reservations.get(id)));
        Map<CommandId, Entry> remembered = new HashMap<>();
        entries.all().forEach(entry -> remembered.put(entry.commandId(), entry));
        return new Snapshot(
                request,
                List.copyOf(levels.values()),
                requested,
                documents,
                claims,
                remembered,
                answers(query.dueQuestions(), this::dueAnswer),
                answers(query.openQuestions(), number -> reservations(new Question(Part.OPEN, number))),
                answers(query.outstandingQuestions(), number -> reservations(new Question(Part.OUTSTANDING, number))),
                answers(query.pastQuestions(), this::pastAnswer),
                openings,
                answers(List.copyOf(request.strays()), number -> strays));
    }

    private static <Q, A> Map<Q, A> answers(List<Q> questions, java.util.function.IntFunction<A> answer) {
        Map<Q, A> answers = new HashMap<>();
        for (int i = 0; i < questions.size(); i++) {
            answers.put(questions.get(i), answer.apply(i));
        }
        return answers;
    }

    private DueHolds.Answer dueAnswer(int number) {
        Due figures = due.getOrDefault(number, new Due(0, Optional.empty()));
        return new DueHolds.Answer(
                figures.quantity(), figures.nextExpiry(), reservations(new Question(Part.DUE_HOLD, number)));
    }

    private List<Reservation> reservations(Question question) {
        return found.getOrDefault(question, new TreeMap<>()).values().stream()
                .map(reservations::get)
                .toList();
    }

    private PastLevel.Answer pastAnswer(int number) {
        return new PastLevel.Answer(
                Optional.ofNullable(first.get(number)),
                List.copyOf(
                        movements(Part.RECENT_POSTING, number).descendingMap().values()),
                List.copyOf(movements(Part.LATER_POSTING, number).values()));
    }

    private NavigableMap<Long, Movement> movements(Part part, int number) {
        return movements.getOrDefault(new Question(part, number), new TreeMap<>());
    }
}
