package io.kikkake.server.deed;

import io.kikkake.server.platform.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What scenarios put on the owners' lists. */
@RestController
@RequestMapping("/api/tasks")
class TaskApi {

    private static final int MOST = 500;

    /** @param owner a representative's e-mail address; absent where the customer has none */
    record Task(
            String id,
            String customerId,
            @Nullable String owner,
            String title,
            @Nullable String note,
            @Nullable Instant due,
            String scenario,
            String step,
            Instant createdAt,
            @Nullable Instant doneAt) {}

    record All(List<Task> tasks) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    TaskApi(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Oldest first. */
    @GetMapping
    All all(
            @RequestParam(required = false) @Nullable String owner,
            @RequestParam(defaultValue = "false") boolean done,
            @RequestParam(defaultValue = "100") int limit) {
        return new All(jdbc.sql("select * from task where (done_at is not null) = :done"
                        + " and (:owner::text is null or lower(owner) = lower(:owner::text))"
                        + " order by created_at, id limit :limit")
                .param("done", done)
                .param("owner", owner)
                .param("limit", Math.clamp(limit, 1, MOST))
                .query(TaskApi::read)
                .list());
    }

    /** Done twice is done once. */
    @PostMapping("/{id}/done")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void done(@PathVariable String id) {
        int known = jdbc.sql("update task set done_at = coalesce(done_at, ?::timestamptz) where id = ?")
                .params(clock.instant().toString(), id)
                .update();
        if (known == 0) {
            throw Problem.notFound("The task " + id);
        }
    }

    private static Task read(ResultSet row, int number) throws SQLException {
        return new Task(
                row.getString("id"),
                row.getString("customer_id"),
                row.getString("owner"),
                row.getString("title"),
                row.getString("note"),
                instant(row.getTimestamp("due")),
                row.getString("scenario"),
                row.getString("step"),
                row.getTimestamp("created_at").toInstant(),
                instant(row.getTimestamp("done_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
