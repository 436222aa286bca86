package io.kikkake.server.access;

import io.kikkake.server.platform.Settings;
import java.io.PrintStream;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Says in the terminal where to look, once everything is there. */
@Component
class ReadyNotice {

    private final Settings settings;
    private final FirstStart firstStart;
    private final Environment environment;

    ReadyNotice(Settings settings, FirstStart firstStart, Environment environment) {
        this.settings = settings;
        this.firstStart = firstStart;
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    void show() {
        print(System.out);
    }

    void print(PrintStream out) {
        String line = "─".repeat(74);
        String url = url();
        var text = new StringBuilder("\n" + line + "\n  Kikkake is ready · きっかけの準備ができました\n\n");
        entry(text, "Admin UI · 管理画面", url + "/");
        if (settings.demo()) {
            entry(text, "Demo shop · デモショップ", url + "/shop/");
        }
        if (!settings.smtp().leaves()) {
            entry(text, "Mailbox · テスト受信箱", url + "/mailbox");
        }
        firstStart.passwordToShow().ifPresent(password -> {
            text.append('\n');
            entry(text, "E-mail · メールアドレス", firstStart.email());
            entry(text, "One-time password · 初回パスワード", password);
            text.append(settings.demo() ? "" : "  Shown only this once: change it after signing in · 一度だけ表示されます\n");
        });
        if (!settings.sender().complete()) {
            text.append(
                    "\n  Set sender: name, address and contact; advertising mail in Japan must show them (特定電子メール法)\n");
            text.append("  sender の name・address・contact を設定してください（広告メールには表示義務があります）\n");
        }
        out.println(text + line + "\n");
    }

    private static void entry(StringBuilder text, String label, String value) {
        int width = label.codePoints().map(c -> c < 0x2e80 ? 1 : 2).sum();
        text.append("  ")
                .append(label)
                .repeat(' ', Math.max(2, 36 - width))
                .append(value)
                .append('\n');
    }

    /** A port that was given out by the system is known only now. */
    private String url() {
        String port = environment.getProperty("local.server.port");
        boolean local = settings.publicUrl() == null || settings.publicUrl().isBlank();
        return local && port != null ? "http://localhost:" + port : settings.baseUrl();
    }
}
