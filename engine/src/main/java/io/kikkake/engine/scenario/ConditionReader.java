package io.kikkake.engine.scenario;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.kikkake.engine.condition.Condition;
import io.kikkake.engine.condition.DateTest;
import io.kikkake.engine.condition.Operand;
import io.kikkake.engine.condition.Operator;
import io.kikkake.engine.condition.Subject;
import io.kikkake.engine.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads conditions. */
final class ConditionReader {

    private static final int DEEPEST = 20;
    private static final int LONGEST_PATTERN = 500;
    private static final int LONGEST_EXPANDED_PATTERN = 200_000;
    private static final Pattern REPETITION = Pattern.compile("\\{(\\d+)(?:,(\\d*))?\\}");
    private static final List<String> SOURCES =
            Arrays.stream(Subject.Source.values()).map(Subject.Source::keyword).toList();

    private ConditionReader() {}

    static Optional<Condition> read(Place place) {
        return read(place, 1);
    }

    private static Optional<Condition> read(Place place, int depth) {
        if (depth > DEEPEST) {
            return place.problem("Conditions nest at most " + DEEPEST + " deep.");
        }
        Optional<Fields> fields = place.fields();
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        Fields here = fields.get();
        Optional<Condition> condition;
        if (here.has("all")) {
            condition = here.optional("all").flatMap(list -> group(list, depth, Condition.All::new));
        } else if (here.has("any")) {
            condition = here.optional("any").flatMap(list -> group(list, depth, Condition.Any::new));
        } else if (here.has("not")) {
            condition =
                    here.optional("not").flatMap(inner -> read(inner, depth + 1).map(Condition.Not::new));
        } else if (here.has("performed")) {
            condition = PastReader.performed(here);
        } else if (here.has("not-performed")) {
            condition = PastReader.notPerformed(here);
        } else if (here.has("sequence")) {
            condition = PastReader.sequence(here);
        } else if (here.has("message")) {
            condition = PastReader.message(here);
        } else if (here.has("consent")) {
            condition = consent(here);
        } else if (here.has("in-scenario")) {
            condition = here.required("in-scenario").flatMap(Place::id).map(id -> new Condition.InScenario(id, false));
        } else if (here.has("been-in-scenario")) {
            condition =
                    here.required("been-in-scenario").flatMap(Place::id).map(id -> new Condition.InScenario(id, true));
        } else if (here.has("segment")) {
            condition = here.required("segment").flatMap(Place::id).map(Condition.InSegment::new);
        } else {
            condition = tests(here);
        }
        here.end();
        return condition;
    }

    private static Optional<Condition> consent(Fields here) {
        Optional<String> topic = here.required("consent").flatMap(Place::id);
        Optional<Boolean> given = here.required("given")
                .flatMap(place -> place.value() instanceof Value.Bool(var yes)
                        ? Optional.of(yes)
                        : place.problem("\"given\" is true or false."));
        return topic.flatMap(id -> given.map(yes -> new Condition.Consent(id, yes)));
    }

    private static Optional<Condition> group(Place list, int depth, Function<List<Condition>, Condition> group) {
        var conditions = new ArrayList<Condition>();
        boolean whole = true;
        for (Place item : list.items()) {
            Optional<Condition> condition = read(item, depth + 1);
            condition.ifPresent(conditions::add);
            whole &= condition.isPresent();
        }
        return whole && !conditions.isEmpty() ? Optional.of(group.apply(conditions)) : Optional.empty();
    }

    /** One test, or several of the same subject that must all hold. */
    private static Optional<Condition> tests(Fields here) {
        Optional<Subject> subject = subject(here);
        var tests = new ArrayList<Condition>();
        int operators = 0;
        for (Operator operator : Operator.values()) {
            Optional<Place> place = here.optional(operator.keyword());
            if (place.isPresent()) {
                operators++;
                Optional<Operand> operand = operand(place.get(), operator);
                if (subject.isPresent() && operand.isPresent()) {
                    tests.add(new Condition.Test(subject.get(), operator, operand.get()));
                }
            }
        }
        for (DateTest test : DateReader.tests(here)) {
            subject.ifPresent(date -> tests.add(new Condition.Date(date, test)));
        }
        operators += (int) DateReader.OPERATORS.stream().filter(here::has).count();
        if (operators == 0) {
            return here.place()
                    .problem("The test needs one of " + String.join(", ", Operator.keywords()) + ", or for a date "
                            + String.join(", ", DateReader.OPERATORS) + ".");
        }
        if (tests.size() < operators) {
            return Optional.empty();
        }
        return Optional.of(tests.size() == 1 ? tests.getFirst() : new Condition.All(tests));
    }

    private static Optional<Subject> subject(Fields here) {
        Optional<Subject> subject = Optional.empty();
        int subjects = 0;
        for (Subject.Source source : Subject.Source.values()) {
            Optional<Place> place = here.optional(source.keyword());
            if (place.isPresent()) {
                subjects++;
                subject = subject(here, source, place.get());
            }
        }
        if (subjects != 1) {
            return here.place()
                    .problem("A condition is all, any or not, or tests exactly one of " + String.join(", ", SOURCES)
                            + ".");
        }
        return subject;
    }

