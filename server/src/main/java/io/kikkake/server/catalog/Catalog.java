package io.kikkake.server.catalog;

import io.kikkake.engine.scenario.Trigger;
import io.kikkake.engine.scenario.Trigger.News;
import io.kikkake.engine.value.Value;
import io.kikkake.server.platform.Json;
import io.kikkake.server.scenario.ScenarioVersion;
import io.kikkake.server.scenario.Scenarios;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Products and articles as they are now. A change that is news is noted with it in one transaction, to be told afterwards. */
@Component
class Catalog {

    /** @param stock null: not counted */
    record Product(
            String id,
            Map<String, Object> data,
            @Nullable Long stock,
            @Nullable BigDecimal price,
            List<String> categories) {}

    private record Before(@Nullable Long stock, @Nullable BigDecimal price) {}

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Scenarios scenarios;
    private final Interests interests;
    private final Clock clock;

    Catalog(
            JdbcClient jdbc,
            TransactionOperations transactions,
            Scenarios scenarios,
            Interests interests,
            Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.scenarios = scenarios;
        this.interests = interests;
        this.clock = clock;
    }

    void put(List<Product> products) {
        interests.use();
        transactions.executeWithoutResult(transaction -> products.forEach(this::put));
    }

    private void put(Product product) {
        Optional<Before> before = jdbc.sql("select stock, price from product where id = ? for update")
                .param(product.id())
                .query((row, number) -> new Before(row.getObject(1, Long.class), row.getBigDecimal(2)))
                .optional();
        jdbc.sql("insert into product (id, data, stock, price, categories, updated_at) values (?, ?::jsonb, ?, ?, ?, ?)"
                        + " on conflict (id) do update set data = excluded.data, stock = excluded.stock,"
                        + " price = excluded.price, categories = excluded.categories, updated_at = excluded.updated_at")
                .param(product.id())
                .param(Json.write(product.data()))
                .param(product.stock())
                .param(product.price())
                .param(product.categories().toArray(String[]::new))
                .param(now())
                .update();
        before.ifPresent(was -> news(product, was));
    }

    private void news(Product product, Before was) {
        Long stock = product.stock();
        Long stockBefore = was.stock();
        if (stock != null && stockBefore != null) {
            if (stockBefore <= 0 && stock > 0) {
                tell(product, new News.Restock(1).event(), true, Map.of());
            }
            boolean few = triggers()
                    .anyMatch(news -> news instanceof News.FewLeft(var atMost)
                            && stockBefore > atMost
                            && stock <= atMost
                            && stock > 0);
            if (few) {
                tell(product, new News.FewLeft(1).event(), false, Map.of());
            }
        }
        BigDecimal price = product.price();
        BigDecimal priceBefore = was.price();
        if (price != null && priceBefore != null && priceBefore.signum() > 0 && price.compareTo(priceBefore) < 0) {
            BigDecimal percent = priceBefore
                    .subtract(price)
                    .multiply(BigDecimal.valueOf(100))
                    .divide(priceBefore, 2, RoundingMode.DOWN);
            tell(product, new News.PriceDrop(1).event(), false, Map.of("was", priceBefore, "percent", percent));
        }
    }

    private Stream<News> triggers() {
        return scenarios.newest().stream()
                .filter(ScenarioVersion::active)
                .map(version -> version.scenario().trigger())
                .flatMap(trigger ->
                        trigger instanceof Trigger.OnNews(var news, var where) ? Stream.of(news) : Stream.empty());
    }

    /** The most careful lot of those that scenarios ask for; nothing where none tells of restocks. */
    Optional<Integer> lot() {
        return triggers()
                .flatMap(news -> news instanceof News.Restock(var lot) ? Stream.of(lot) : Stream.<Integer>empty())
                .min(Integer::compare);
    }

    private void tell(Product product, String event, boolean asked, Map<String, Object> more) {
        var data = new LinkedHashMap<>(product.data());
        data.putAll(more);
        data.put("product_id", product.id());
        note(event, product.id(), List.of("product:" + product.id()), data, asked);
    }

    private void note(String event, String id, List<String> subjects, Map<String, Object> data, boolean asked) {
        // What was to be told of the same before is out of date now.
        jdbc.sql("update telling set due = null where product = ? and event = ?")
                .params(id, event)
                .update();
        jdbc.sql("insert into telling (event, product, subjects, data, asked, due) values (?, ?, ?, ?::jsonb, ?, ?)")
                .params(event, id, subjects.toArray(String[]::new), Json.write(data), asked, now())
                .update();
    }

    /** An article is news once. */
    void putArticle(String id, Map<String, Object> data, List<String> categories) {
        interests.use();
        transactions.executeWithoutResult(transaction -> {
            boolean fresh = jdbc.sql(
                            "insert into article (id, data, categories, published_at) values (?, ?::jsonb, ?, ?)"
                                    + " on conflict (id) do update set data = excluded.data, categories = excluded.categories"
                                    + " returning xmax = 0")
                    .params(id, Json.write(data), categories.toArray(String[]::new), now())
                    .query(Boolean.class)
                    .single();
            if (fresh && !categories.isEmpty()) {
                var told = new LinkedHashMap<>(data);
                told.put("article_id", id);
                List<String> subjects = new ArrayList<>();
                categories.forEach(category -> subjects.add("category:" + category));
                note(new News.NewArticle(null).event(), id, subjects, told, false);
            }
        });
    }

    Optional<Map<String, ?>> product(String id) {
        return jdbc.sql("select data::text from product where id = ?")
                .param(id)
                .query(String.class)
                .optional()
                .map(json ->
                        Json.map(Json.read(json) instanceof Value.ObjectOf object ? object : Value.ObjectOf.EMPTY));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
