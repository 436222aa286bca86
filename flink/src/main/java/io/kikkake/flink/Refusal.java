package io.kikkake.flink;

import java.util.LinkedHashMap;

/**
 * Something set aside because it could not be taken: the rest goes on.
 *
 * @param customer 0 where it is not known
 * @param seq of the input; 0 where there is none
 * @param text what could not be taken
 */
public record Refusal(long customer, long seq, String reason, String text) {

    static Refusal of(LogInput input, String reason) {
        return new Refusal(input.customer(), input.seq(), reason, input.properties());
    }

    byte[] json() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("customer", customer);
        fields.put("seq", seq);
        fields.put("reason", reason);
        fields.put("text", text);
        return Json.bytes(fields);
    }
}
