package io.kikkake.server.mailbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The mails kept, newest 10,000. */
@Component
class MailStore {

    private static final int KEPT = 10_000;

    private final DataSource database;
    private final JdbcClient jdbc;

    MailStore(DataSource database, JdbcClient jdbc) {
        this.database = database;
        this.jdbc = jdbc;
    }

    /** All in one transaction. */
    List<StoredMail> add(List<ReceivedMail> mails) throws SQLException {
        var added = new ArrayList<StoredMail>();
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (var insert = connection.prepareStatement("""
                    insert into dev_mail (at, sender, recipient, subject, snippet, source)
                    values (?, ?, ?, ?, ?, ?) returning id""")) {
                for (ReceivedMail mail : mails) {
                    added.add(insert(insert, mail));
                }
                long newest = Long.parseLong(added.getLast().id());
                if (newest / 1000 != (newest - mails.size()) / 1000) {
                    trim(connection, newest);
                }
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
        return added;
    }

    private static StoredMail insert(java.sql.PreparedStatement insert, ReceivedMail mail) throws SQLException {
        ParsedMail parsed = ParsedMail.of(mail.source());
        String from = storable(parsed.from().isEmpty() ? mail.from() : parsed.from());
        String subject = storable(parsed.subject());
        String snippet = storable(parsed.snippet());
        insert.setTimestamp(1, Timestamp.from(mail.at()));
        insert.setString(2, from);
        insert.setString(3, storable(mail.to()));
        insert.setString(4, subject);
        insert.setString(5, snippet);
        insert.setBytes(6, mail.source());
        try (var rows = insert.executeQuery()) {
            rows.next();
            return new StoredMail(
                    Long.toString(rows.getLong(1)), from, mail.to(), subject, mail.at(), snippet, mail.source().length);
        }
    }

    private static void trim(Connection connection, long newest) throws SQLException {
        try (var delete = connection.prepareStatement("delete from dev_mail where id <= ?")) {
            delete.setLong(1, newest - KEPT);
            delete.executeUpdate();
        }
    }

    /** Newest first. */
    List<StoredMail> list(@Nullable Long before, @Nullable String words, int limit) {
        return jdbc.sql("""
                        select id, sender, recipient, subject, at, snippet, length(source) as size from dev_mail
                        where id < :before and (sender || ' ' || recipient || ' ' || subject || ' ' || snippet) ilike :words
                        order by id desc limit :limit""")
                .param("before", before == null ? Long.MAX_VALUE : before)
                .param("words", like(words))
                .param("limit", limit)
                .query((row, number) -> new StoredMail(
                        Long.toString(row.getLong("id")),
                        row.getString("sender"),
                        row.getString("recipient"),
                        row.getString("subject"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("snippet"),
                        row.getLong("size")))
                .list();
    }

    long count(@Nullable String words) {
        return jdbc.sql("select count(*) from dev_mail"
                        + " where (sender || ' ' || recipient || ' ' || subject || ' ' || snippet) ilike ?")
                .params(like(words))
                .query(Long.class)
                .single();
    }

    Optional<ReceivedMail> find(long id) {
        return jdbc.sql("select sender, recipient, at, source from dev_mail where id = ?")
                .params(id)
                .query((row, number) -> new ReceivedMail(
                        row.getString(1), row.getString(2), row.getTimestamp(3).toInstant(), row.getBytes(4)))
                .optional();
    }

    void empty() {
        jdbc.sql("truncate dev_mail").update();
    }

    private static String like(@Nullable String words) {
        return words == null || words.isBlank() ? "%" : "%" + words.strip().replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }

    /** PostgreSQL's text knows no NUL. */
    private static String storable(String text) {
        return text.replace('\0', ' ');
    }
}
