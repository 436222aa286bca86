package io.kikkake.server.demo;

import io.kikkake.server.customer.Representatives;
import io.kikkake.server.customer.Representatives.Representative;
import io.kikkake.server.scenario.Publisher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a demo begins with. Put there at its first start only: what somebody changes stays changed. */
@Component
@ConditionalOnBooleanProperty("kikkake.demo")
class DemoData implements ApplicationRunner {

    private static final List<String> SCENARIOS = List.of("welcome", "cart-abandonment", "document-followup");
    private static final List<Representative> REPRESENTATIVES = List.of(
            new Representative("sato@hiyori.example", "佐藤 健", "法人営業部", "03-0000-0101", true),
            new Representative("suzuki@hiyori.example", "鈴木 さくら", "法人営業部", "03-0000-0102", false));

    private final JdbcClient jdbc;
    private final Publisher publisher;
    private final Representatives representatives;

    DemoData(JdbcClient jdbc, Publisher publisher, Representatives representatives) {
        this.jdbc = jdbc;
        this.publisher = publisher;
        this.representatives = representatives;
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException {
        boolean there = jdbc.sql("select exists (select from setting where name = 'demo.data')")
                .query(Boolean.class)
                .single();
        if (there) {
            return;
        }
        REPRESENTATIVES.forEach(representatives::save);
        for (String scenario : SCENARIOS) {
            publisher.publishYaml(
                    new ClassPathResource("demo/" + scenario + ".yaml").getContentAsString(StandardCharsets.UTF_8));
        }
        // Last: a start that did not come so far begins again, and doing it twice is doing it once.
        jdbc.sql("insert into setting (name, value) values ('demo.data', 'true')")
                .update();
    }
}
