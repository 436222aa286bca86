package io.kikkake.server.message;

import io.kikkake.engine.value.Value;
import io.kikkake.server.TestSettings;
import io.kikkake.server.channel.Channels;
import io.kikkake.server.customer.Profile;
import io.kikkake.server.platform.Json;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Messages as somebody gets them, without a server. */
public final class Samples {

    /** For messages that carry none: whoever asks for one fails. */
    static final Files NO_FILES =
            new Files(JdbcClient.create(new DriverManagerDataSource("jdbc:none:")), Clock.systemUTC());

    private static final Profile CUSTOMER = new Profile(1, Json.object("""
            {"lastName": "山田", "firstName": "花子", "name": "山田 花子", "email": "hanako@example.jp",
             "company": "株式会社みほん"}"""), Map.of());
    private static final Value.ObjectOf EVENT = Json.object("""
            {"cart_id": "c-1", "cart_url": "https://hiyori.example/cart/c-1", "value": 8400, "item_count": 2,
             "products": [
               {"id": "p-1", "name": "ひより リネンシャツ", "quantity": 1, "price": 5400, "url": "https://hiyori.example/p-1"}],
             "shop_url": "https://hiyori.example/", "topic": "お得なお知らせ", "confirm": "https://hiyori.example/c/1",
             "document_id": "d-1", "document_title": "導入事例集", "document_url": "https://hiyori.example/d-1"}""");

    private Samples() {}

    /** @param messages as a scenario has them */
    public static Map<String, Rendered> of(Value.ObjectOf messages) {
        var renderer = new Renderer(
                TestSettings.with(Map.of(
                        "kikkake.sender.name", "ひより商店",
                        "kikkake.sender.address", "〒000-0000 東京都見本区例町1-2-3",
                        "kikkake.sender.contact", "shop@hiyori.example")),
                NO_FILES);
        var rendered = new LinkedHashMap<String, Rendered>();
        MessageReader.readAll(messages, id -> false, new Channels(List.of(), List.of()), NO_FILES)
                .forEach(one -> rendered.put(
                        one.message(),
                        renderer.render(
                                new Content(
                                        one.subject(),
                                        one.html() == null ? "" : one.html(),
                                        one.text(),
                                        one.from(),
                                        Value.ObjectOf.EMPTY),
                                CUSTOMER,
                                EVENT,
                                new Owner("sato@hiyori.example", "佐藤 健一", "法人営業部", "03-0000-0000"),
                                new Links("https://hiyori.example/u/t", "https://hiyori.example/p/t"),
                                Instant.parse("2026-04-01T03:00:00Z"))));
        return rendered;
    }
}
