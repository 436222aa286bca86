package io.kikkake.engine;

import io.kikkake.engine.scenario.Scenario;

/** Small scenarios to live through. */
final class Scenarios {

    private Scenarios() {}

    /** A scenario of the steps, with further fields before them. */
    static Scenario of(String id, String fields, String steps) {
        return Documents.scenario(document(id, "offers", fields, steps));
    }

    /** The same, as it is written. */
    static String document(String id, String topic, String fields, String steps) {
        return """
                scenario: %s
                name: %s
                topic: %s
                %s
                steps:
                %s
                messages:
                  one: {from: owner, subject: One, mjml: <mjml/>}
                  two: {from: owner, subject: Two, mjml: <mjml/>}
                """.formatted(id, id, topic, fields.strip(), steps.stripTrailing().indent(2));
    }

    /** One mail an hour after the cart was touched, a second a day later. */
    static Scenario cart(String reentry) {
        return of("cart", """
                trigger: {event: Cart Updated}
                key: cart_id
                reentry: %s
                goal: {event: Order Completed, where: {property: cart_id, equals: {entry: cart_id}}}
                exit: {event: Account Closed}
                """.formatted(reentry), """
                - {id: wait_1h, wait: 1h}
                - {id: mail_1, send: one}
                - {id: wait_1d, wait: 1d}
                - {id: mail_2, send: two}
                """);
    }

    static Scenario welcome(String reentry) {
        return of("welcome", "trigger: {event: Signed Up}\nreentry: " + reentry, "- {id: mail, send: one}");
    }
}
