package io.kikkake.engine.scenario;

import io.kikkake.engine.scenario.Trigger.News;
import io.kikkake.engine.value.Value;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads triggers that a product or an article sets off. */
final class NewsReader {

    private NewsReader() {}

    /** {@code {restock: true}} or {@code {restock: {lot: 3}}}. */
    static Optional<Trigger> restock(Fields fields) {
        return news(
                fields,
                "restock",
                new News.Restock(1),
                inner -> TriggerReader.optional(
                                inner, "lot", 1, place -> TriggerReader.whole(place, 1, News.Restock.MOST))
                        .map(News.Restock::new));
    }

    static Optional<Trigger> priceDrop(Fields fields) {
        return news(
                fields,
                "price-drop",
                new News.PriceDrop(1),
                inner -> TriggerReader.optional(inner, "percent", 1, place -> TriggerReader.whole(place, 1, 100))
                        .map(News.PriceDrop::new));
    }

    static Optional<Trigger> fewLeft(Fields fields) {
        return news(
                fields,
                "few-left",
                null,
                inner -> inner.required("at-most")
                        .flatMap(place -> TriggerReader.whole(place, 1, 1000))
                        .map(News.FewLeft::new));
    }

    static Optional<Trigger> newArticle(Fields fields) {
        return news(
                fields,
                "new-article",
                new News.NewArticle(null),
                inner -> inner.required("category").flatMap(Place::text).map(News.NewArticle::new));
    }

    /** @param plain what {@code true} means; null where it means nothing */
    private static Optional<Trigger> news(
            Fields fields, String kind, @Nullable News plain, Function<Fields, Optional<? extends News>> read) {
        Optional<? extends News> news = fields.required(kind).flatMap(place -> {
            if (plain != null && place.value().equals(Value.of(true))) {
                return Optional.of(plain);
            }
            return place.fields().flatMap(inner -> {
                Optional<? extends News> told = read.apply(inner);
                inner.end();
                return told;
            });
        });
        return news.flatMap(about -> TriggerReader.where(fields).map(where -> new Trigger.OnNews(about, where)));
    }
}
