package io.kikkake.server.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.server.Scene;
import io.kikkake.server.TestClock;
import io.kikkake.server.TestServer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** News of products and articles, and forms, from event to mail. It is noon of a Wednesday in Tokyo. */
class CatalogTriggersTest {

    private final TestClock clock = new TestClock("2026-04-01T03:00:00Z");
    private TestServer server;
    private Scene scene;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.start(clock);
        scene = new Scene(server, clock);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void product(String id, int stock) {
        assertThat(scene.put("/api/catalog/products/" + id, "{'name':'" + id + "','stock':" + stock + ",'price':9000}")
                        .status())
                .isEqualTo(204);
    }

    private void article(String id, String... categories) {
        assertThat(scene.put("/api/catalog/articles/" + id, "{'categories':[" + String.join(",", categories) + "]}")
                        .status())
                .isEqualTo(204);
    }

    private void requests(String user, String product) {
        scene.does(user, "Product Requested", "'product_id':'" + product + "'");
        server.settle();
    }

    /** The catalog has told whatever there was to tell now. */
    private void told() {
        scene.pass(Duration.ZERO);
    }

    @Test
    void theLastPiecesAreToldOnceToThoseWhoAskedOrLooked() {
        product("bag", 10);
        scene.publish("few", "{few-left: {at-most: 3}}");
        scene.signUp("looker");
        scene.signUp("asker");
        scene.signUp("stranger");
        scene.does("looker", "Product Viewed", "'product_id':'bag'");
        requests("asker", "bag");

        product("bag", 4);
        told();
        assertThat(scene.mails("looker")).isEmpty();
        product("bag", 3);
        told();
        assertThat(scene.mails("looker")).containsExactly("few");
        assertThat(scene.mails("asker")).containsExactly("few");
        assertThat(scene.mails("stranger")).isEmpty();
        product("bag", 1);
        product("bag", 0);
        told();
        assertThat(scene.mails("looker")).hasSize(1);
        product("bag", 9);
        product("bag", 2);
        told();
        assertThat(scene.mails("looker")).hasSize(2);
    }

    @Test
    void aNewArticleIsToldOnceToThoseWhoAskedForOneOfItsCategories() {
        product("any", 1);
        scene.publish("bags", "{new-article: {category: bags}}");
        scene.signUp("fan");
        scene.signUp("walker");
        scene.does("fan", "Category Requested", "'category':'bags'");
        scene.does("fan", "Category Requested", "'category':'sale'");
        scene.does("walker", "Category Requested", "'category':'shoes'");
        server.settle();

        article("a1", "'bags'", "'sale'");
        told();
        assertThat(scene.mails("fan")).containsExactly("bags");
        article("a1", "'bags'", "'sale'", "'shoes'");
        article("a2", "'shoes'");
        article("a3", "'sale'");
        told();
        assertThat(scene.mails("fan")).hasSize(1);
        assertThat(scene.mails("walker")).isEmpty();
        article("a4", "'bags'");
        told();
        assertThat(scene.mails("fan")).hasSize(2);
    }

    @Test
    void aFormStartsTheScenarioOfItsName() {
        scene.publish(Scene.document(
                "contact", "{form: contact}", "- {id: mail, send: m}", "{{ event.product }} ありがとうございます"));
        scene.signUp("writer");
        scene.does("writer", "Form Submitted", "'form':'survey'", "'product':'shoe'");
        server.settle();
        assertThat(scene.mails("writer")).isEmpty();
        scene.does("writer", "Form Submitted", "'form':'contact'", "'product':'bag'");
        server.settle();
        assertThat(scene.mails("writer")).containsExactly("bag ありがとうございます");
    }

    @Test
    void atMostALotForEachPieceIsToldAtATimeInTheOrderOfTheRequests() {
        product("shoe", 0);
        scene.publish("restock", "{restock: {lot: 2}}");
        for (int i = 0; i < 7; i++) {
            scene.signUp("w" + i);
            requests("w" + i, "shoe");
        }
        // Who asks again keeps their place.
        requests("w0", "shoe");
        requests("w6", "shoe");
        product("shoe", 2);
        told();
        assertThat(waiting()).isEqualTo("xxxx...");
        // More of it within the hour is the same lot still.
        product("shoe", 3);
        told();
        assertThat(waiting()).isEqualTo("xxxx...");
        scene.pass(Duration.ofMinutes(59));
        assertThat(waiting()).isEqualTo("xxxx...");
        product("shoe", 1);
        scene.pass(Duration.ofMinutes(1));
        assertThat(waiting()).isEqualTo("xxxxxx.");
        product("shoe", 0);
        scene.pass(Duration.ofHours(2));
        assertThat(waiting()).isEqualTo("xxxxxx.");
    }

    /** By order of request, who has been told. */
    private String waiting() {
        var told = new StringBuilder();
        for (int i = 0; i < 7; i++) {
            told.append(scene.mails("w" + i).isEmpty() ? '.' : 'x');
        }
        return told.toString();
    }

    @Test
    void whenTwoBecomeOneTheyKeepTheEarlierPlaceAndAreToldOnce() {
        product("shoe", 0);
        scene.publish("restock", "{restock: {lot: 1}}");
        scene.visitorDoes("device", "Product Requested", "'product_id':'shoe'");
        server.settle();
        scene.signUp("rival");
        requests("rival", "shoe");
        scene.signUp("member");
        requests("member", "shoe");
        server.ingest("identify", "{'userId':'member','anonymousId':'device'}");
        server.settle();
        assertThat(scene.count("select count(*) from interest")).isEqualTo(2);

        product("shoe", 1);
        told();
        assertThat(scene.mails("member")).containsExactly("restock");
        assertThat(scene.mails("rival")).isEmpty();
        scene.pass(Duration.ofHours(1));
        assertThat(scene.mails("rival")).containsExactly("restock");
        scene.pass(Duration.ofHours(1));
        assertThat(scene.mails("member")).hasSize(1);
    }

    @Test
    void whoOnlyLookedBeforeTheMergeTakesTheOthersPlaceInTheQueue() {
        product("shoe", 0);
        scene.publish("restock", "{restock: {lot: 1}}");
        scene.visitorDoes("device", "Product Viewed", "'product_id':'shoe'");
        server.settle();
        scene.signUp("rival");
        requests("rival", "shoe");
        scene.signUp("member");
        requests("member", "shoe");
        server.ingest("identify", "{'userId':'member','anonymousId':'device'}");
        server.settle();

        product("shoe", 1);
        told();
        assertThat(scene.mails("rival")).containsExactly("restock");
        assertThat(scene.mails("member")).isEmpty();
    }
}
