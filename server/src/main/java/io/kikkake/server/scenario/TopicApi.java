package io.kikkake.server.scenario;

import io.kikkake.engine.scenario.Names;
import io.kikkake.engine.scenario.Topic;
import io.kikkake.server.platform.Problem;
import io.kikkake.server.platform.Problem.Fault;
import io.kikkake.server.scenario.Topics.Named;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What customers consent to: listed, made and changed. None is taken away, for consents were given to it. */
@RestController
class TopicApi {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
    private static final int LONGEST_NAME = 100;

    record All(List<Told> topics) {}

    record Told(String id, Names name, String kind, String consent, boolean doubleOptIn, boolean offered) {}

    record NewName(@Nullable String ja, @Nullable String en) {}

    /**
     * @param kind marketing or transactional
     * @param consent opt-in, until-refused or none
     * @param offered true where absent
     */
    record Wanted(
            @Nullable NewName name,
            @Nullable String kind,
            @Nullable String consent,
            @Nullable Boolean doubleOptIn,
            @Nullable Boolean offered) {}

    private final Topics topics;
    private final Scenarios scenarios;
    private final ApplicationEventPublisher events;

    TopicApi(Topics topics, Scenarios scenarios, ApplicationEventPublisher events) {
        this.topics = topics;
        this.scenarios = scenarios;
        this.events = events;
    }

    @GetMapping("/api/topics")
    All all() {
        return new All(topics.all().stream().map(TopicApi::told).toList());
    }

    @PutMapping("/api/topics/{id}")
    synchronized Told put(@PathVariable String id, @RequestBody Wanted wanted) {
        var faults = new ArrayList<Fault>();
        if (!ID.matcher(id).matches()) {
            faults.add(new Fault("/id", "An id has letters, digits, \"-\" and \"_\", at most 64.", "weekly-letter"));
        }
        String ja = name(wanted.name() == null ? null : wanted.name().ja(), "/name/ja", faults);
        String en = name(wanted.name() == null ? null : wanted.name().en(), "/name/en", faults);
        Optional<Topic.Kind> kind = oneOf(Topic.Kind.values(), wanted.kind(), "/kind", faults);
        Optional<Topic.Consent> consent = oneOf(Topic.Consent.values(), wanted.consent(), "/consent", faults);
        boolean confirmed = Boolean.TRUE.equals(wanted.doubleOptIn());
        kind.ifPresent(one -> consent.ifPresent(two -> check(id, one, two, confirmed, faults)));
        if (!faults.isEmpty()) {
            String count = faults.size() == 1 ? "a fault" : faults.size() + " faults";
            throw new Problem(422, "Topic not saved", "The topic has " + count + "; nothing was changed.", faults);
        }
        boolean offered = !Boolean.FALSE.equals(wanted.offered());
        var named = new Named(new Topic(id, kind.get(), consent.get(), confirmed), new Names(ja, en), offered);
        if (!topics.named(id).equals(Optional.of(named))) {
            topics.save(named);
            scenarios.reload();
            events.publishEvent(new ScenariosChanged());
        }
        return told(named);
    }

    /** What would let advertising mail go without anybody's consent. */
    private void check(String id, Topic.Kind kind, Topic.Consent consent, boolean confirmed, List<Fault> faults) {
        boolean marketing = kind == Topic.Kind.MARKETING;
        if (marketing && consent == Topic.Consent.NONE) {
            faults.add(new Fault(
                    "/consent",
                    "Marketing needs consent, or at least no refusal." + " 広告には同意が必要です（opt-in または until-refused）。",
                    "opt-in"));
        }
        if (confirmed && (!marketing || consent != Topic.Consent.OPT_IN)) {
            faults.add(new Fault(
                    "/doubleOptIn",
                    "Only subscriptions to a marketing topic with consent opt-in can be confirmed."
                            + " ダブルオプトインは opt-in の広告カテゴリだけに使えます。",
                    "\"consent\": \"opt-in\""));
        }
        boolean changed =
                topics.named(id).filter(now -> now.topic().kind() != kind).isPresent();
        if (changed) {
            faults.add(new Fault(
                    "/kind",
                    "The kind of a topic stays: what customers agreed to would become something else."
                            + " カテゴリの種類は変更できません。",
                    "a topic of another id"));
        }
    }

    private static String name(@Nullable String name, String path, List<Fault> faults) {
        if (name == null || name.isBlank() || name.strip().length() > LONGEST_NAME) {
            faults.add(new Fault(path, "A topic needs a name of at most " + LONGEST_NAME + " characters.", null));
            return "";
        }
        return name.strip();
    }

    private static <E extends Enum<E>> Optional<E> oneOf(
            E[] values, @Nullable String word, String path, List<Fault> faults) {
        Optional<E> found = Arrays.stream(values)
                .filter(value -> Topics.word(value).equals(word))
                .findFirst();
        if (found.isEmpty()) {
            String all = Arrays.stream(values).map(Topics::word).collect(Collectors.joining(", "));
            faults.add(new Fault(path, "One of " + all + ".", Topics.word(values[0])));
        }
        return found;
    }

    private static Told told(Named named) {
        Topic topic = named.topic();
        return new Told(
                topic.id(),
                named.name(),
                Topics.word(topic.kind()),
                Topics.word(topic.consent()),
                topic.doubleOptIn(),
                named.offered());
    }
}
