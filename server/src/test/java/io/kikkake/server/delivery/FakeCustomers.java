package io.kikkake.server.delivery;

import io.kikkake.engine.value.Value;
import io.kikkake.server.customer.Customers;
import io.kikkake.server.customer.Profile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Customers in memory. */
final class FakeCustomers implements Customers {

    record Refused(long customer, String topic, String source) {}

    final List<Refused> refused = new ArrayList<>();
    private final Map<Long, Profile> profiles = new ConcurrentHashMap<>();

    /** Somebody of that address who wants offers. */
    void add(long id, String email, String lastName) {
        profiles.put(
                id,
                new Profile(
                        id,
                        (Value.ObjectOf) Value.from(Map.of("email", email, "lastName", lastName)),
                        Map.of("offers", true)));
    }

    /** @param matter as the engine names it, such as {@code @line} */
    void refuse(long id, String matter) {
        profiles.computeIfPresent(id, (known, old) -> {
            var consents = new HashMap<>(old.consents());
            consents.put(matter, false);
            return new Profile(id, old.attributes(), consents, old.suppressed());
        });
    }

    void suppress(long id, String reason) {
        profiles.computeIfPresent(id, (known, old) -> new Profile(id, old.attributes(), old.consents(), reason));
    }

    @Override
    public Map<Long, Profile> profiles(Collection<Long> ids) {
        var found = new HashMap<Long, Profile>();
        ids.forEach(id -> {
            Profile profile = profiles.get(id);
            if (profile != null) {
                found.put(id, profile);
            }
        });
        return found;
    }

    @Override
    public void unsubscribe(long customer, String topic, String source) {
        refused.add(new Refused(customer, topic, source));
        profiles.computeIfPresent(customer, (id, old) -> new Profile(id, old.attributes(), Map.of(topic, false)));
    }
}
