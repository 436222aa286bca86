package io.kikkake.server.feedback;

import io.kikkake.engine.Feedback;
import io.kikkake.server.customer.Addressees;
import io.kikkake.server.customer.Learned;
import io.kikkake.server.customer.Learned.Fact;
import io.kikkake.server.customer.Suppressions;
import io.kikkake.server.customer.Suppressions.Suppression;
import io.kikkake.server.platform.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/suppressions}: addresses that get no mail. */
@RestController
@RequestMapping("/api/suppressions")
class SuppressionApi {

    private static final int MOST = 500;
    private static final int MOST_FAULTS = 100;
    private static final int LOT = 1_000;
    private static final int LONGEST_LINE = 2_000;

    private final Suppressions suppressions;
    private final Addressees addressees;
    private final ApplicationEventPublisher publisher;
    private final Clock clock;

    SuppressionApi(Suppressions suppressions, Addressees addressees, ApplicationEventPublisher publisher, Clock clock) {
        this.suppressions = suppressions;
        this.addressees = addressees;
        this.publisher = publisher;
        this.clock = clock;
    }

    record Page(
            List<Suppression> suppressions,
            long total,
            @Nullable String next) {}

    /** @param until when it is forgotten; absent: never */
    record Wanted(
            @Nullable String address,
            @Nullable String detail,
            @Nullable Instant until) {}

    record Fault(int line, String message) {}

    /** @param faults the first hundred lines that could not be taken */
    record Imported(int read, int added, int faulty, List<Fault> faults) {}

    @GetMapping
    Page list(
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(defaultValue = "") String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        int size = Math.clamp(limit, 1, MOST);
        int split = cursor.lastIndexOf(' ');
        List<Suppression> found = suppressions.list(
                search,
                reason,
                split < 0 ? "" : cursor.substring(0, split),
                split < 0 ? "" : cursor.substring(split + 1),
                size + 1);
        List<Suppression> shown = found.subList(0, Math.min(size, found.size()));
        String next = found.size() > size
                ? shown.getLast().address() + " " + shown.getLast().reason()
                : null;
        return new Page(shown, suppressions.count(search, reason), next);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void add(@RequestBody Wanted wanted) {
        String address = address(wanted.address() == null ? "" : wanted.address());
        if (address == null) {
            throw new Problem(
                    422,
                    "Not an address",
                    "“" + wanted.address() + "” is not an e-mail address.",
                    List.of(new Problem.Fault("/address", "An e-mail address is needed, such as a@example.jp.", null)));
        }
        add(List.of(address), "manual", wanted.detail() == null ? "" : wanted.detail(), wanted.until());
    }

    /** A complaint is about the person: it is lifted with all that is known of the customer. */
    @DeleteMapping("/{address}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void lift(@PathVariable String address) {
        String wanted = Addresses.clean(address);
        List<Suppression> known = suppressions.of(wanted);
        if (known.isEmpty()) {
            throw Problem.notFound("A suppression of " + wanted);
        }
        Instant now = clock.instant();
        var facts = new ArrayList<Fact>();
        for (Suppression one : known) {
            Long customer =
                    one.customer() == null ? addressees.of(List.of(wanted)).get(wanted) : Long.valueOf(one.customer());
            if (customer != null) {
                Map<String, ?> properties =
                        one.reason().equals("complained") ? Map.of("reason", "manual") : Map.of("address", wanted);
                facts.add(new Fact(
                        customer,
                        Feedback.LIFTED,
                        now,
                        "lifted " + wanted + " " + one.reason() + " " + now,
                        properties));
            }
        }
        if (!facts.isEmpty()) {
            publisher.publishEvent(new Learned(facts));
        }
        suppressions.remove(wanted);
    }

    @GetMapping("/export")
    void export(HttpServletResponse response) throws IOException {
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"suppressions.csv\"");
        PrintWriter csv = response.getWriter();
        csv.print("address,reason,since,until,source,detail\r\n");
        suppressions.each(one -> {
            csv.print(cell(one.address()) + "," + one.reason() + "," + one.since() + ","
                    + (one.until() == null ? "" : one.until()) + "," + cell(one.source()) + "," + cell(one.detail())
                    + "\r\n");
        });
    }

    /** One address a line, in the first column; more columns are passed over. Read and written lot by lot. */
    @PostMapping("/import")
    Imported imports(HttpServletRequest request) throws IOException {
        var reader = new BufferedReader(new InputStreamReader(request.getInputStream(), StandardCharsets.UTF_8));
        var faults = new ArrayList<Fault>();
        var lot = new ArrayList<String>();
        int line = 0;
        int read = 0;
        int added = 0;
        int faulty = 0;
        for (String text = reader.readLine(); text != null; text = reader.readLine()) {
            line++;
            String cell = first(text);
            if (cell.isEmpty() || line == 1 && !cell.contains("@")) {
                continue;
            }
            read++;
            String address = text.length() > LONGEST_LINE ? null : address(cell);
            if (address == null) {
                faulty++;
                if (faults.size() < MOST_FAULTS) {
                    faults.add(new Fault(line, "This is not an e-mail address."));
                }
                continue;
            }
            lot.add(address);
            if (lot.size() == LOT) {
                added += add(lot, "imported", "", null);
                lot.clear();
            }
        }
        added += add(lot, "imported", "", null);
        return new Imported(read, added, faulty, faults);
    }

    private int add(List<String> addresses, String reason, String detail, @Nullable Instant until) {
        if (addresses.isEmpty()) {
            return 0;
        }
        Instant now = clock.instant();
        int added = suppressions.add(addresses, reason, detail, until, now);
        var facts = new ArrayList<Fact>();
        addressees.of(addresses).forEach((address, customer) -> {
            facts.add(new Fact(
                    customer,
                    Feedback.SUPPRESSED,
                    now,
                    "suppressed " + address + " " + now,
                    Map.of("address", address, "reason", reason)));
        });
        if (!facts.isEmpty()) {
            publisher.publishEvent(new Learned(facts));
        }
        return added;
    }

    private static @Nullable String address(String text) {
        String bare = Addresses.clean(text);
        return Addresses.first(bare).filter(bare::equals).orElse(null);
    }

    private static String first(String line) {
        String text = line.startsWith("\uFEFF") ? line.substring(1) : line;
        int comma = text.indexOf(',');
        return (comma < 0 ? text : text.substring(0, comma)).strip().replaceAll("^\"|\"$", "");
    }

    /** A cell that a spreadsheet would take for a formula is told as text. */
    private static String cell(String text) {
        String safe = text.matches("^[=+@\\t\\r-].*") ? "'" + text : text;
        return "\"" + safe.replace("\"", "\"\"").replaceAll("[\\r\\n]+", " ") + "\"";
    }
}
