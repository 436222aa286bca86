package io.kikkake.server.runner;

import io.kikkake.engine.scenario.Scenario;
import io.kikkake.engine.scenario.Step;
import io.kikkake.server.scenario.Publisher;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What publishing a document with {@code running=move} would do to those under way. Changes nothing. */
@RestController
class MoveApi {

    /** @param to the step that stands for theirs; null: it is gone, and their runs end */
    record Moving(int version, String step, @Nullable String to, long runs) {}

    record Preview(List<Moving> runs) {}

    private final Publisher publisher;
    private final JdbcClient jdbc;

    MoveApi(Publisher publisher, JdbcClient jdbc) {
        this.publisher = publisher;
        this.jdbc = jdbc;
    }

    @PostMapping("/api/scenarios/move-preview")
    Preview preview(
            @RequestBody String document,
            @RequestHeader(HttpHeaders.CONTENT_TYPE) String type,
            @RequestParam(defaultValue = "") List<String> steps) {
        Map<String, String> mapping = Publisher.steps(steps);
        Scenario scenario = publisher.readToMove(document, type.contains("json"), mapping);
        List<String> known = scenario.steps().stream().map(Step::id).toList();
        return new Preview(jdbc.sql(
                        "select version, step, count(*) from run where scenario = ? group by 1, 2 order by 1, 2")
                .param(scenario.id())
                .query((row, number) -> {
                    String step = row.getString(2);
                    String to = mapping.getOrDefault(step, step);
                    return new Moving(row.getInt(1), step, known.contains(to) ? to : null, row.getLong(3));
                })
                .list());
    }
}
