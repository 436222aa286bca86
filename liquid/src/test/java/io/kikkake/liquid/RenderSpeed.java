package io.kikkake.liquid;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints how many mails of some 3 KB one core renders a second. Run by hand; a machine's speed is nothing to test. */
final class RenderSpeed {
    private static final String MAIL = """
            <!doctype html>
            <html lang="ja"><head><meta charset="utf-8"><title>{{ shop.name }}</title></head>
            <body style="margin:0;padding:0;background:#f4f4f4;font-family:'Hiragino Sans',sans-serif">
            <table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center">
            <table role="presentation" width="600" cellpadding="0" cellspacing="0" style="background:#ffffff">
            <tr><td style="padding:24px 32px;font-size:20px;font-weight:bold">{{ shop.name }}</td></tr>
            <tr><td style="padding:0 32px 16px 32px;font-size:14px;line-height:1.8">
            {{ customer.name | honorific }}<br><br>
            いつも{{ shop.name }}をご利用いただき、ありがとうございます。<br>
            {% if customer.points > 0 %}現在のポイントは<b>{{ customer.points }}</b>ポイントです。<br>{% endif %}
            {%- unless customer.birthday == blank %}
            {{ customer.birthday | date: "%-m月%-d日(%a)" }}のお誕生日、おめでとうございます。<br>
            {%- endunless %}
            カートに次の商品が残っています。お買い忘れはございませんか。
            </td></tr>
            {% for line in cart.lines %}
            <tr><td style="padding:8px 32px;border-top:1px solid #eeeeee">
            <table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr>
            <td width="96"><img src="{{ line.image }}" width="80" height="80" alt="{{ line.title | truncate: 40 }}"></td>
            <td style="font-size:14px;line-height:1.6"><a href="{{ line.url }}?utm_source=mail">{{ line.title }}</a><br>
            {% if line.variant %}<span style="color:#888888">{{ line.variant }}</span><br>{% endif %}
            数量 {{ line.quantity }}　{{ line.price | times: line.quantity | money }}
            {% case line.stock %}{% when 1, 2, 3 %}<b>残りわずかです</b>{% when 0 %}在庫切れ{% endcase %}
            </td></tr></table></td></tr>
            {% endfor %}
            <tr><td style="padding:16px 32px;font-size:16px;text-align:right">合計 <b>{{ cart.total | money }}</b></td></tr>
            <tr><td align="center" style="padding:16px 32px 32px 32px"><a href="{{ cart.url }}"
            style="display:inline-block;padding:12px 48px;background:#0a7d4b;color:#ffffff;text-decoration:none">
            カートを見る</a></td></tr>
            {% if customer.points >= 100 %}<tr><td style="padding:16px 32px;background:#fff8e6;font-size:13px;line-height:1.8">
            {{ customer.points }}ポイントのうち、100ポイントは{{ "now" | date: "%-m月末" }}に期限を迎えます。<br>
            1ポイント1円として、このお買い物からお使いいただけます。お届けは{{ shop.address | truncate: 6, "" }}の
            茶舗より、ご注文の翌日に発送いたします。送料は{{ 660 | money }}、{{ 5000 | money }}以上のお買い上げで無料です。
            </td></tr>{% endif %}
            <tr><td style="padding:16px 32px;font-size:11px;color:#888888;line-height:1.8">
            このメールは {{ customer.email }} 宛てにお送りしています。<br>
            配信停止は<a href="{{ unsubscribe_url }}">こちら</a>からお手続きください。<br>
            {{ shop.name }} 〒{{ shop.zip }} {{ shop.address }}<br>&copy; {{ "now" | date: "%Y" }} {{ shop.name }}
            </td></tr></table></td></tr></table></body></html>
            """;

    private static final Map<String, Object> DATA = Map.of(
            "shop", Map.of("name", "きっかけ茶舗", "zip", "604-0000", "address", "京都市中京区1-2-3"),
            "customer",
                    Map.of(
                            "name", "山田 花子",
                            "email", "hanako@example.jp",
                            "points", 120,
                            "birthday", "1990-03-14"),
            "cart",
                    Map.of(
                            "url",
                            "https://shop.example.jp/cart/abcdef",
                            "total",
                            12345,
                            "lines",
                            List.of(
                                    line("宇治抹茶 一番摘み 40g 缶入り", 2160, 2, 3),
                                    line("ほうじ茶 ティーバッグ 20個入り", 864, 1, 50),
                                    line("玉露 & 煎茶 詰め合わせ", 5400, 1, 0))),
            "unsubscribe_url", "https://shop.example.jp/u/abcdef");

    private RenderSpeed() {}

    private static Map<String, Object> line(String title, int price, int quantity, int stock) {
        return Map.of(
                "title",
                title,
                "price",
                price,
                "quantity",
                quantity,
                "stock",
                stock,
                "variant",
                "定期便",
                "image",
                "https://cdn.example.jp/i/123.jpg",
                "url",
                "https://shop.example.jp/p/123");
    }

    public static void main(String[] args) {
        Template template = Template.parse(MAIL);
        RenderOptions options = RenderOptions.at(Instant.parse("2026-03-14T00:00:00Z"))
                .withLocale(Locale.JAPAN)
                .withZone(ZoneId.of("Asia/Tokyo"))
                .withEscapeHtml(true);
        int chars = template.render(DATA, options).length();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (int round = 0; round < 8; round++) {
            // Time on the processor, not on the clock: the machine may have other things to do.
            long begin = threads.getCurrentThreadCpuTime();
            long took = 0;
            long seen = 0;
            int renders = 0;
            while (took < 1_000_000_000L) {
                for (int i = 0; i < 1000; i++) {
                    seen += template.render(DATA, options).length();
                }
                renders += 1000;
                took = threads.getCurrentThreadCpuTime() - begin;
            }
            System.out.printf(
                    "%,d renders/s of a template of %,d bytes into a mail of %,d characters%n",
                    renders * 1_000_000_000L / took,
                    MAIL.getBytes(StandardCharsets.UTF_8).length,
                    seen / renders == chars ? chars : -1);
        }
    }
}
