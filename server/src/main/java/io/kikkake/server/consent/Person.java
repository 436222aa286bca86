package io.kikkake.server.consent;

import io.kikkake.server.customer.Proof;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;

/** Who acts on a page, as far as the request tells. */
final class Person {

    private Person() {}

    static Proof proof(HttpServletRequest request, String source, String wording, String form) {
        return new Proof(source, wording, form, request.getRemoteAddr(), request.getHeader(HttpHeaders.USER_AGENT));
    }
}
