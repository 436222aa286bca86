package io.kikkake.server.tracking;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a request by itself tells of who made it. */
final class Machines {

    /**
     * Programs that follow links or load pictures without anybody asking them to, by words of their user agents: gateways that look
     * for malware, previews of chat programs, crawlers, libraries.
     */
    private static final List<String> AGENTS = List.of(
            "barracuda",
            "mimecast",
            "proofpoint",
            "safelinks",
            "existence discovery",
            "forcepoint",
            "trendmicro",
            "symantec",
            "messagelabs",
            "sophos",
            "fireeye",
            "trellix",
            "cloudmark",
            "ironport",
            "mailscanner",
            "urlscan",
            "virustotal",
            "bingpreview",
            "facebookexternalhit",
            "line-poker",
            "whatsapp",
            "skypeuripreview",
            "slackbot",
            "bot/",
            "bot;",
            "bot ",
            "crawler",
            "spider",
            "headlesschrome",
            "phantomjs",
            "python-",
            "aiohttp",
            "go-http-client",
            "libwww",
            "java/",
            "apache-httpclient",
            "okhttp",
            "curl/",
            "wget/");

    private static final List<String> PURPOSES = List.of("Purpose", "Sec-Purpose", "X-Purpose", "X-Moz");

    /** Apple's Mail Privacy Protection loads all pictures, read or not, and calls itself this and nothing more. */
    private static final String APPLE = "Mozilla/5.0";

    private Machines() {}

    /**
     * Why it is no person's doing; empty if it may be.
     *
     * @param header of the request, null where it has none
     * @param address the request came from
     */
    static Optional<String> reason(String method, UnaryOperator<@Nullable String> header, String address) {
        String agent = header.apply("User-Agent");
        if (!method.equals("GET")) {
            return Optional.of("head");
        }
        if (agent == null || agent.isBlank()) {
            return Optional.of("no-agent");
        }
        if (agent.strip().equals(APPLE) || address.startsWith("17.")) {
            return Optional.of("apple-mpp");
        }
        for (String purpose : PURPOSES) {
            String said = header.apply(purpose);
            if (said != null && (said.contains("prefetch") || said.contains("preview"))) {
                return Optional.of("prefetch");
            }
        }
        String words = agent.toLowerCase(Locale.ROOT) + " ";
        return AGENTS.stream().anyMatch(words::contains) ? Optional.of("scanner") : Optional.empty();
    }

    /** Through whom a person's pictures are loaded: then it is known that they opened the mail, but not where. */
    static Optional<String> proxy(@Nullable String agent) {
        if (agent == null) {
            return Optional.empty();
        }
        if (agent.contains("GoogleImageProxy")) {
            return Optional.of("google");
        }
        return agent.contains("YahooMailProxy") ? Optional.of("yahoo") : Optional.empty();
    }
}
