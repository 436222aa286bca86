package io.kikkake.server.access;

import io.kikkake.server.access.Administrators.Administrator;
import io.kikkake.server.platform.Settings;
import io.kikkake.server.platform.StartupFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Makes the administrator of a new database, with a password to be shown once.
 *
 * <p>The demo keeps that password in a file until it is changed, so that every start of the demo can show it again.
 */
@Component
class FirstStart {

    private final Administrators administrators;
    private final String email;
    private final Path kept;
    private final boolean demo;

    FirstStart(Administrators administrators, Settings settings, AdminSettings admin) {
        this.administrators = administrators;
        this.email = admin.email();
        this.kept = settings.data().resolve("admin-password");
        this.demo = settings.demo();
    }

    String email() {
        return email;
    }

    /**
     * The password to show at this start, if it still is the one that was made up. It is made as late as that, so that a
     * start that fails before does not make one nobody has seen.
     */
    Optional<String> passwordToShow() {
        try {
            return administrators.none() ? create() : keptPassword();
        } catch (IOException e) {
            throw new StartupFailed("The file " + kept + " can neither be read nor written: " + e.getMessage()
                    + ". Does the directory belong to the user Kikkake runs as?");
        }
    }

    void passwordChanged() {
        try {
            Files.deleteIfExists(kept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<String> create() throws IOException {
        String made = Secrets.password();
        administrators.create(email, made);
        if (demo) {
            Secrets.write(kept, made);
        }
        return Optional.of(made);
    }

    private Optional<String> keptPassword() throws IOException {
        boolean unchanged =
                administrators.named(email).filter(Administrator::mustChange).isPresent();
        return unchanged && Files.exists(kept)
                ? Optional.of(Files.readString(kept).strip())
                : Optional.empty();
    }
}
