package io.kikkake.engine.scenario;

import io.kikkake.engine.condition.Condition;
import io.kikkake.engine.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the steps; what does not say where it leads goes on to the step written below it. */
final class StepsReader {

    static final int MOST = 200;
    private static final List<String> KINDS = Stream.concat(
                    Stream.of("send", "wait", "wait-for", "branch", "split", "exit"), ActionReader.KINDS.stream())
            .toList();

    /** Nodes of the graph that are no steps. */
    private static final Set<String> RESERVED = Set.of(Step.END, "trigger");

    private final Set<String> messages;
    private final List<String> ids = new ArrayList<>();
    private final ActionReader actions = new ActionReader(this::next);

    /** Where a step stands whose reading is under way: what is below it. */
    private String below = Step.END;

    StepsReader(Set<String> messages) {
        this.messages = messages;
    }

    List<Step> read(Place list) {
        List<Place> items = list.items();
        if (items.size() > MOST) {
            list.problem("A scenario has at most " + MOST + " steps.");
            return List.of();
        }
        int before = list.problems().count();
        items.forEach(this::noteId);
        var steps = new ArrayList<Step>();
        for (int i = 0; i < items.size(); i++) {
            below = i + 1 < ids.size() ? ids.get(i + 1) : Step.END;
            String id = ids.get(i);
            items.get(i).fields().flatMap(fields -> step(fields, id)).ifPresent(steps::add);
        }
        if (list.problems().count() == before) {
            new GraphCheck(steps, list).run();
        }
        return steps;
    }

    /** Of all steps that are written, in order; also of those that cannot be read. */
    List<String> ids() {
        return List.copyOf(ids);
    }

    private void noteId(Place item) {
        boolean named = item.value() instanceof Value.ObjectOf(var fields) && fields.get("id") instanceof Value.Text;
        String id = named && item.value().at("id") instanceof Value.Text(var text) ? text : "";
        if (!id.isEmpty() && ids.contains(id)) {
            item.field("id", item.value()).problem("There are two steps with the id \"" + id + "\".");
        }
        ids.add(id);
    }

    private Optional<Step> step(Fields fields, String id) {
        Optional<String> read = fields.required("id").flatMap(Place::id);
        if (RESERVED.contains(id)) {
            fields.place().problem("No step may have the id \"" + id + "\": it has a meaning of its own.");
        }
        List<String> kinds = KINDS.stream().filter(fields::has).toList();
        if (kinds.size() != 1) {
            fields.place().problem("A step has exactly one of " + String.join(", ", KINDS) + ".");
            KINDS.forEach(fields::optional);
            fields.optional("next");
            SendReader.FIELDS.forEach(fields::optional);
            fields.end();
            return Optional.empty();
        }
        Place body = fields.required(kinds.getFirst()).orElseThrow();
        Optional<? extends Step> step = switch (kinds.getFirst()) {
            case "send" -> send(id, body, fields);
            case "wait" -> wait(id, body, next(fields, "next"));
            case "wait-for" -> waitFor(id, body);
            case "branch" -> branch(id, body);
            case "split" -> SplitReader.read(id, body, this::next);
            case "exit" -> exit(id, body);
            default -> actions.read(kinds.getFirst(), id, body, fields);
        };
        fields.end();
        return read.flatMap(valid -> step);
    }

    private Optional<Step> send(String id, Place body, Fields step) {
        Optional<String> next = next(step, "next");
        Optional<String> message = body.text();
        message.filter(name -> !messages.contains(name))
                .ifPresent(name -> body.problem(
                        "There is no message \"" + name + "\" under \"messages\".",
                        Problems.nearest(name, messages).orElse(null)));
        return SendReader.read(id, message, next, step);
    }

    private static Optional<Step> wait(String id, Place body, Optional<String> next) {
        if (MomentReader.concerns(body)) {
            return MomentReader.read(id, body, next);
        }
        Optional<WaitUntil> until = TimeReader.waitUntil(body);
        return until.flatMap(moment -> next.map(step -> new Step.Wait(id, moment, step)));
    }

