package io.kikkake.server.feedback;

import io.kikkake.server.platform.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /hooks}: where mail providers tell what became of messages. Answered 2xx only for what they signed, and once it is durable. */
@RestController
@RequestMapping("/hooks")
class Hooks {

    private static final int LARGEST = 2_000_000;

    private final Signatures signatures;
    private final SnsTopics topics;
    private final InboundStore store;
    private final InboundWorker worker;
    private final Clock clock;

    Hooks(Signatures signatures, SnsTopics topics, InboundStore store, InboundWorker worker, Clock clock) {
        this.signatures = signatures;
        this.topics = topics;
        this.store = store;
        this.worker = worker;
        this.clock = clock;
    }

    @PostMapping("/ses")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void ses(HttpServletRequest request) throws IOException {
        byte[] body = body(request);
        switch (topics.check(body)) {
            case FORGED -> throw refused();
            case CONFIRMED -> {}
            case NOTIFICATION -> keep("ses", body);
        }
    }

    @PostMapping("/sendgrid")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void sendgrid(HttpServletRequest request) throws IOException {
        byte[] body = body(request);
        String signature = request.getHeader("X-Twilio-Email-Event-Webhook-Signature");
        String time = request.getHeader("X-Twilio-Email-Event-Webhook-Timestamp");
        if (!signatures.sendgrid(signature, time, body)) {
            throw refused();
        }
        keep("sendgrid", body);
    }

    @PostMapping("/mailgun")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void mailgun(HttpServletRequest request) throws IOException {
        byte[] body = body(request);
        var signature = Fields.json(body).path("signature");
        String token = Fields.text(signature, "token");
        String time = Fields.text(signature, "timestamp");
        if (!signatures.mailgun(time, token, Fields.text(signature, "signature"), clock.instant())) {
            throw refused();
        }
        // The body first: a token whose body was not kept must be good again.
        keep("mailgun", body);
        if (!store.use("mailgun " + token, clock.instant())) {
            throw new Problem(406, "Told before", "The token of this call was used before.");
        }
    }

    @PostMapping("/postmark")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void postmark(HttpServletRequest request) throws IOException {
        byte[] body = body(request);
        if (!signatures.postmark(request.getHeader("Authorization"))) {
            throw refused();
        }
        keep("postmark", body);
    }

    private void keep(String provider, byte[] body) {
        store.add(provider, InboundStore.digest(provider + " ", body), "", body, clock.instant());
        worker.wake();
    }

    private static byte[] body(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(LARGEST + 1);
        if (body.length > LARGEST) {
            throw new Problem(413, "Too large", "A call may have " + LARGEST + " bytes.");
        }
        return body;
    }

    private static Problem refused() {
        return new Problem(
                403, "Not signed", "The signature does not fit, or the provider is not set up under feedback.hooks.");
    }
}
