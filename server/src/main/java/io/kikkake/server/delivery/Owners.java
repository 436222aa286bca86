package io.kikkake.server.delivery;

import io.kikkake.server.customer.Profile;
import io.kikkake.server.customer.Representatives.Representative;
import io.kikkake.server.message.Owner;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the representative of a customer among those read for a whole batch. */
final class Owners {

    private Owners() {}

    /** The one the attribute {@code owner} names by e-mail address, else the standard one, else nobody. */
    static @Nullable Owner of(Profile customer, List<Representative> all) {
        String named = customer.text("owner");
        return all.stream()
                .filter(one -> one.email().equalsIgnoreCase(named))
                .findFirst()
                .or(() -> all.stream().filter(Representative::standard).findFirst())
                .map(one -> new Owner(one.email(), one.name(), one.title(), one.phone()))
                .orElse(null);
    }
}