    private Optional<Step> waitFor(String id, Place body) {
        return body.fields().flatMap(fields -> {
            var events = new ArrayList<Step.Awaited>();
            Optional<Place> conditions = fields.optional("conditions");
            Optional<Place> listed = conditions.isPresent() ? fields.optional("events") : fields.required("events");
            List<Place> items = listed.map(Place::oneOrMore).orElse(List.of());
            items.forEach(item -> awaited(item).ifPresent(events::add));
            List<Step.Case> cases = cases(conditions.map(Place::items).orElse(List.of()));
            @Nullable
            WaitUntil timeout =
                    fields.optional("timeout").flatMap(TimeReader::waitUntil).orElse(null);
            boolean needless = fields.has("on-timeout") && !fields.has("timeout");
            Optional<String> onTimeout = next(fields, "on-timeout");
            if (needless) {
                fields.place().problem("\"on-timeout\" says nothing without \"timeout\".");
            }
            fields.end();
            return onTimeout.map(step -> new Step.WaitFor(id, events, cases, timeout, step));
        });
    }

    private Optional<Step.Awaited> awaited(Place place) {
        return place.fields().flatMap(fields -> {
            Optional<EventPattern> pattern = EventReader.pattern(fields);
            Optional<Names> name = fields.has("name")
                    ? fields.optional("name").flatMap(NamesReader::read)
                    : pattern.map(event -> Names.both(event.event()));
            fields.optional("name");
            Optional<String> next = next(fields, "next");
            fields.end();
            if (pattern.isEmpty() || name.isEmpty() || next.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new Step.Awaited(name.get(), pattern.get(), next.get()));
        });
    }

    private Optional<Step> branch(String id, Place body) {
        return body.fields().flatMap(fields -> {
            List<Step.Case> cases =
                    cases(fields.required("cases").map(Place::items).orElse(List.of()));
            Optional<String> otherwise = next(fields, "else");
            fields.end();
            return otherwise.map(step -> new Step.Branch(id, cases, step));
        });
    }

    private List<Step.Case> cases(List<Place> items) {
        var cases = new ArrayList<Step.Case>();
        for (int i = 0; i < items.size(); i++) {
            Names unnamed = new Names("条件" + (i + 1), "Case " + (i + 1));
            oneCase(items.get(i), unnamed).ifPresent(cases::add);
        }
        return cases;
    }

    private Optional<Step.Case> oneCase(Place place, Names unnamed) {
        return place.fields().flatMap(fields -> {
            Optional<Place> named = fields.optional("name");
            Optional<Names> name = named.isEmpty() ? Optional.of(unnamed) : named.flatMap(NamesReader::read);
            Optional<Condition> when = fields.required("when").flatMap(ConditionReader::read);
            Optional<String> next = next(fields, "next");
            fields.end();
            if (name.isEmpty() || when.isEmpty() || next.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new Step.Case(name.get(), when.get(), next.get()));
        });
    }

    private static Optional<Step> exit(String id, Place body) {
        if (body.value() instanceof Value.Bool(var yes) && yes) {
            return Optional.of(new Step.Exit(id, null));
        }
        return body.fields().map(fields -> {
            @Nullable
            Names reason = fields.optional("reason").flatMap(NamesReader::read).orElse(null);
            fields.end();
            return new Step.Exit(id, reason);
        });
    }

    /** The step a field names, or the one below where it is left out. */
    private Optional<String> next(Fields fields, String field) {
        Optional<Place> place = fields.optional(field);
        if (place.isEmpty()) {
            return Optional.of(below);
        }
        Optional<String> id = place.get().text();
        var known = new HashSet<>(ids);
        known.add(Step.END);
        return id.isEmpty() || known.contains(id.get())
                ? id
                : place.get()
                        .problem(
                                "There is no step \"" + id.get() + "\".",
                                Problems.nearest(id.get(), known).orElse(null));
    }
}
