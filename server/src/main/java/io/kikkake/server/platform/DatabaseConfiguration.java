package io.kikkake.server.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One PostgreSQL, given by URL or embedded, and one process that writes to it. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    private static final int CONNECT_SECONDS = 5;

    /**
     * Where the database is.
     *
     * @param awake makes sure that it runs, where that is for us to do
     */
    record Address(String url, String user, String password, Runnable awake, AutoCloseable owner)
            implements AutoCloseable {
        @Override
        public void close() throws Exception {
            owner.close();
        }
    }

    @Bean
    Address databaseAddress(Settings settings) throws IOException {
        Files.createDirectories(settings.data());
        Settings.Database database = settings.database();
        Address address;
        if (database.url() != null) {
            address = new Address(database.url(), database.user(), database.password(), () -> {}, () -> {});
        } else {
            EmbeddedDatabase embedded = EmbeddedDatabase.open(settings.data());
            address = new Address(embedded.url(), embedded.user(), "", embedded::awake, embedded);
            Files.writeString(
                    settings.data().resolve("database.url"), address.url() + "?user=" + address.user() + "\n");
        }
        return address;
    }

    @Bean
    SoleWriter soleWriter(Address address) {
        return SoleWriter.acquire(() -> connect(address));
    }

    @Bean
    SoleWriterWatch soleWriterWatch(SoleWriter soleWriter, WritersPool pool, ApplicationEventPublisher publisher) {
        return new SoleWriterWatch(soleWriter, pool, () -> publisher.publishEvent(new WritingAgain()));
    }

    @Bean
    WritersPool dataSource(SoleWriter soleWriter) {
        return new WritersPool(soleWriter);
    }

    /** The writer signs before anybody else has seen the tables. */
    @Bean
    FlywayMigrationStrategy migrations(SoleWriter soleWriter) {
        return flyway -> {
            flyway.migrate();
            try {
                soleWriter.sign();
            } catch (SQLException e) {
                throw new StartupFailed("The database was lost while starting: " + e.getMessage());
            }
        };
    }

    private static Connection connect(Address address) throws SQLException {
        address.awake().run();
        var properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("password", address.password());
        properties.setProperty("reWriteBatchedInserts", "true");
        properties.setProperty("ApplicationName", "kikkake");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", String.valueOf(CONNECT_SECONDS));
        return DriverManager.getConnection(address.url(), properties);
    }
}
