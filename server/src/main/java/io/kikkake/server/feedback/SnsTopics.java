package io.kikkake.server.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kikkake.server.platform.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Amazon SNS: takes messages of our topics only, signed with a certificate from SNS itself, and confirms their subscriptions. */
@Component
class SnsTopics {

    enum Check {
        FORGED,
        CONFIRMED,
        NOTIFICATION
    }

    /** Reads what an address of SNS gives. */
    interface Web {
        byte[] get(URI address) throws IOException;
    }

    private static final Pattern SNS = Pattern.compile("sns\\.[a-z0-9-]{1,40}\\.amazonaws\\.com(?:\\.cn)?");
    private static final int MOST_CERTIFICATES = 20;

    private final Set<String> topics;
    private final Web web;
    private final Map<URI, X509Certificate> certificates = new ConcurrentHashMap<>();

    @Autowired
    SnsTopics(Settings settings) {
        this(settings.feedback().hooks().sesTopics(), SnsTopics::fetch);
    }

    SnsTopics(List<String> topics, Web web) {
        this.topics = Set.copyOf(topics);
        this.web = web;
    }

    Check check(byte[] body) {
        JsonNode message = Fields.json(body);
        String type = Fields.text(message, "Type");
        if (!topics.contains(Fields.text(message, "TopicArn")) || !isSigned(message, type)) {
            return Check.FORGED;
        }
        if (type.equals("Notification")) {
            return Check.NOTIFICATION;
        }
        if (type.equals("SubscriptionConfirmation")) {
            URI confirm = address(Fields.text(message, "SubscribeURL"));
            try {
                if (confirm == null) {
                    return Check.FORGED;
                }
                web.get(confirm);
            } catch (IOException e) {
                throw new IllegalStateException("The subscription could not be confirmed: " + e.getMessage(), e);
            }
        }
        return Check.CONFIRMED;
    }

    private boolean isSigned(JsonNode message, String type) {
        String algorithm = switch (Fields.text(message, "SignatureVersion")) {
            case "1" -> "SHA1withRSA";
            case "2" -> "SHA256withRSA";
            default -> "";
        };
        URI certificate = address(Fields.text(message, "SigningCertURL"));
        if (algorithm.isEmpty() || certificate == null || !certificate.getPath().endsWith(".pem")) {
            return false;
        }
        try {
            Signature check = Signature.getInstance(algorithm);
            check.initVerify(certificate(certificate).getPublicKey());
            check.update(signed(message, type).getBytes(UTF_8));
            return check.verify(Base64.getDecoder().decode(Fields.text(message, "Signature")));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        } catch (IOException e) {
            throw new IllegalStateException("The certificate of SNS could not be read: " + e.getMessage(), e);
        }
    }

    /** Names and values in the order in which SNS signs them. */
    private static String signed(JsonNode message, String type) {
        List<String> names = type.equals("Notification")
                ? List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
                : List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");
        var text = new StringBuilder();
        for (String name : names) {
            if (message.has(name)) {
                text.append(name)
                        .append('\n')
                        .append(Fields.text(message, name))
                        .append('\n');
            }
        }
        return text.toString();
    }

    private X509Certificate certificate(URI address) throws IOException, GeneralSecurityException {
        X509Certificate known = certificates.get(address);
        if (known == null) {
            known = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(web.get(address)));
            if (certificates.size() >= MOST_CERTIFICATES) {
                certificates.clear();
            }
            certificates.put(address, known);
        }
        return known;
    }

    /** Null for anything but SNS itself over TLS. */
    private static @org.jspecify.annotations.Nullable URI address(String text) {
        try {
            URI address = URI.create(text);
            boolean sns = "https".equals(address.getScheme())
                    && address.getHost() != null
                    && SNS.matcher(address.getHost()).matches()
                    && address.getPort() == -1
                    && address.getUserInfo() == null;
            return sns ? address : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static byte[] fetch(URI address) throws IOException {
        try (HttpClient client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(5))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build()) {
            var request = HttpRequest.newBuilder(address)
                    .timeout(Duration.ofSeconds(10))
                    .build();
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() / 100 != 2) {
                throw new IOException(address.getHost() + " answered " + answer.statusCode());
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
