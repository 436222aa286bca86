package io.kikkake.server.line;

import com.linecorp.bot.messaging.model.ButtonsTemplate;
import com.linecorp.bot.messaging.model.Message;
import com.linecorp.bot.messaging.model.TemplateMessage;
import com.linecorp.bot.messaging.model.TextMessage;
import com.linecorp.bot.messaging.model.URIAction;
import io.kikkake.server.platform.Settings;
import jakarta.annotation.PreDestroy;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.stereotype.Component;

/**
 * Links a friend with a customer of the shop, at the friend's wish: a button with the data {@link #LINK}, such as one of a rich menu,
 * is answered with the way to the shop's sign-in page; {@link #UNLINK} parts the two.
 *
 * @see <a href="https://developers.line.biz/en/docs/messaging-api/linking-accounts/">Linking accounts</a>
 */
@Component
class Linking {

    static final String LINK = "kikkake:link";
    static final String UNLINK = "kikkake:unlink";

    private static final String DIALOG = "https://access.line.me/dialog/bot/accountLink";

    private final LineClient line;
    private final LineEvents events;
    private final Settings settings;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Linking(LineClient line, LineEvents events, Settings settings) {
        this.line = line;
        this.events = events;
        this.settings = settings;
    }

    /** LINE is not kept waiting for our answer to the friend. */
    void hear(Told told) {
        if (!told.type().equals("postback")) {
            return;
        }
        switch (told.text("postback.data")) {
            case LINK -> threads.execute(() -> offer(told));
            case UNLINK -> threads.execute(() -> part(told));
            default -> {}
        }
    }

    private void offer(Told told) {
        if (settings.line().linkPage() == null) {
            return;
        }
        line.linkToken(told.lineUserId()).ifPresent(token -> {
            URI page = URI.create(settings.baseUrl() + "/line/link?linkToken=" + encoded(token));
            var button = new URIAction("連携する", page, null);
            var buttons = new ButtonsTemplate.Builder("LINEとお店の会員情報を連携します。連携はいつでも解除できます。", List.of(button)).build();
            Message offer = new TemplateMessage("LINEとお店の会員情報を連携します: " + page, buttons);
            line.reply(told.text("replyToken"), List.of(offer));
        });
    }

    private void part(Told told) {
        boolean parted = events.unlink(told.lineUserId(), told.at(), told.id());
        String words = parted ? "連携を解除しました。" : "連携されていません。";
        line.reply(told.text("replyToken"), List.of(new TextMessage(words)));
    }

    /** Where the customer signs in at the shop; empty where that is not set. */
    Optional<URI> page(String linkToken) {
        return Optional.ofNullable(settings.line().linkPage()).map(page -> {
            String written = page.toString();
            return URI.create(written + (written.contains("?") ? "&" : "?") + "linkToken=" + encoded(linkToken));
        });
    }

    /** Where LINE asks whether to link. */
    static URI dialog(String linkToken, String nonce) {
        return URI.create(DIALOG + "?linkToken=" + encoded(linkToken) + "&nonce=" + encoded(nonce));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @PreDestroy
    void close() {
        threads.close();
    }
}
