package io.kikkake.engine.scenario;

import io.kikkake.engine.value.Value;
import java.util.Optional;

/** Reads texts for people: {@code {ja: …, en: …}}, or one text for both. */
final class NamesReader {

    private NamesReader() {}

    static Optional<Names> read(Place place) {
        if (!(place.value() instanceof Value.ObjectOf)) {
            return place.text().map(Names::both);
        }
        return place.fields().flatMap(fields -> {
            Optional<String> ja = fields.optional("ja").flatMap(Place::text);
            Optional<String> en = fields.optional("en").flatMap(Place::text);
            fields.end();
            if (ja.isEmpty() && en.isEmpty()) {
                return place.problem("A name is a text, or a text under \"ja\", \"en\" or both.");
            }
            return Optional.of(
                    new Names(ja.or(() -> en).orElseThrow(), en.or(() -> ja).orElseThrow()));
        });
    }
}
