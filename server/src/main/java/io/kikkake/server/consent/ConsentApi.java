package io.kikkake.server.consent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kikkake.engine.Matter;
import io.kikkake.engine.scenario.Names;
import io.kikkake.engine.scenario.Topic;
import io.kikkake.server.channel.Channel;
import io.kikkake.server.channel.Channels;
import io.kikkake.server.customer.Consents;
import io.kikkake.server.customer.Consents.Entry;
import io.kikkake.server.customer.CustomerList;
import io.kikkake.server.customer.CustomerList.Consent;
import io.kikkake.server.platform.Problem;
import io.kikkake.server.scenario.Topics;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What customers said, now and ever: for one customer, and the whole ledger. */
@RestController
class ConsentApi {

    private static final String COLUMNS =
            "recorded_at,at,customer,address,matter,act,source,text,form,ip,user_agent\r\n";

    /** @param status subscribed, unsubscribed, asked (waits to be confirmed), free (needs no word) or none: never spoken of */
    record Current(
            String matter,
            Names name,
            String status,
            @Nullable Instant since) {}

    /** @param act granted, refused or asked */
    record Line(
            Instant at,
            Instant recordedAt,
            String matter,
            Names name,
            String act,
            @Nullable String address,
            @Nullable String source,
            @Nullable String text,
            @Nullable String form,
            @Nullable String ip,
            @Nullable String userAgent) {}

    record OfCustomer(List<Current> current, List<Line> ledger) {}

    private final Consents consents;
    private final CustomerList customers;
    private final ConsentImport imports;
    private final Topics topics;
    private final Channels channels;

    ConsentApi(Consents consents, CustomerList customers, ConsentImport imports, Topics topics, Channels channels) {
        this.consents = consents;
        this.customers = customers;
        this.imports = imports;
        this.topics = topics;
        this.channels = channels;
    }

    @GetMapping("/api/customers/{id}/consents")
    OfCustomer of(@PathVariable String id) {
        long customer = number(id);
        List<Entry> ledger = consents.ledger(customer);
        var current = new ArrayList<Current>();
        Map<String, Consent> said = consents.current(customer);
        topics.all()
                .forEach(topic -> current.add(
                        current(topic.id(), said.get(topic.id()), ledger, isFree(topic.topic()) ? "free" : "none")));
        said.forEach((matter, consent) -> {
            if (topics.named(matter).isEmpty()) {
                current.add(current(matter, consent, ledger, "none"));
            }
        });
        return new OfCustomer(current, ledger.stream().map(entry -> line(entry)).toList());
    }

    private long number(String id) {
        try {
            return customers
                    .details(Long.parseLong(id))
                    .map(CustomerList.Details::id)
                    .orElseThrow(() -> Problem.notFound("The customer " + id));
        } catch (NumberFormatException e) {
            throw Problem.notFound("The customer " + id);
        }
    }

    private static boolean isFree(Topic topic) {
        return topic.consent() == Topic.Consent.NONE;
    }

    private Current current(String matter, @Nullable Consent consent, List<Entry> newestFirst, String unsaid) {
        boolean asked = newestFirst.stream()
                .filter(entry -> entry.matter().equals(matter))
                .findFirst()
                .filter(entry -> entry.act() == io.kikkake.server.customer.ConsentChange.Act.ASKED)
                .isPresent();
        String status = asked ? "asked" : consent == null ? unsaid : consent.granted() ? "subscribed" : "unsubscribed";
        return new Current(matter, name(matter), status, consent == null ? null : consent.since());
    }

    private Line line(Entry entry) {
        return new Line(
                entry.at(),
                entry.recordedAt(),
                entry.matter(),
                name(entry.matter()),
                act(entry),
                entry.address(),
                entry.proof().source(),
                entry.proof().wording(),
                entry.proof().form(),
                entry.proof().ip(),
                entry.proof().agent());
    }

    private static String act(Entry entry) {
        return entry.act().name().toLowerCase(Locale.ROOT);
    }

    private Names name(String matter) {
        return switch (matter) {
            case Matter.EVERYTHING -> new Names("すべてのお知らせ", "Everything");
            case Matter.MORE_THAN_WEEKLY -> new Names("週に2通以上のお知らせ", "More than one message a week");
            case Matter.MORE_THAN_MONTHLY -> new Names("月に2通以上のお知らせ", "More than one message a month");
            default ->
                topics.named(matter)
                        .map(Topics.Named::name)
                        .orElseGet(() -> channels.all().stream()
                                .filter(channel -> Matter.channel(channel.id()).equals(matter))
                                .map(Channel::name)
                                .findFirst()
                                .orElseGet(() -> Names.both(matter)));
        };
    }

    /** @param topic empty: of everything */
    @GetMapping("/api/consents/export")
    void export(@RequestParam(defaultValue = "") String topic, HttpServletResponse response) throws IOException {
        response.setContentType("text/csv");
        response.setCharacterEncoding(UTF_8);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"consents.csv\"");
        PrintWriter csv = response.getWriter();
        csv.write('\ufeff' + COLUMNS); // Excel takes it for UTF-8 only so
        consents.ledger(topic.isBlank() ? null : topic, entry -> csv.write(row(entry)));
        csv.flush();
    }

    private static String row(Entry entry) {
        var row = new StringBuilder();
        for (String value : new @Nullable String[] {
            entry.recordedAt().toString(),
            entry.at().toString(),
            Long.toString(entry.customer()),
            entry.address(),
            entry.matter(),
            act(entry),
            entry.proof().source(),
            entry.proof().wording(),
            entry.proof().form(),
            entry.proof().ip(),
            entry.proof().agent()
        }) {
            row.append(row.isEmpty() ? "" : ",").append(cell(Objects.requireNonNullElse(value, "")));
        }
        return row.append("\r\n").toString();
    }

    /** What a spreadsheet would take for a formula is text: browsers and forms may send anything. */
    private static String cell(String value) {
        String safe = !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        return safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    @PostMapping("/api/consents/import")
    ConsentImport.Result bring(@RequestBody ConsentImport.Request request) {
        return imports.bring(request);
    }
}