    /** Of the fields of a test, or of something it is compared with. */
    private static Optional<Subject> subject(Fields here, Subject.Source source, Place path) {
        Optional<String> text = path.text();
        if (source == Subject.Source.STEP) {
            text.ifPresent(dotted -> path.problems().asksAbout(path, dotted));
        }
        if (source != Subject.Source.CATALOG) {
            return text.map(dotted -> new Subject(source, dotted));
        }
        Optional<Subject> of = here.required("of").flatMap(ConditionReader::product);
        return text.flatMap(dotted -> of.map(id -> new Subject(source, dotted, id)));
    }

    private static Optional<Subject> product(Place place) {
        return place.value().at("catalog") != null
                ? place.problem("The id of a product is not in the catalog itself.")
                : subjectOf(place);
    }

    private static Optional<Operand> operand(Place place, Operator operator) {
        Operator.Takes takes = operator.takes();
        boolean fixed = takes == Operator.Takes.PATTERN || takes == Operator.Takes.YES_OR_NO;
        if (place.value() instanceof Value.ObjectOf && !fixed) {
            return reference(place);
        }
        String name = "\"" + operator.keyword() + "\"";
        return switch (takes) {
            case VALUE ->
                isScalar(place.value())
                        ? literal(place)
                        : place.problem(name + " compares with a text, a number, true or false; "
                                + "for a missing value write \"exists: false\", for several values \"in\".");
            case LIST -> list(place, name);
            case NUMBER -> number(place, name);
            case TEXT ->
                place.value() instanceof Value.Text(var text) && !text.isEmpty()
                        ? literal(place)
                        : place.problem(name + " needs a text.");
            case PATTERN -> pattern(place, name);
            case YES_OR_NO ->
                place.value() instanceof Value.Bool ? literal(place) : place.problem(name + " is true or false.");
        };
    }

    private static Optional<Operand> literal(Place place) {
        return Optional.of(new Operand.Literal(place.value()));
    }

    private static boolean isScalar(Value value) {
        return value instanceof Value.Text || value instanceof Value.Number || value instanceof Value.Bool;
    }

    static Optional<Operand> reference(Place place) {
        return subjectOf(place).map(Operand.Reference::new);
    }

    /** {@code {entry: cart_id}}. */
    static Optional<Subject> subjectOf(Place place) {
        return place.fields().flatMap(fields -> {
            Optional<Subject> subject = Optional.empty();
            int subjects = 0;
            for (Subject.Source source : Subject.Source.values()) {
                Optional<Place> path = fields.optional(source.keyword());
                if (path.isPresent()) {
                    subjects++;
                    subject = subject(fields, source, path.get());
                }
            }
            fields.end();
            if (subjects != 1) {
                return place.problem("To compare with another value name one of " + String.join(", ", SOURCES)
                        + ", such as {entry: cart_id}.");
            }
            return subject;
        });
    }

    private static Optional<Operand> list(Place place, String name) {
        boolean scalars = place.value() instanceof Value.ListOf(var items)
                && !items.isEmpty()
                && items.stream().allMatch(ConditionReader::isScalar);
        return scalars ? literal(place) : place.problem(name + " needs a list of texts or numbers.");
    }

    private static Optional<Operand> number(Place place, String name) {
        return switch (place.value()) {
            case Value.Number number -> literal(place);
            case Value.Text(var text)
            when text.matches("-?\\d{1,30}(\\.\\d{1,30})?") ->
                place.problem(name + " needs a number, and \"" + text + "\" in quotes is a text.", text);
            default -> place.problem(name + " needs a number.");
        };
    }

    private static Optional<Operand> pattern(Place place, String name) {
        if (!(place.value() instanceof Value.Text(var text)) || text.isEmpty()) {
            return place.problem(name + " needs a regular expression.");
        }
        if (text.length() > LONGEST_PATTERN || expandedLength(text) > LONGEST_EXPANDED_PATTERN) {
            return place.problem("A regular expression has at most " + LONGEST_PATTERN
                    + " characters, and few counted repetitions within each other.");
        }
        try {
            return Optional.of(new Operand.Regex(Pattern.compile(text)));
        } catch (PatternSyntaxException e) {
            return place.problem("This is no regular expression in RE2 syntax: " + e.getDescription() + ".");
        }
    }

    /** RE2/J writes out counted repetitions and does not mind when {@code ((a{1000}){1000}){1000}} fills the memory. */
    private static double expandedLength(String pattern) {
        double length = pattern.length();
        Matcher repetitions = REPETITION.matcher(pattern);
        while (repetitions.find()) {
            double least = Double.parseDouble(repetitions.group(1));
            String most = repetitions.group(2);
            length *= Math.max(1, most == null || most.isEmpty() ? least : Double.parseDouble(most));
        }
        return length;
    }
}
