package io.kikkake.server.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/** A certificate for 127.0.0.1 that nobody vouches for but itself, made by the JDK's keytool. */
record OwnCertificate(Path pem, SSLSocketFactory sockets) {

    OwnCertificate(Path directory) throws Exception {
        this(made(directory), sockets(directory));
    }

    private static Path made(Path directory) throws Exception {
        keytool(directory, "-genkeypair", "-keyalg", "EC", "-dname", "CN=127.0.0.1", "-ext", "san=ip:127.0.0.1");
        keytool(directory, "-exportcert", "-rfc", "-file", "own.pem");
        return directory.resolve("own.pem");
    }

    private static void keytool(Path directory, String what, String... more) throws Exception {
        var command = new ArrayList<String>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                what,
                "-alias",
                "own",
                "-keystore",
                "own.p12",
                "-storepass",
                "secret"));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static SSLSocketFactory sockets(Path directory) throws Exception {
        var keys = KeyStore.getInstance("PKCS12");
        try (var source = Files.newInputStream(directory.resolve("own.p12"))) {
            keys.load(source, "secret".toCharArray());
        }
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "secret".toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getSocketFactory();
    }
}
