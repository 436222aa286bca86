package io.kikkake.server.feedback;

import io.kikkake.server.delivery.RefusedMails;
import io.kikkake.server.delivery.RefusedMails.Refused;
import io.kikkake.server.platform.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /api/refusals}: where mails are refused for what we are, by the domain they are from and the one they went to, whether
 * the server said so at once or sent them back later.
 */
@RestController
class RefusalApi {

    private static final int MOST = 200;

    /** How many groups are looked at to make that many lines of. */
    private static final int MOST_GROUPS = 5_000;

    /**
     * @param sender domain the mails are from; empty where nothing told it
     * @param house domain they went to; empty where nothing told it
     * @param kind {@code block}: the house refuses our server; {@code policy}: it refuses this sender or this content
     * @param cause in the words of {@link Cause}
     * @param messages how many
     * @param words of the last refusal
     */
    record Line(String sender, String house, String kind, String cause, long messages, Instant last, String words) {

        Line and(Line other) {
            Line newer = last.isBefore(other.last) ? other : this;
            return new Line(sender, house, kind, cause, messages + other.messages, newer.last, newer.words);
        }
    }

    /** @param messages in all lines, also those that are not shown */
    record View(Instant since, long messages, List<Line> refusals) {}

    private final RefusedMails refusals;
    private final FindingStore findings;
    private final Clock clock;

    RefusalApi(RefusedMails refusals, FindingStore findings, Clock clock) {
        this.refusals = refusals;
        this.findings = findings;
        this.clock = clock;
    }

    @GetMapping("/api/refusals")
    View view(@RequestParam(defaultValue = "7") int days) {
        if (days < 1 || days > RefusedMails.KEPT.toDays()) {
            throw new Problem(400, "Not that long", "days is from 1 to " + RefusedMails.KEPT.toDays() + ".");
        }
        Instant since = clock.instant().minus(Duration.ofDays(days));
        var lines = new LinkedHashMap<List<String>, Line>();
        var all = new ArrayList<>(findings.refused(since, MOST_GROUPS));
        refusals.since(since, MOST_GROUPS).stream().map(RefusalApi::line).forEach(all::add);
        for (Line line : all) {
            lines.merge(List.of(line.sender(), line.house(), line.cause()), line, Line::and);
        }
        return new View(
                since,
                all.stream().mapToLong(Line::messages).sum(),
                lines.values().stream()
                        .sorted(Comparator.comparingLong(Line::messages)
                                .thenComparing(Line::last)
                                .reversed())
                        .limit(MOST)
                        .toList());
    }

    private static Line line(Refused refused) {
        Cause cause = cause(refused);
        return new Line(
                refused.sender(),
                refused.house(),
                FindingStore.word(cause.verdict()),
                FindingStore.word(cause),
                refused.messages(),
                refused.last(),
                refused.words());
    }

    /** The words tell more than the delivery needs to know; where they tell nothing of us, what it took them for holds. */
    private static Cause cause(Refused refused) {
        Cause told = Diagnosis.of(null, null, refused.enhanced(), refused.words(), "", true)
                .cause();
        if (told != null && (told.verdict() == Verdict.BLOCK || told.verdict() == Verdict.POLICY)) {
            return told;
        }
        return switch (refused.fault()) {
            case "blocked" -> Cause.BLOCKED;
            case "content" -> Cause.CONTENT;
            default -> Cause.RULES;
        };
    }
}
