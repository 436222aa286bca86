package io.kikkake.bench.load;

import io.kikkake.bench.http.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Requests that make the customers of a cohort known, with the letter they read and five products picked for each. */
public final class Subscribers {
    private final Endpoint endpoint;
    private final Cohort cohort;

    /** @param endpoint in the name of a write key */
    public Subscribers(Endpoint endpoint, Cohort cohort) {
        this.endpoint = endpoint;
        this.cohort = cohort;
    }

    /** What their attribute {@code letter} says. */
    public String letter() {
        return cohort.name();
    }

    /** Requests of {@code perRequest} customers each, for those {@code from} up to and without {@code to}. */
    public List<byte[]> batches(int from, int to, int perRequest) {
        List<byte[]> requests = new ArrayList<>();
        for (int first = from; first < to; first += perRequest) {
            StringBuilder body = new StringBuilder(perRequest * 900).append("{\"batch\":[");
            for (int customer = first; customer < Math.min(first + perRequest, to); customer++) {
                identify(body.append(customer > first ? "," : ""), customer);
            }
            byte[] json = body.append("]}").toString().getBytes(StandardCharsets.UTF_8);
            requests.add(endpoint.post("/v1/batch", "application/json", json));
        }
        return requests;
    }

    private void identify(StringBuilder body, int customer) {
        body.append("{\"type\":\"identify\",\"messageId\":\"")
                .append(cohort.userId(customer))
                .append("-i\",\"userId\":\"")
                .append(cohort.userId(customer))
                .append("\",\"traits\":{\"email\":\"")
                .append(cohort.address(customer))
                .append("\",\"lastName\":\"")
                .append(SignUps.lastName(customer))
                .append("\",\"firstName\":\"")
                .append(SignUps.firstName(customer))
                .append("\",\"letter\":\"")
                .append(letter())
                .append("\",\"picks\":[");
        Products.five(body, customer);
        body.append("]}}");
    }
}
