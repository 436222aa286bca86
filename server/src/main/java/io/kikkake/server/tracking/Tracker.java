package io.kikkake.server.tracking;

import io.kikkake.engine.value.Value;
import io.kikkake.server.message.Watch;
import io.kikkake.server.platform.Settings;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes a mail tell that it is opened and clicked.
 *
 * <p>A link is signed only if its host is one of ours or was written by the author of the message. What a customer brought in by
 * way of Liquid, a web site in an attribute, is not: else anybody could have us sign where our address leads. Links to this
 * server itself, to stop mail for instance, are never touched.
 */
@Component
public class Tracker {

    private final Tokens tokens;
    private final String base;
    private final List<String> domains;
    private final boolean trap;
    /** The demo's shop is on this server, and is a shop all the same. */
    private final String shop;

    Tracker(Tokens tokens, Settings settings) {
        this.tokens = tokens;
        base = settings.baseUrl();
        domains = domains(settings);
        trap = settings.tracking().trap();
        shop = settings.demo() ? base + "/shop" : "";
    }

    static List<String> domains(Settings settings) {
        var domains = new ArrayList<String>();
        settings.tracking().domains().forEach(domain -> domains.add(domain.toLowerCase(Locale.ROOT)));
        String own = URI.create(settings.baseUrl()).getHost();
        if (own != null) {
            domains.add(own.toLowerCase(Locale.ROOT));
        }
        return List.copyOf(domains);
    }

    /** @param mail filled in, as channels get it; one that is only text stays as it is */
    public Value.ObjectOf track(Value.ObjectOf mail, Watch watch, boolean marketing, Sending sending) {
        boolean idle = !watch.opens(marketing) && !watch.clicks(marketing) && !watch.marked(marketing);
        if (idle || !(mail.fields().get("html") instanceof Value.Text(var html))) {
            return mail;
        }
        var fields = new LinkedHashMap<>(mail.fields());
        fields.put("html", Value.of(track(html, watch, marketing, sending)));
        return new Value.ObjectOf(fields);
    }

    String track(String html, Watch watch, boolean marketing, Sending sending) {
        boolean clicks = watch.clicks(marketing);
        Map<String, String> marks = watch.marked(marketing) ? marks(watch, sending) : Map.of();
        var links = new Links(clicks, marks, watch.hosts(), sending);
        String picture = watch.opens(marketing)
                ? "<img src=\"" + base + "/t/o/" + tokens.write(new Reference.Picture(sending))
                        + "\" width=\"1\" height=\"1\" alt=\"\" style=\"display:block;width:1px;height:1px;border:0;\">"
                : "";
        String unseen = clicks && trap && marketing
                ? "<a href=\"" + base + "/t/c/" + tokens.write(new Reference.Trap(sending))
                        + "\" style=\"display:none;\" aria-hidden=\"true\" tabindex=\"-1\"></a>"
                : "";
        return MarkedUp.of(html, links, unseen, picture);
    }

    private static Map<String, String> marks(Watch watch, Sending sending) {
        var marks = new LinkedHashMap<String, String>();
        marks.put("utm_source", "kikkake");
        marks.put("utm_medium", "email");
        marks.put("utm_campaign", sending.scenario());
        marks.put("utm_content", sending.step());
        marks.putAll(watch.marks());
        return marks;
    }

    /** The links of one mail. */
    private final class Links implements MarkedUp.Rewriting {

        private final boolean clicks;
        private final Map<String, String> marks;
        private final Set<String> hosts;
        private final Sending sending;
        private int number;

        private Links(boolean clicks, Map<String, String> marks, Set<String> hosts, Sending sending) {
            this.clicks = clicks;
            this.marks = marks;
            this.hosts = hosts;
            this.sending = sending;
        }

        @Override
        public @Nullable String of(String address) {
            if (isOurOwnPage(address)) {
                return null;
            }
            Target target = Target.of(address).orElse(null);
            if (target == null) {
                return null;
            }
            boolean ours = target.isBelow(domains);
            Marked marked = ours && !marks.isEmpty() ? target.with(marks) : target.unmarked();
            if (clicks && (ours || target.isAt(hosts)) && marked.url().length() <= Tokens.LONGEST_TARGET) {
                return base + "/t/c/" + tokens.write(new Reference.Link(sending, number++, marked));
            }
            return marked.length() > 0 ? Entities.escaped(marked.url()) : null;
        }

        private boolean isOurOwnPage(String address) {
            return address.startsWith(base)
                    && (address.length() == base.length() || "/?#".indexOf(address.charAt(base.length())) >= 0)
                    && (shop.isEmpty() || !address.startsWith(shop));
        }
    }
}
