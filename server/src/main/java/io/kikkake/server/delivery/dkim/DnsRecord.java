package io.kikkake.server.delivery.dkim;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be published about a domain that mail comes from.
 *
 * @param purpose dkim, spf, dmarc or bounce
 * @param strings the value of a TXT record in pieces of at most 255 octets, as zone files want it
 * @param note what to mind
 */
record DnsRecord(String purpose, String type, String name, String value, List<String> strings, String note) {

    private static final int LONGEST_STRING = 255;

    private static DnsRecord txt(String purpose, String name, String value, String note) {
        var strings = new ArrayList<String>();
        for (int from = 0; from < value.length(); from += LONGEST_STRING) {
            strings.add(value.substring(from, Math.min(value.length(), from + LONGEST_STRING)));
        }
        return new DnsRecord(purpose, "TXT", name, value, strings, note);
    }

    static DnsRecord key(String domain, StoredKey key) {
        return txt(
                "dkim",
                key.selector() + "._domainkey." + domain,
                "v=DKIM1; k=" + key.algorithm().keyType() + "; p="
                        + Base64.getEncoder().encodeToString(key.published()),
                switch (key.state()) {
                    case ACTIVE -> "Mail is signed with this key now.";
                    case PREPARED -> "Publish it, wait until it can be seen, then rotate to it.";
                    case RETIRED -> "Mail under way was signed with it: leave it for a week, then remove it.";
                });
    }

    /**
     * SPF, DMARC and where bounces go.
     *
     * @param smtpHost the server that mail is handed to; null: none is set
     * @param bounceDomain null: none is set
     * @param ownHost where this product is reached
     */
    static List<DnsRecord> aroundKeys(
            String domain, @Nullable String smtpHost, @Nullable String bounceDomain, @Nullable String ownHost) {
        String spf = "v=spf1 " + (smtpHost == null ? "mx" : "a:" + smtpHost) + " ~all";
        var records = new ArrayList<DnsRecord>();
        records.add(txt(
                "spf",
                domain,
                spf,
                "One record only: if there is one that begins with v=spf1, add what lies between to it. A mail"
                        + " service names its own include: for it."));
        records.add(txt(
                "dmarc",
                "_dmarc." + domain,
                "v=DMARC1; p=none",
                "Leave the one that is there. Go on to p=quarantine once reports show that all your mail passes."));
        if (bounceDomain != null) {
            if (ownHost != null) {
                records.add(new DnsRecord(
                        "bounce",
                        "MX",
                        bounceDomain,
                        "10 " + ownHost,
                        List.of(),
                        "Where what cannot be delivered comes back to."));
            }
            records.add(txt("bounce", bounceDomain, spf, "Receivers look SPF up for the address bounces go to."));
        }
        return List.copyOf(records);
    }
}
