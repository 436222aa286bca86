package io.kikkake.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TestDatabaseTest {

    @Test
    void every_database_is_migrated_and_its_own() {
        try (var one = TestDatabase.create();
                var other = TestDatabase.create()) {
            one.jdbc()
                    .sql("insert into setting (name, value) values ('a', '1')")
                    .update();

            assertThat(count(one)).isEqualTo(1);
            assertThat(count(other)).isZero();
            one.empty("setting");
            assertThat(count(one)).isZero();
        }
    }

    private static long count(TestDatabase database) {
        return database.jdbc()
                .sql("select count(*) from setting")
                .query(Long.class)
                .single();
    }
}
