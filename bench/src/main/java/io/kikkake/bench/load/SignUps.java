package io.kikkake.bench.load;

import io.kikkake.bench.http.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests that sign customers of a cohort up: for each an identify with the address, then the event that triggers the
 * welcome mail, with five products for the mail's loop. Built whole before any clock runs.
 */
public final class SignUps {
    private static final List<String> LAST_NAMES = List.of("佐藤", "鈴木", "高橋", "田中", "伊藤", "渡辺", "山本", "中村", "小林", "加藤");
    private static final List<String> FIRST_NAMES = List.of("花子", "太郎", "美咲", "健一", "陽菜", "大輔", "さくら");

    private final Endpoint endpoint;
    private final Cohort cohort;
    private final String event;

    /** @param endpoint in the name of a write key */
    public SignUps(Endpoint endpoint, Cohort cohort) {
        this(endpoint, cohort, "Bench Signed Up");
    }

    /** @param event what happens to each of them */
    public SignUps(Endpoint endpoint, Cohort cohort, String event) {
        this.endpoint = endpoint;
        this.cohort = cohort;
        this.event = event;
    }

    /** One request for one customer. */
    public byte[] single(int customer) {
        return request(customer, customer + 1);
    }

    /** Requests of {@code perRequest} customers each, for the whole cohort. */
    public List<byte[]> batches(int perRequest) {
        return batches(0, cohort.size(), perRequest);
    }

    /** Requests for customers {@code from} up to and without {@code to}. */
    public List<byte[]> batches(int from, int to, int perRequest) {
        List<byte[]> requests = new ArrayList<>();
        for (int first = from; first < to; first += perRequest) {
            requests.add(request(first, Math.min(first + perRequest, to)));
        }
        return requests;
    }

    private byte[] request(int from, int to) {
        StringBuilder body = new StringBuilder((to - from) * 1400).append("{\"batch\":[");
        for (int customer = from; customer < to; customer++) {
            if (customer > from) {
                body.append(',');
            }
            identify(body, customer);
            track(body.append(','), customer);
        }
        body.append("]}");
        return endpoint.post("/v1/batch", "application/json", body.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void identify(StringBuilder body, int customer) {
        body.append("{\"type\":\"identify\",\"messageId\":\"")
                .append(cohort.userId(customer))
                .append("-i\",\"userId\":\"")
                .append(cohort.userId(customer))
                .append("\",\"traits\":{\"email\":\"")
                .append(cohort.address(customer))
                .append("\",\"lastName\":\"")
                .append(lastName(customer))
                .append("\",\"firstName\":\"")
                .append(firstName(customer))
                .append("\"}}");
    }

    private void track(StringBuilder body, int customer) {
        body.append("{\"type\":\"track\",\"event\":\"")
                .append(event)
                .append("\",\"messageId\":\"")
                .append(cohort.userId(customer))
                .append("-t\",\"userId\":\"")
                .append(cohort.userId(customer))
                .append("\",\"properties\":{\"plan\":\"standard\",\"coupon\":\"WELCOME10\",\"products\":[");
        Products.five(body, customer);
        body.append("]}}");
    }

    static String lastName(int customer) {
        return LAST_NAMES.get(customer % LAST_NAMES.size());
    }

    static String firstName(int customer) {
        return FIRST_NAMES.get(customer % FIRST_NAMES.size());
    }
}
