package io.kikkake.server.platform;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One PostgreSQL, given by URL or embedded, and one process that writes to it. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    /** Where the database is. */
    record Address(String url, String user, String password, AutoCloseable owner) implements AutoCloseable {
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
            address = new Address(database.url(), database.user(), database.password(), () -> {});
        } else {
            EmbeddedDatabase embedded = EmbeddedDatabase.open(settings.data());
            address = new Address(embedded.url(), embedded.user(), "", embedded);
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
    SoleWriterWatch soleWriterWatch(SoleWriter soleWriter) {
        return new SoleWriterWatch(soleWriter);
    }

    @Bean
    DataSource dataSource(Address address, SoleWriter soleWriter) {
        var pool = new HikariDataSource();
        pool.setPoolName("kikkake");
        pool.setJdbcUrl(address.url());
        pool.setUsername(address.user());
        pool.setPassword(address.password());
        pool.setMaximumPoolSize(16);
        pool.setMinimumIdle(4);
        pool.setConnectionTimeout(20_000);
        // Plans are kept, also those made while the tables were empty: they must be right for full ones.
        pool.setConnectionInitSql("set enable_seqscan = off; set enable_bitmapscan = off");
        pool.addDataSourceProperty("reWriteBatchedInserts", "true");
        pool.addDataSourceProperty("ApplicationName", "kikkake");
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        return pool;
    }

    private static Connection connect(Address address) throws SQLException {
        return java.sql.DriverManager.getConnection(address.url(), address.user(), address.password());
    }
}
