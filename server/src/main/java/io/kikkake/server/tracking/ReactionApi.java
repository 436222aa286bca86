package io.kikkake.server.tracking;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/messages/{id}/feedback}. */
@RestController
class ReactionApi {

    /** @param opened by people, as {@code clicked} */
    record Feedback(boolean opened, boolean clicked, List<Reactions.Entry> reactions) {}

    private final Reactions reactions;

    ReactionApi(Reactions reactions) {
        this.reactions = reactions;
    }

    @GetMapping("/api/messages/{id}/feedback")
    Feedback feedback(@PathVariable String id) {
        List<Reactions.Entry> entries = reactions.of(id);
        return new Feedback(byPeople(entries, "opened"), byPeople(entries, "clicked"), entries);
    }

    private static boolean byPeople(List<Reactions.Entry> entries, String what) {
        return entries.stream().anyMatch(entry -> entry.what().equals(what) && entry.machine() == null);
    }
}
