package io.kikkake.server.delivery;

import io.kikkake.engine.value.Value;
import io.kikkake.server.customer.Customers;
import io.kikkake.server.customer.Profile;
import io.kikkake.server.message.Contents;
import io.kikkake.server.message.Links;
import io.kikkake.server.message.Owner;
import io.kikkake.server.message.Rendered;
import io.kikkake.server.message.Renderer;
import io.kikkake.server.message.RenderingFailed;
import io.kikkake.server.platform.Json;
import io.kikkake.server.platform.Problem;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows a message as somebody would get it: the last who did, or else a made-up customer. */
@RestController
class PreviewApi {

    private static final Owner OWNER = new Owner("sato@hiyori.example", "佐藤 健一", "法人営業部", "03-0000-0000");

    private static final Profile CUSTOMER = new Profile(0, Json.object("""
                    {"lastName": "山田", "firstName": "花子", "name": "山田 花子", "email": "hanako@example.jp",
                     "company": "株式会社みほん", "department": "総務部", "title": "部長"}"""), Map.of());

    private static final Value.ObjectOf EVENT = Json.object("""
            {"cart_id": "c-1", "cart_url": "https://hiyori.example/cart/c-1", "value": 8400, "item_count": 2,
             "products": [
               {"id": "p-1", "name": "ひより リネンシャツ", "quantity": 1, "price": 5400, "url": "https://hiyori.example/p-1"},
               {"id": "p-2", "name": "竹のカトラリー", "quantity": 2, "price": 1500, "url": "https://hiyori.example/p-2"}],
             "order_id": "o-1", "document_id": "d-1", "document_title": "導入事例集",
             "document_url": "https://hiyori.example/documents/d-1"}""");

    private final Contents contents;
    private final Renderer renderer;
    private final Customers customers;
    private final Owners owners;
    private final Messages messages;
    private final Clock clock;

    PreviewApi(
            Contents contents, Renderer renderer, Customers customers, Owners owners, Messages messages, Clock clock) {
        this.contents = contents;
        this.renderer = renderer;
        this.customers = customers;
        this.owners = owners;
        this.messages = messages;
        this.clock = clock;
    }

    record Preview(String subject, @Nullable String html, String text, List<Attached> attachments) {}

    /** @param size in bytes */
    record Attached(String name, String type, int size) {}

    private record Sample(Profile customer, Value.ObjectOf entry) {}

    @GetMapping("/api/scenarios/{scenario}/messages/{message}/preview")
    Preview preview(@PathVariable String scenario, @PathVariable String message) {
        int version = contents.newest(scenario, message)
                .orElseThrow(() -> Problem.notFound("The message " + message + " of scenario " + scenario));
        Sample sample = lastOf(scenario);
        try {
            Rendered rendered = renderer.render(
                    contents.content(scenario, version, message),
                    sample.customer(),
                    sample.entry(),
                    owner(sample.customer()),
                    new Links("https://example.jp/u/preview", "https://example.jp/p/preview"),
                    clock.instant());
            return new Preview(
                    rendered.subject(),
                    withPictures(rendered),
                    rendered.text(),
                    rendered.files().stream()
                            .filter(file -> file.inlineAs() == null)
                            .map(file -> new Attached(file.name(), file.type(), file.size()))
                            .toList());
        } catch (RenderingFailed e) {
            throw new Problem(422, "The message cannot be shown", String.valueOf(e.getMessage()));
        }
    }

    /** A browser has no mail to take them from, so they stand in the page itself. */
    private static @Nullable String withPictures(Rendered rendered) {
        String html = rendered.html();
        if (html == null) {
            return null;
        }
        for (Rendered.Enclosure file : rendered.files()) {
            if (file.inlineAs() != null) {
                html = html.replace(
                        "cid:" + file.inlineAs(),
                        "data:" + file.type() + ";base64," + file.base64().replace("\r\n", ""));
            }
        }
        return html;
    }

    private Owner owner(Profile customer) {
        Owner owner = owners.of(customer);
        return owner == null ? OWNER : owner;
    }

    private Sample lastOf(String scenario) {
        return messages.lastSent(scenario)
                .map(last -> new Sample(
                        customers.profiles(List.of(last.customer())).getOrDefault(last.customer(), CUSTOMER),
                        Json.object(last.entry())))
                .orElseGet(() -> new Sample(CUSTOMER, EVENT));
    }
}
