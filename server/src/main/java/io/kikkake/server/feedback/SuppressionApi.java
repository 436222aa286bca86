package io.kikkake.server.feedback;

import io.kikkake.server.customer.Suppressions;
import io.kikkake.server.customer.Suppressions.Suppression;
import io.kikkake.server.customer.Suppressions.Wish;
import io.kikkake.server.platform.Csv;
import io.kikkake.server.platform.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

    private final Suppressions suppressions;
    private final SuppressionList list;
    private final SuppressionImport imports;
    private final Clock clock;

    SuppressionApi(Suppressions suppressions, SuppressionList list, SuppressionImport imports, Clock clock) {
        this.suppressions = suppressions;
        this.list = list;
        this.imports = imports;
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
        String address = SuppressionList.address(wanted.address() == null ? "" : wanted.address());
        if (address == null) {
            throw new Problem(
                    422,
                    "Not an address",
                    "“" + wanted.address() + "” is not an e-mail address.",
                    List.of(new Problem.Fault("/address", "An e-mail address is needed, such as a@example.jp.", null)));
        }
        var wish = new Wish(address, wanted.detail() == null ? "" : wanted.detail(), wanted.until());
        list.add(List.of(wish), "manual", clock.instant());
    }

    @DeleteMapping("/{address}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void lift(@PathVariable String address) {
        String wanted = Addresses.clean(address);
        if (!list.lift(wanted, clock.instant())) {
            throw Problem.notFound("A suppression of " + wanted);
        }
    }

    @GetMapping("/export")
    void export(HttpServletResponse response) throws IOException {
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"suppressions.csv\"");
        PrintWriter csv = response.getWriter();
        // Without the mark a spreadsheet takes the file for one in its country's old encoding.
        csv.print("\uFEFFaddress,reason,since,until,source,detail\r\n");
        suppressions.each(one -> csv.print(Csv.cell(one.address()) + "," + one.reason() + "," + one.since() + ","
                + (one.until() == null ? "" : one.until()) + "," + Csv.cell(one.source()) + ","
                + Csv.cell(one.detail()) + "\r\n"));
    }

    /** The addresses of the column so called, else of the first one. Read and written lot by lot. */
    @PostMapping("/import")
    SuppressionImport.Imported imports(HttpServletRequest request) throws IOException {
        return imports.take(request.getInputStream());
    }
}
