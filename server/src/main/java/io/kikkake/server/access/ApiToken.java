package io.kikkake.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kikkake.server.platform.Settings;
import io.kikkake.server.platform.StartupFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.springframework.stereotype.Component;

/** What programs sign in with: whoever can read the data directory may use the API. */
@Component
class ApiToken {

    private final byte[] token;

    ApiToken(Settings settings) {
        Path file = settings.data().resolve("token");
        try {
            if (!Files.exists(file) || Files.readString(file).isBlank()) {
                Secrets.write(file, Secrets.hex(24));
            }
            token = Files.readString(file).strip().getBytes(UTF_8);
        } catch (IOException e) {
            throw new StartupFailed("The API token in " + file + " can neither be read nor written: " + e.getMessage()
                    + ". Does the directory belong to the user Kikkake runs as?");
        }
    }

    boolean is(String given) {
        return MessageDigest.isEqual(token, given.getBytes(UTF_8));
    }
}
