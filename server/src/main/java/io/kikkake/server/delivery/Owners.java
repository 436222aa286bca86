package io.kikkake.server.delivery;

import io.kikkake.server.customer.Profile;
import io.kikkake.server.customer.Representatives;
import io.kikkake.server.message.Owner;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The representative of a customer, as a message shows them. */
@Component
class Owners {

    private final Representatives representatives;

    Owners(Representatives representatives) {
        this.representatives = representatives;
    }

    @Nullable
    Owner of(Profile customer) {
        return representatives
                .ownerOf(customer)
                .map(one -> new Owner(one.email(), one.name(), one.title(), one.phone()))
                .orElse(null);
    }
}
