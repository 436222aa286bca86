package io.kikkake.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import io.kikkake.server.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every page of the admin UI opens, in both languages and widths, without an error and within WCAG 2.2 AA as far as axe sees. */
class AdminPagesTest {

    private static final List<String> PAGES = List.of(
            "/",
            "/events",
            "/customers",
            "/customers/1",
            "/scenarios",
            "/scenarios/cart-abandonment",
            "/messages",
            "/mailbox",
            "/suppressions",
            "/suppressions?q=nobody",
            "/settings");
    private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    private static Browser browser;
    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.open();
        server = TestServer.demo();
        server.ingest(
                "identify", "{'userId':'m-1','traits':{'email':'hanako@example.jp','lastName':'山田','firstName':'花子'}}");
        server.ingest("track", "{'userId':'m-1','event':'Topic Subscribed','properties':{'topic':'offers'}}");
        server.ingest("track", "{'userId':'m-1','event':'Signed Up'}");
        // What came back, what a file brought, and what is refused for what we are.
        server.ingest(
                "track",
                "{'userId':'m-1','event':'Message Bounced','properties':{'hard':true,'address':'old@example.jp','reason':'unknown-user','words':'550 5.1.1 user unknown'}}");
        server.settle();
        server.database()
                .jdbc()
                .sql(
                        "insert into refusal (message, at, sender, house, fault, code, enhanced, words) values ('m1', ?::timestamptz,"
                                + " 'shop.example.jp', 'example.ne.jp', 'blocked', 554, '5.7.1', '554 5.7.1 blocked using zen.spamhaus.org')")
                .params(server.bean(Clock.class).instant().toString())
                .update();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
            browser.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"1440,900,ja-JP,ホーム", "390,844,ja-JP,ホーム", "1440,900,en-US,Home", "390,844,en-US,Home"})
    void everyPageOpens(int width, int height, String locale, String home) throws IOException {
        Page page = browser.visitor(width, height, locale);
        signIn(page);
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText(home);
        browser.complaints().clear();
        for (String path : PAGES) {
            page.navigate(server.url() + path);
            assertThat(page.locator("main").first()).isVisible();
            page.waitForLoadState(LoadState.LOAD);
            var violations = new AxeBuilder(page).withTags(RULES).analyze().getViolations();
            assertThat(violations).as(path + " " + locale + " " + width).isEmpty();
            assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                    .as(path + " fits into " + width + " pixels")
                    .isTrue();
        }
        assertThat(browser.complaints()).isEmpty();
    }

    private static void signIn(Page page) throws IOException {
        page.navigate(server.url() + "/login");
        page.locator("input[type=email], input[name=email]").first().fill("admin@kikkake.local");
        page.locator("input[type=password]")
                .first()
                .fill(Files.readString(server.data().resolve("admin-password")).strip());
        page.keyboard().press("Enter");
        page.getByRole(AriaRole.DIALOG)
                .getByText(java.util.regex.Pattern.compile("あとで|later"))
                .last()
                .click();
    }
}
