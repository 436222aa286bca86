package io.kikkake.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.kikkake.server.TestClock;
import io.kikkake.server.TestServer;
import io.kikkake.server.delivery.UnsubscribeLinks;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages for customers, used as customers do, in both languages and widths and within WCAG 2.2 AA as far as axe sees. */
class HostedPagesTest {

    private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    private static Browser browser;
    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.open();
        server = TestServer.start(new TestClock("2026-04-01T03:00:00Z"));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
            browser.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a@example.jp,1440,900,ja-JP,お知らせ,多くても週に1通,この内容で保存する,設定を保存しました。,取り消す",
        "b@example.jp,390,844,en-US,News,At most one message a week,Save,Saved.,Undo"
    })
    void choosingAndStopping(
            String address,
            int width,
            int height,
            String locale,
            String topic,
            String weekly,
            String save,
            String saved,
            String undo) {
        server.ingest("identify", "{'userId':'%1$s','traits':{'email':'%1$s'}}".formatted(address));
        server.settle();
        long customer = server.get("/api/customers?q=" + address)
                .path("customers")
                .get(0)
                .path("id")
                .asLong();
        UnsubscribeLinks links = server.bean(UnsubscribeLinks.class);
        Page page = browser.visitor(width, height, locale);
        browser.complaints().clear();

        page.navigate(server.url() + path(links.preferences(customer)));
        check(page, width);
        page.getByLabel(topic, new Page.GetByLabelOptions().setExact(true)).uncheck();
        page.getByLabel(weekly).check();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(save))
                .click();
        assertThat(page.getByRole(AriaRole.STATUS)).hasText(saved);
        assertThat(page.getByLabel(topic, new Page.GetByLabelOptions().setExact(true)))
                .not()
                .isChecked();
        assertThat(page.getByLabel(weekly)).isChecked();
        check(page, width);

        page.navigate(server.url() + path(links.link(customer, "news", "m1")));
        check(page, width);
        page.getByRole(AriaRole.BUTTON).first().click();
        assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(undo)))
                .isVisible();
        check(page, width);
        assertThat(browser.complaints()).isEmpty();
    }

    private static void check(Page page, int width) {
        assertThat(new AxeBuilder(page).withTags(RULES).analyze().getViolations())
                .isEmpty();
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .as("fits into " + width + " pixels")
                .isTrue();
    }

    private static String path(String url) {
        return url.replaceAll("https?://[^/]+", "");
    }
}
