package io.kikkake.server.deed;

import io.kikkake.server.platform.Problem;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Pools of coupon codes: filled here, emptied by coupon steps. */
@RestController
class CouponApi {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
    private static final int MOST_CODES = 100_000;
    private static final int LONGEST_CODE = 100;

    record Added(String pool, int added, long codes, long left) {}

    record All(List<Coupons.Pool> pools) {}

    private final Coupons coupons;

    CouponApi(Coupons coupons) {
        this.coupons = coupons;
    }

    @GetMapping("/api/coupons")
    All all() {
        return new All(coupons.pools());
    }

    /** One code a line; a code the pool has already counts once. */
    @PostMapping(path = "/api/coupons/{pool}", consumes = MediaType.TEXT_PLAIN_VALUE)
    Added upload(@PathVariable String pool, @RequestBody String lines) {
        if (!ID.matcher(pool).matches()) {
            throw new Problem(
                    422,
                    "No such pool",
                    "A pool's name has letters, digits, \"-\" and \"_\" only, and at most 64 of them.");
        }
        List<String> codes = lines.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .distinct()
                .toList();
        if (codes.isEmpty() || codes.size() > MOST_CODES) {
            throw new Problem(422, "No codes stored", "Send 1 to " + MOST_CODES + " codes, one a line.");
        }
        for (String code : codes) {
            if (code.length() > LONGEST_CODE || code.chars().anyMatch(Character::isISOControl)) {
                throw new Problem(
                        422,
                        "No codes stored",
                        "A code has at most " + LONGEST_CODE + " characters and no control characters.");
            }
        }
        int added = coupons.add(pool, codes);
        Coupons.Pool now = coupons.pool(pool);
        return new Added(pool, added, now.codes(), now.left());
    }
}
