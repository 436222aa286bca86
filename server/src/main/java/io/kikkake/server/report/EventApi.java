package io.kikkake.server.report;

import io.kikkake.server.customer.CustomerList;
import io.kikkake.server.ingest.EventLog;
import io.kikkake.server.ingest.EventLog.Filter;
import io.kikkake.server.ingest.LiveFeed.FeedEvent;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Events, as a list and as they come. */
@RestController
@RequestMapping("/api/events")
class EventApi {

    /** A search by text also finds the events of this many customers it matches. */
    private static final int CUSTOMERS_SEARCHED = 50;

    record Page(List<EventEntry> events, @Nullable String next) {}

    private final EventLog log;
    private final CustomerList customers;
    private final EventStream stream;

    EventApi(EventLog log, CustomerList customers, EventStream stream) {
        this.log = log;
        this.customers = customers;
        this.stream = stream;
    }

    @GetMapping
    Page list(
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(defaultValue = Pages.STANDARD) int limit,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String q) {
        String text = q.strip();
        Collection<Long> matching = text.isEmpty()
                ? List.of()
                : customers.newest(text, null, CUSTOMERS_SEARCHED).stream()
                        .map(CustomerList.Entry::id)
                        .toList();
        var filter = new Filter(name.isBlank() ? null : name, text.isEmpty() ? null : text, matching);
        EventLog.Page page = log.newest(filter, Pages.number(before), Pages.limit(limit));
        var references = customers.references(
                page.events().stream().map(FeedEvent::customer).toList());
        return new Page(
                page.events().stream()
                        .map(event -> EventEntry.of(event, references))
                        .toList(),
                page.next() == null ? null : page.next().toString());
    }

    @GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter stream() {
        return stream.open();
    }
}
