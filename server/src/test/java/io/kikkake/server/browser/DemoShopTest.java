package io.kikkake.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.kikkake.server.TestServer;
import java.io.IOException;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A visitor of the demo shop, with a real browser, and what comes by mail of what they do. */
class DemoShopTest {

    private static Browser browser;
    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.open();
        server = TestServer.demo();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
            browser.close();
        }
    }

    @Test
    void aCartLeftBehindComesByMailAfterTheWait() {
        Page page = browser.visitor(1280, 900, "ja-JP");
        putInCart(page, "koharu-pen");
        leaveAddress(page, "leaves@example.jp");
        server.settle();
        server.skip();

        assertThat(server.subjectsTo("leaves@example.jp")).containsExactly("お客様、カートに商品が残っています");
        assertThat(textOfMailTo("leaves@example.jp")).contains("万年筆「こはる」", "¥8,800");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void whoBuysFirstGetsNoReminder() {
        Page page = browser.visitor(390, 844, "ja-JP");
        putInCart(page, "hiyori-note");
        leaveAddress(page, "buys@example.jp");
        page.navigate(server.url() + "/shop/checkout.html");
        fill(page, "lastName", "鈴木");
        fill(page, "firstName", "一郎");
        fill(page, "email", "buys@example.jp");
        page.getByTestId("checkout-submit").click();
        assertThat(page.getByTestId("order-id")).isVisible();
        awaitEvent("Order Completed", "buys@example.jp");
        server.settle();
        server.skip();

        assertThat(server.subjectsTo("buys@example.jp")).isEmpty();
    }

    @Test
    void signingUpIsAnsweredAtOnceWithNameAndCoupon() {
        Page page = browser.visitor(390, 844, "ja-JP");
        page.navigate(server.url() + "/shop/signup.html");
        fill(page, "lastName", "山田");
        fill(page, "firstName", "花子");
        fill(page, "email", "hanako@example.jp");
        page.getByTestId("consent").check();
        page.getByTestId("signup-submit").click();
        awaitEvent("Signed Up", "hanako@example.jp");
        server.settle();

        assertThat(server.subjectsTo("hanako@example.jp")).containsExactly("山田様、ご登録ありがとうございます");
        assertThat(textOfMailTo("hanako@example.jp")).contains("山田 花子様", "WELCOME10");
    }

    @Test
    void aDocumentComesAtOnceAndTheRepresentativeWritesThreeBusinessDaysLater() {
        Page page = browser.visitor(1280, 900, "ja-JP");
        page.navigate(server.url() + "/shop/document.html");
        fill(page, "company", "株式会社あおぞら");
        fill(page, "lastName", "田中");
        fill(page, "firstName", "一郎");
        fill(page, "email", "tanaka@aozora.example");
        page.getByTestId("document-submit").click();
        awaitEvent("Document Requested", "tanaka@aozora.example");
        server.settle();
        assertThat(server.subjectsTo("tanaka@aozora.example")).containsExactly("【ひより商店】資料「オフィス向け備品カタログ 2026」をお届けします");

        TestServer.await("the representative's mail", () -> {
            server.skip();
            return server.subjectsTo("tanaka@aozora.example").size() == 2;
        });
        assertThat(server.subjectsTo("tanaka@aozora.example").getLast())
                .isEqualTo("【ひより商店/佐藤 健】資料「オフィス向け備品カタログ 2026」はご覧いただけましたでしょうか");
        assertThat(server.get("/api/mailbox?q=tanaka@aozora.example")
                        .path("mails")
                        .get(0)
                        .path("from")
                        .asString())
                .isEqualTo("佐藤 健 <sato@hiyori.example>");
    }

    private static void putInCart(Page page, String product) {
        page.navigate(server.url() + "/shop/");
        page.getByTestId("product-" + product).click();
        page.getByTestId("add-to-cart").click();
        assertThat(page.getByTestId("cart-count")).hasText("1");
    }

    private static void leaveAddress(Page page, String email) {
        page.navigate(server.url() + "/shop/cart.html");
        page.getByTestId("cart-email").fill(email);
        page.getByTestId("consent").check();
        page.getByTestId("cart-email-submit").click();
        awaitEvent("Topic Subscribed", email);
    }

    private static void fill(Page page, String name, String value) {
        page.locator("main [name=" + name + "]").fill(value);
    }

    /** Until what the browser sends by itself has arrived. */
    private static void awaitEvent(String name, String email) {
        TestServer.await(
                name + " of " + email,
                () -> server.database()
                                .jdbc()
                                .sql("select count(*) from event e join customer_identity i using (customer_id)"
                                        + " where e.name = ? and i.value = ?")
                                .params(name, email)
                                .query(Long.class)
                                .single()
                        > 0);
    }

    private static String textOfMailTo(String recipient) {
        var mails = server.get("/api/mailbox?limit=200").path("mails");
        String id = StreamSupport.stream(mails.spliterator(), false)
                .filter(mail -> mail.path("to").asString().contains(recipient))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
        return server.get("/api/mailbox/" + id).path("text").asString();
    }
}
