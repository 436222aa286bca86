package io.kikkake.server.channel;

import io.kikkake.server.platform.Settings;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Channels of outside jars: those in the directory of plugins, and those on the class path. */
@Component
final class Plugins implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Plugins.class);

    private final Path directory;
    private final URLClassLoader loader;

    Plugins(Settings settings) {
        Path named = settings.plugins();
        directory = named == null ? settings.data().resolve("plugins") : named;
        loader = new URLClassLoader("plugins", jars(directory), Channel.class.getClassLoader());
    }

    /** @throws IllegalStateException if a jar names a channel that cannot be made */
    List<Channel> channels() {
        var channels = new ArrayList<Channel>();
        try {
            ServiceLoader.load(Channel.class, loader).forEach(channels::add);
        } catch (ServiceConfigurationError e) {
            throw new IllegalStateException(
                    "A channel in " + directory.toAbsolutePath() + " cannot be used: " + e.getMessage()
                            + " Correct the jar or take it away.",
                    e);
        }
        channels.forEach(channel -> log.info(
                "Channel {} is from outside: {}",
                channel.id(),
                channel.getClass().getName()));
        return channels;
    }

    private static URL[] jars(Path directory) {
        if (!Files.isDirectory(directory)) {
            return new URL[0];
        }
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .map(Plugins::url)
                    .toArray(URL[]::new);
        } catch (IOException e) {
            throw new IllegalStateException("The directory of plugins " + directory + " cannot be read: " + e, e);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
