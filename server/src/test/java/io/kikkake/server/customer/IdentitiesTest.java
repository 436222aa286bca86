package io.kikkake.server.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.server.TestDatabase;
import io.kikkake.server.customer.Identities.Merge;
import io.kikkake.server.customer.Identities.Resolved;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdentitiesTest {

    private static final TestDatabase database = TestDatabase.create();
    private static final Instant NOW = Instant.parse("2026-04-01T00:00:00Z");

    private Identities identities = new Identities(database.jdbc());

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.empty("customer", "customer_identity");
        identities = new Identities(database.jdbc());
    }

    @Test
    void aVisitorWhoSignsUpStaysTheSameCustomer() throws SQLException {
        long visitor = resolve(null, "device", null).customer();
        Resolved member = resolve("member", "device", "hanako@example.jp");

        assertThat(member).isEqualTo(new Resolved(visitor, List.of()));
        assertThat(resolve("member", null, null).customer()).isEqualTo(visitor);
    }

    @Test
    void anotherDeviceOfAMemberIsMergedIntoTheMember() throws SQLException {
        long member = resolve("member", "phone", null).customer();
        long visitor = resolve(null, "laptop", null).customer();

        assertThat(resolve("member", "laptop", null))
                .isEqualTo(new Resolved(member, List.of(new Merge(visitor, member))));
        assertThat(resolve(null, "laptop", null).customer()).isEqualTo(member);
        assertThat(mergedInto(visitor)).isEqualTo(member);
    }

    @Test
    void aDeviceSharedByTwoMembersBelongsToTheOneWhoUsedItLast() throws SQLException {
        long father = resolve("father", "tablet", null).customer();
        Resolved mother = resolve("mother", "tablet", null);

        assertThat(mother.merges()).isEmpty();
        assertThat(mother.customer()).isNotEqualTo(father);
        assertThat(resolve(null, "tablet", null).customer()).isEqualTo(mother.customer());
    }

    @Test
    void anAddressJoinsAVisitorToTheMemberKnownByIt() throws SQLException {
        long member = resolve("member", null, "hanako@example.jp").customer();
        long visitor = resolve(null, "device", null).customer();

        assertThat(resolve(null, "device", "hanako@example.jp"))
                .isEqualTo(new Resolved(member, List.of(new Merge(visitor, member))));
    }

    @Test
    void twoMembersWithOneAddressStayTwo() throws SQLException {
        long one = resolve("one", null, "family@example.jp").customer();
        Resolved two = resolve("two", null, "family@example.jp");

        assertThat(two.customer()).isNotEqualTo(one);
        assertThat(two.merges()).isEmpty();
    }

    @Test
    void aMemberNewToUsTakesOverTheVisitorKnownByTheAddress() throws SQLException {
        long reader = resolve(null, "device", "hanako@example.jp").customer();

        assertThat(resolve("member", null, "hanako@example.jp").customer()).isEqualTo(reader);
    }

    @Test
    void mergesWithinOneBatchAreSeenByTheEventsAfterThem() throws SQLException {
        try (Connection transaction = database.dataSource().getConnection()) {
            transaction.setAutoCommit(false);
            Identities.Batch batch = identities.begin(transaction, List.of());
            long visitor = batch.resolve(null, "laptop", null).customer();
            long member = batch.resolve("member", "phone", null).customer();
            assertThat(batch.resolve("member", "laptop", null).merges()).containsExactly(new Merge(visitor, member));
            assertThat(batch.resolve(null, "laptop", null).customer()).isEqualTo(member);
            assertThat(batch.survivor(visitor)).isEqualTo(member);
            batch.write(NOW);
            transaction.commit();
            batch.committed();
        }
        assertThat(resolve(null, "laptop", null).customer())
                .isEqualTo(resolve("member", null, null).customer());
    }

    @Test
    void whatWasRolledBackIsForgotten() throws SQLException {
        try (Connection transaction = database.dataSource().getConnection()) {
            transaction.setAutoCommit(false);
            Identities.Batch batch = identities.begin(transaction, List.of());
            batch.resolve("member", "device", null);
            batch.write(NOW);
            transaction.rollback();
        }
        resolve("member", "device", null);
        assertThat(database.jdbc()
                        .sql("select count(*) from customer")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aRestartKnowsWhatWasKnown() throws SQLException {
        long member = resolve("member", "device", "hanako@example.jp").customer();
        identities = new Identities(database.jdbc());

        assertThat(resolve("member", null, null).customer()).isEqualTo(member);
        assertThat(resolve(null, "device", null).customer()).isEqualTo(member);
        assertThat(resolve(null, "other", null).customer()).isGreaterThan(member);
    }

    private Resolved resolve(@Nullable String userId, @Nullable String anonymousId, @Nullable String email)
            throws SQLException {
        List<Identity> mentioned = Stream.of(
                        userId == null ? null : new Identity(Identity.Kind.USER_ID, userId),
                        anonymousId == null ? null : new Identity(Identity.Kind.ANONYMOUS_ID, anonymousId),
                        email == null ? null : new Identity(Identity.Kind.EMAIL, email))
                .filter(Objects::nonNull)
                .toList();
        try (Connection transaction = database.dataSource().getConnection()) {
            transaction.setAutoCommit(false);
            Identities.Batch batch = identities.begin(transaction, mentioned);
            Resolved resolved = batch.resolve(userId, anonymousId, email);
            batch.write(NOW);
            transaction.commit();
            batch.committed();
            return resolved;
        }
    }

    private static Long mergedInto(long customer) {
        return database.jdbc()
                .sql("select merged_into from customer where id = ?")
                .param(customer)
                .query(Long.class)
                .single();
    }
}
