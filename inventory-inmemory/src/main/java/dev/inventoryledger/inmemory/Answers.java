package dev.inventoryledger.inmemory;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Questions with their answers. */
final class Answers {
    private Answers() {}

    static <Q, A> Map<Q, A> to(Collection<Q> questions, Function<Q, A> answer) {
        if (questions.isEmpty()) {
            return Map.of();
        }
        Map<Q, A> answers = new HashMap<>();
        questions.forEach(question -> answers.put(question, answer.apply(question)));
        return answers;
    }

    static <Q, A> Map<Q, A> toSome(Collection<Q> questions, Function<Q, Optional<A>> answer) {
        if (questions.isEmpty()) {
            return Map.of();
        }
        Map<Q, A> answers = new HashMap<>();
        questions.forEach(question -> answer.apply(question).ifPresent(found -> answers.put(question, found)));
        return answers;
    }
}
